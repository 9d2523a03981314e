import type { Annotation, Outcome } from './annotation.ts';
import type { CardId, SectorId } from './ids.ts';
import { isReached } from './polls.ts';
import type { IssuedPoll, IssuedRecord } from './record.ts';

/** Where the table's last vote that put solutions in an order left one. */
export interface Ranked {
	/** From 1; tied ones share it. */
	readonly place: number;
	readonly of: number;
	/** Dots that it got; null where another method was used. */
	readonly dots: number | null;
}

/** What became of one proposed solution, from the facts alone, and in words where somebody asked for them. */
export interface SolutionOutcome {
	readonly card: CardId;
	/** As it read when the commitment was issued. */
	readonly text: string;
	/**
	 * `adopted` by this commitment; `chosen` by consensus for another one, or for later; `not-chosen`, as the ranking says; or what a
	 * written response says, which comes before the facts.
	 */
	readonly outcome: Outcome | 'chosen' | 'not-chosen';
	readonly ranked: Ranked | null;
	/** A round on it that reached no consensus. */
	readonly wasBlocked: boolean;
	/** Asked for and not given yet: when, by whom, and who owes it. */
	readonly owed: { readonly at: number; readonly by: SectorId; readonly sector: SectorId } | null;
	/** The last written reason. */
	readonly response: { readonly at: number; readonly sector: SectorId; readonly text: string } | null;
}

/** Every solution that stood on the board when the commitment was issued, in the order of the table's last ranking. */
export function outcomesOf(record: IssuedRecord, annotations: readonly Annotation[]): SolutionOutcome[] {
	const solutions = record.tree.cards.filter(({ kind }) => kind === 'solution');
	const outcomes = solutions.map(({ card, text }): SolutionOutcome => {
		const confirmed = record.decisions.filter(
			({ subject, options }) => subject.kind === 'confirm' && options.some((option) => option.card === card),
		);
		const isChosen = confirmed.some(({ tally }) => isReached(tally));
		const said = annotations.filter(({ body }) => 'card' in body && body.card === card).at(-1);
		const response = annotations.flatMap(({ body, at }) =>
			body.kind === 'response' && body.card === card ? [{ ...body, at }] : [],
		);
		const last = response.at(-1);
		const facts = record.solutions.includes(card) ? 'adopted' : isChosen ? 'chosen' : 'not-chosen';
		return {
			...{ card, text, outcome: last?.outcome ?? facts, ranked: rankedIn(record.decisions, card) },
			wasBlocked: !isChosen && confirmed.length > 0,
			owed: said?.body.kind === 'question' ? { at: said.at, by: said.body.sector, sector: said.body.owes } : null,
			response: last ? { at: last.at, sector: last.sector, text: last.text } : null,
		};
	});
	return outcomes.sort((a, b) => (a.ranked?.place ?? Infinity) - (b.ranked?.place ?? Infinity) || 0);
}

/** How many written reasons are owed, by the sector that owes them. */
export function owedBySector(outcomes: readonly SolutionOutcome[]): ReadonlyMap<SectorId, number> {
	const owed = new Map<SectorId, number>();
	for (const { owed: debt } of outcomes) if (debt) owed.set(debt.sector, (owed.get(debt.sector) ?? 0) + 1);
	return owed;
}

function rankedIn(decisions: readonly IssuedPoll[], card: string): Ranked | null {
	const poll = decisions.findLast(
		({ subject, options }) =>
			subject.kind === 'prioritise' &&
			subject.of === 'solutions' &&
			options.some((option) => option.card === card),
	);
	const option = poll?.options.find((each) => each.card === card);
	if (!poll || !option || !('order' in poll.tally)) return null;
	let place = 1;
	for (const tied of poll.tally.order) {
		if (tied.includes(option.id)) {
			const dots =
				poll.tally.method === 'dots'
					? (poll.tally.options.find(({ id }) => id === option.id)?.dots ?? 0)
					: null;
			return { place, of: poll.options.length, dots };
		}
		place += tied.length;
	}
	return null;
}
