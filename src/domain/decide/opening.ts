import type { Outcome, PrimaryRecord } from '../decision.ts';
import type { EventBody } from '../events.ts';
import { canonicalJson, hashText, textOf } from '../hashing.ts';
import type { CardId, OptionId, PollId, TextHash } from '../ids.ts';
import { openPollAt } from '../poll-state.ts';
import type { Follows, PollOption, PollSubject, RuleCard } from '../polls.ts';
import { countQuorum, eligibleVoters } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { WorkshopState } from '../state.ts';
import type { FrozenCard, HashedText } from '../texts.ts';
import {
	decided,
	exceptionOf,
	needAffiliation,
	needQuorum,
	newId,
	openSession,
	statementOf,
	type Asking,
} from './context.ts';
import { departsFromRules } from './poll-terms.ts';
import { secrecyFault } from './secrecy.ts';

/** What is asked, in wordings that are stored with it. */
export interface Asked {
	readonly subject: PollSubject;
	readonly wordings: readonly Omit<PollOption, 'id'>[];
	readonly texts: readonly HashedText[];
}

export interface Opening extends Asked {
	readonly question: string;
	readonly card: RuleCard;
	/** undefined: no exception to quorum is possible. */
	readonly exception: string | null | undefined;
	readonly follows?: Follows;
	/** An open poll that this one takes the place of, and why. */
	readonly replaces?: { readonly poll: PollId; readonly reason: string } | null;
}

/** One poll at a time: a phone shows one ballot, and a table talks about one thing. */
export function mayOpen(asking: Asking, replaced: PollId | null = null): Refusal | null {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const open = openPollAt(asking.state);
	return open && open.id !== replaced ? refuse('poll.already-open') : null;
}

export function needAdopted(state: WorkshopState): Refusal | null {
	return state.rules.adopted ? null : refuse('rules.not-adopted');
}

/** Opens under a card that is fixed from here on. Quorum is counted now; practice needs none, since it counts for nothing. */
export function open(asking: Asking, opening: Opening): Outcome {
	const { state, around } = asking;
	const { card } = opening;
	const departs = departsFromRules(state, card);
	const readable = secrecyFault(state, card);
	if (readable) return readable;
	const lacking = card.practice ? needSession(state) : needQuorum(asking, opening.exception, card.quorum);
	if (lacking) return lacking;
	if (departs && !opening.exception) return refuse('poll.weighting');
	const cardText = textOf(card);
	const question = hashText(opening.question);
	const options: PollOption[] = opening.wordings.map((wording) => ({ id: newId<OptionId>(around), ...wording }));
	const exception = exceptionOf(asking, opening.exception ?? null, { quorum: card.quorum, departs });
	const cancelled = cancelReplaced(asking, opening);
	const follows = opening.follows ?? cancelled.follows;
	const event: EventBody = {
		type: 'poll.opened',
		poll: newId<PollId>(around),
		subject: opening.subject,
		question: question.hash,
		card,
		cardHash: cardText.hash,
		options,
		eligible: eligibleVoters(state),
		quorum: countQuorum(state, card.quorum),
		exception: exception.ref,
		...(follows ? { follows } : {}),
	};
	return decided([...cancelled.events, event], {
		texts: [question, cardText, ...opening.texts],
		records: [...exception.records, ...cancelled.records],
	});
}

function needSession(state: WorkshopState): Refusal | null {
	return openSession(state) ? null : refuse('session.none-open');
}

/** A rule is never changed under ballots: the poll ends without result, for all to see, and the new one names it. */
function cancelReplaced(
	{ person, around }: Asking,
	{ replaces }: Opening,
): { events: EventBody[]; records: PrimaryRecord[]; follows?: Follows } {
	if (!replaces) return { events: [], records: [] };
	const { ref, record } = statementOf(around, person.id, 'reason', replaces.reason);
	return {
		events: [{ type: 'poll.cancelled', poll: replaces.poll, reason: ref }],
		records: [record],
		follows: { poll: replaces.poll, because: 'new-rules' },
	};
}

/** The options as the server froze them, refused if they are not what the facilitator saw. */
export function frozenCards(
	{ around }: Asking,
	about: { readonly of: 'causes' | 'solutions'; readonly cards: readonly CardId[]; readonly content: TextHash },
): { ok: true; wordings: Asked['wordings']; texts: HashedText[] } | Refusal {
	const wanted = about.of === 'causes' ? 'cause' : 'solution';
	const found = new Map<CardId, FrozenCard>();
	for (const card of around.cards?.cards ?? []) if (card.kind === wanted) found.set(card.card, card);
	if (new Set(about.cards).size !== about.cards.length) return refuse('card.unknown');
	if (about.cards.some((id) => !found.has(id))) return refuse('card.unknown');
	if (around.cards?.hash !== about.content) return refuse('content.changed');
	const texts: HashedText[] = [];
	const wordings = about.cards.map((card) => {
		const text = hashText(canonicalJson(found.get(card)));
		texts.push(text);
		return { card, content: text.hash };
	});
	return { ok: true, wordings, texts };
}
