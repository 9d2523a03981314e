import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { RuleCard } from '../polls.ts';
import { refuse } from '../refusals.ts';
import type { Asking } from './context.ts';
import { mayOpen, needAdopted, open } from './opening.ts';

/**
 * A second poll on options that stand tied in a closed one, by the same rule, with the same stored wordings; it names the first.
 * Only where the first one's card said so before anybody voted.
 */
export function openRunOff(asking: Asking, command: CommandOf<'openRunOff'>): Outcome {
	const { state, around } = asking;
	const refusal = mayOpen(asking) ?? needAdopted(state);
	if (refusal) return refusal;
	const first = state.polls.get(command.poll);
	if (!first) return refuse('poll.unknown');
	const tally = first.closed?.tally;
	if (!tally || !('order' in tally)) return refuse('poll.no-result');
	if (first.card.tie !== 'run-off') return refuse('poll.no-run-off');
	const wanted = new Set(command.options);
	const tied = tally.order.find((group) => group.length === wanted.size && group.every((id) => wanted.has(id)));
	if (!tied || tied.length < 2) return refuse('poll.not-tied');
	const question = around.text(first.question);
	if (question === undefined) throw new RangeError(`the question of poll ${first.id} is missing`);
	return open(asking, {
		subject: first.subject,
		question,
		card: byHand(first.card),
		wordings: first.options.filter(({ id }) => wanted.has(id)).map(({ id: _, ...wording }) => wording),
		texts: [],
		exception: command.exception,
		follows: { poll: first.id, because: 'run-off' },
	});
}

/** The first one's deadline is past. */
function byHand({ closesAt: _, ...card }: RuleCard): RuleCard {
	return { ...card, closes: 'by-hand' };
}
