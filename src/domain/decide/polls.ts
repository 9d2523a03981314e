import type { CommandOf } from '../commands.ts';
import type { Outcome, Surroundings } from '../decision.ts';
import type { EventBody } from '../events.ts';
import { ballotRoot, canonicalJson, hashText, textOf } from '../hashing.ts';
import type { CardId, OptionId, PollId, TextHash } from '../ids.ts';
import type { Method, PollOption, PollSubject, RuleCard } from '../polls.ts';
import { countQuorum, eligibleVoters, rulesInForce } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { requiredSectors } from '../rules.ts';
import type { PollState, WorkshopState } from '../state.ts';
import { tallyPoll } from '../tally.ts';
import type { FrozenCard, HashedText } from '../texts.ts';
import { agreement } from './agreement.ts';
import {
	decided,
	exceptionOf,
	needAffiliation,
	needFacilitator,
	needQuorum,
	newId,
	statementOf,
	type Asking,
} from './context.ts';

/** The table's first decision: its own rules, by consensus. No exception to quorum is possible (design §6). */
export function openRulesRound(asking: Asking, { question, content }: CommandOf<'openRulesRound'>): Outcome {
	const refusal = mayOpen(asking, undefined);
	if (refusal) return refusal;
	const { rules } = asking.state;
	if (content !== rules.content) return refuse('rules.stale');
	if (rules.adopted?.version === rules.version) return refuse('rules.adopted');
	const subject: PollSubject = { kind: 'rules', version: rules.version, rules: content };
	return open(asking, {
		subject,
		question,
		method: 'consensus',
		wordings: [{ card: null, content }],
		exception: null,
	});
}

export function openDots(asking: Asking, command: CommandOf<'openDots'>): Outcome {
	const refusal = mayOpen(asking, command.exception) ?? needAdopted(asking.state);
	if (refusal) return refusal;
	const frozen = frozenCards(asking.around, command);
	if (!frozen.ok) return frozen;
	return open(asking, {
		subject: { kind: 'prioritise', of: command.of },
		question: command.question,
		method: 'dots',
		wordings: frozen.wordings,
		texts: frozen.texts,
		exception: command.exception,
	});
}

export function openConfirmation(asking: Asking, command: CommandOf<'openConfirmation'>): Outcome {
	const refusal = mayOpen(asking, command.exception) ?? needAdopted(asking.state);
	if (refusal) return refusal;
	if (command.after !== null && !isClosedOrdering(asking.state.polls.get(command.after), command.of)) {
		return refuse('poll.not-prioritised');
	}
	const frozen = frozenCards(asking.around, command);
	if (!frozen.ok) return frozen;
	return open(asking, {
		subject: { kind: 'confirm', of: command.of, after: command.after },
		question: command.question,
		method: 'consensus',
		wordings: frozen.wordings,
		texts: frozen.texts,
		exception: command.exception,
	});
}

/** A round on the proposed text's hash: what is agreed is that text and no other. */
export function openCommitmentRound(asking: Asking, command: CommandOf<'openCommitmentRound'>): Outcome {
	const refusal = mayOpen(asking, command.exception) ?? needAdopted(asking.state);
	if (refusal) return refusal;
	const commitment = asking.state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status !== 'proposed' || !commitment.proposed) return refuse('commitment.not-proposed');
	if (commitment.proposed.content !== command.content) return refuse('content.changed');
	if (commitment.proposed.openUntil <= asking.around.now) return refuse('commitment.expired');
	const { version } = commitment;
	return open(asking, {
		subject: { kind: 'commitment', commitment: commitment.id, version, content: command.content },
		question: command.question,
		method: 'consensus',
		wordings: [{ card: null, content: command.content }],
		exception: command.exception,
	});
}

export function closePoll(asking: Asking, command: CommandOf<'closePoll'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, around } = asking;
	const poll = openPollOf(state, command.poll);
	if (!poll.ok) return poll;
	const ballots = around.ballots ?? [];
	const counting = [...poll.poll.ballots.values()].filter(({ ballot }) => ballot !== null);
	if (ballots.length !== counting.length) throw new RangeError('the ballots at hand are not those that count');
	const tally = tallyPoll(poll.poll.card, rulesInForce(state), poll.poll.options, ballots);
	const root = ballotRoot(ballots.map(({ ref }) => ref));
	const events: EventBody[] = [{ type: 'poll.closed', poll: poll.poll.id, tally, root }];
	if (tally.method === 'consensus' && tally.reached) events.push(...consequences(state, poll.poll));
	return decided(events);
}

export function cancelPoll(asking: Asking, command: CommandOf<'cancelPoll'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const poll = openPollOf(asking.state, command.poll);
	if (!poll.ok) return poll;
	const { ref, record } = statementOf(asking.around, asking.person.id, 'reason', command.reason);
	return decided([{ type: 'poll.cancelled', poll: command.poll, reason: ref }], { records: [record] });
}

export function openPollOf(state: WorkshopState, id: PollId): { ok: true; poll: PollState } | Refusal {
	const poll = state.polls.get(id);
	if (!poll) return refuse('poll.unknown');
	return poll.closed || poll.cancelled ? refuse('poll.closed') : { ok: true, poll };
}

/** What a reached consensus brings about by itself. */
function consequences(state: WorkshopState, poll: PollState): EventBody[] {
	switch (poll.subject.kind) {
		case 'rules':
			return [{ type: 'rules.adopted', version: poll.subject.version, poll: poll.id }];
		case 'commitment': {
			const commitment = state.commitments.get(poll.subject.commitment);
			return commitment ? agreement(state, { ...commitment, agreedBy: poll.id }) : [];
		}
		case 'confirm':
		case 'prioritise':
			return [];
	}
}

interface Opening {
	readonly subject: PollSubject;
	readonly question: string;
	readonly method: Method;
	readonly wordings: readonly { readonly card: CardId | null; readonly content: TextHash }[];
	readonly texts?: readonly HashedText[];
	readonly exception: string | null;
}

function open(asking: Asking, opening: Opening): Outcome {
	const { state, around } = asking;
	const card = ruleCard(state, opening.method);
	const cardText = textOf(card);
	const question = hashText(opening.question);
	const options: PollOption[] = opening.wordings.map((wording) => ({ id: newId<OptionId>(around), ...wording }));
	const { ref: exception, records } = exceptionOf(asking, opening.exception);
	const event: EventBody = {
		type: 'poll.opened',
		poll: newId<PollId>(around),
		subject: opening.subject,
		question: question.hash,
		card,
		cardHash: cardText.hash,
		options,
		eligible: eligibleVoters(state),
		quorum: countQuorum(state),
		exception,
	};
	return decided([event], { texts: [question, cardText, ...(opening.texts ?? [])], records });
}

function ruleCard(state: WorkshopState, method: Method): RuleCard {
	const rules = rulesInForce(state);
	return {
		method,
		eligible: 'seated',
		budget: method === 'dots' ? rules.dots.budget : null,
		cap: method === 'dots' ? rules.dots.cap : null,
		quorum: { total: rules.quorum, sectors: requiredSectors(rules).map(({ id }) => id) },
		weighting: rules.weighting,
		secrecy: 'by-sector',
		turnout: 'by-sector',
		results: 'at-close',
		closes: 'by-hand',
		tie: 'kept',
		openSeats: state.rules.adopted?.rules.openSeats ?? false,
	};
}

/** One poll at a time: a phone shows one ballot, and a table talks about one thing. */
function mayOpen(asking: Asking, exception: string | null | undefined): Refusal | null {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	for (const poll of asking.state.polls.values()) {
		if (!poll.closed && !poll.cancelled) return refuse('poll.already-open');
	}
	return needQuorum(asking, exception);
}

function needAdopted(state: WorkshopState): Refusal | null {
	return state.rules.adopted ? null : refuse('rules.not-adopted');
}

function isClosedOrdering(poll: PollState | undefined, of: 'causes' | 'solutions'): boolean {
	return poll?.subject.kind === 'prioritise' && poll.subject.of === of && poll.closed !== null;
}

/** The options as the server froze them, refused if they are not what the facilitator saw. */
function frozenCards(
	around: Surroundings,
	command: CommandOf<'openDots'> | CommandOf<'openConfirmation'>,
): { ok: true; wordings: Opening['wordings']; texts: HashedText[] } | Refusal {
	const wanted = command.of === 'causes' ? 'cause' : 'solution';
	const found = new Map<CardId, FrozenCard>();
	for (const card of around.cards?.cards ?? []) if (card.kind === wanted) found.set(card.card, card);
	if (new Set(command.cards).size !== command.cards.length) return refuse('card.unknown');
	if (command.cards.some((id) => !found.has(id))) return refuse('card.unknown');
	if (around.cards?.hash !== command.content) return refuse('content.changed');
	const texts: HashedText[] = [];
	const wordings = command.cards.map((card) => {
		const text = hashText(canonicalJson(found.get(card)));
		texts.push(text);
		return { card, content: text.hash };
	});
	return { ok: true, wordings, texts };
}
