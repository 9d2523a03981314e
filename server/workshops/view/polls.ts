import type { CastChoice } from '#domain/commands.ts';
import { isShown } from '#domain/poll-state.ts';
import type { Choice, Tally } from '#domain/polls.ts';
import { rulesInForce } from '#domain/quorum.ts';
import type { PollState, WorkshopState } from '#domain/state.ts';
import { tallyPoll } from '#domain/tally.ts';
import type { FrozenCard } from '#domain/texts.ts';
import type { Audience, NamedBallot, PollView } from '#protocol/view.ts';
import { countedBallots, reasonsOf } from '../surroundings.ts';
import type { Table } from '../table.ts';
import { nameOf, statementOr } from './people.ts';
import { roomParts } from './room-votes.ts';
import { turnoutOf } from './turnout.ts';

export function pollView(table: Table, state: WorkshopState, poll: PollState, audience: Audience = 'table'): PollView {
	const shown = isShown(poll);
	return {
		id: poll.id,
		subject: poll.subject,
		question: table.text(poll.question) ?? '',
		card: poll.card,
		cardHash: poll.cardHash,
		options: poll.options.map((option) => ({ ...option, ...wordingOf(table, option) })),
		status: statusOf(poll),
		openedAt: poll.openedAt,
		closedAt: poll.closed?.at ?? poll.cancelled?.at ?? poll.discarded?.at ?? null,
		closesAt: poll.closesAt,
		follows: poll.follows,
		practised: poll.discarded?.ballots ?? null,
		quorum: poll.quorum,
		exception: statementOr(table, poll.exception),
		...turnoutOf(poll, table.votedShown(poll), audience === 'facilitator' ? table.connected : null),
		...roomParts(poll, audience),
		late: poll.late.size,
		unpublished: poll.closed !== null && !shown,
		tally: tallyShown(table, state, poll),
		ballots: shown && poll.card.secrecy === 'open' ? namedBallots(table, poll) : null,
		reasons: shown ? reasonsOf(table, poll.id) : [],
		cancelledReason: statementOr(table, poll.cancelled?.reason ?? null),
	};
}

function statusOf(poll: PollState): PollView['status'] {
	if (poll.closed) return 'closed';
	if (poll.cancelled) return 'cancelled';
	return poll.discarded ? 'discarded' : 'open';
}

/** The stored copy's words; none where the option is the question itself. */
export function wordingOf(
	table: Table,
	{ card, of, content }: PollState['options'][number],
): { readonly kind: FrozenCard['kind'] | null; readonly text: string } {
	if (card === null && of === undefined) return { kind: null, text: '' };
	const { text, kind = null } = table.textValue<{ text: string; kind?: FrozenCard['kind'] }>(content);
	return { kind, text };
}

function tallyShown(table: Table, state: WorkshopState, poll: PollState): Tally | null {
	if (poll.closed) return isShown(poll) ? forScreens(poll.closed.tally) : null;
	if (poll.card.results !== 'live' || statusOf(poll) !== 'open') return null;
	return forScreens(tallyPoll(poll.card, rulesInForce(state), poll.options, countedBallots(poll, table)));
}

/** More rows than these of a table of pairs nobody reads; the export has them all. Every screen gets every closed poll. */
const PAIRS_SHOWN = 20;

function forScreens(tally: Tally): Tally {
	if (tally.method !== 'ranking' || tally.options.length <= PAIRS_SHOWN) return tally;
	return { ...tally, pairwise: [], paths: [] };
}

/** Sorted by name, not by when they came. */
function namedBallots(table: Table, poll: PollState): NamedBallot[] {
	const ballots: NamedBallot[] = [];
	for (const [participant, { ballot: ref }] of poll.ballots) {
		const sector = poll.eligible.get(participant);
		const choice = ref && table.records.ballot(ref)?.choice;
		if (!sector || !choice) continue;
		ballots.push({ participant, name: nameOf(table, participant) || null, sector, choice: inWords(table, choice) });
	}
	return ballots.sort(
		(a, b) => (a.name ?? '').localeCompare(b.name ?? '') || (a.participant < b.participant ? -1 : 1),
	);
}

/** A choice with its reason in words, as whoever gave it wrote it. */
export function inWords(table: Table, choice: Choice): CastChoice {
	if (choice.method !== 'consensus') return choice;
	return { ...choice, reason: statementOr(table, choice.reason) ?? '' };
}

export function pollViews(table: Table, state: WorkshopState, audience: Audience): PollView[] {
	return [...state.polls.values()].map((poll) => pollView(table, state, poll, audience));
}
