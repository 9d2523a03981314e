import type { CommandOf } from '../commands.ts';
import type { Ballot, Outcome, PrimaryRecord } from '../decision.ts';
import { canonicalJson, refOf, SALT_BYTES, utf8ToBytes } from '../hashing.ts';
import type { ParticipantId, PollId, RecordRef, SectorId } from '../ids.ts';
import { isPast } from '../poll-state.ts';
import type { Choice } from '../polls.ts';
import { refuse, type Refusal } from '../refusals.ts';
import {
	countedIn,
	handKeys,
	isSameChoice,
	markedIn,
	MOST_SLIPS,
	SLIP_NUMBERS,
	takesRoomVotes,
	type HandCount,
	type SlipState,
} from '../room-votes.ts';
import type { PollState } from '../state.ts';
import { checkedChoice } from './choices.ts';
import { openPollOf } from './closing.ts';
import { decided, needAffiliation, needFacilitator, newId, seatOf, statementOf, type Asking } from './context.ts';
import { ownId } from './entered.ts';

/** Who votes by hand, on paper or at a shared computer, and from then on in no other way; null: from their own device again. */
export function setWay(asking: Asking, { poll: id, way, participants }: CommandOf<'setWay'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	return withRoomPoll(asking, id, (poll) => {
		if (way === 'hands' && handKeys(poll.card.method, poll.options) === null) return refuse('room.hands-method');
		const named = [...new Set(participants)];
		if (named.some((person) => !poll.eligible.has(person))) return refuse('poll.not-eligible');
		if (named.some((person) => poll.ballots.get(person)?.ballot)) return refuse('room.has-voted');
		const changed = named.filter((person) => (poll.room.ways.get(person) ?? null) !== way);
		if (changed.length === 0) return decided([]);
		const ways = new Map(poll.room.ways);
		for (const person of changed) {
			if (way) ways.set(person, way);
			else ways.delete(person);
		}
		const after = { ...poll, room: { ...poll.room, ways } };
		for (const person of changed) {
			const [before, sector] = [poll.room.ways.get(person), poll.eligible.get(person)];
			if (before && sector && markedIn(after, sector, before) < countedIn(poll, sector, before))
				return refuse('room.counted');
		}
		return decided([{ type: 'poll.ways-set', poll: id, way, participants: changed }]);
	});
}

/** As a facilitator counted them in one sector; they count once somebody of another sector says the same. */
export function enterHands(asking: Asking, { poll: id, sector, voters, counts }: CommandOf<'enterHands'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	return withRoomPoll(asking, id, (poll) => {
		const checked = checkedHands(poll, sector, { voters, counts });
		if (!checked.ok) return checked;
		const from = asking.person.affiliation?.sector ?? null;
		return decided([{ type: 'poll.hands-entered', poll: id, sector, from, voters, counts: checked.counts }]);
	});
}

/** Names what they saw: a count that was entered anew meanwhile is not confirmed. */
export function confirmHands(asking: Asking, { poll: id, sector, voters, counts }: CommandOf<'confirmHands'>): Outcome {
	const { person } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	return withRoomPoll(asking, id, (poll) => {
		const entered = poll.room.hands.get(sector)?.entered;
		if (!entered) return refuse('room.no-hands');
		// "Another sector": not the affiliation of whoever counted first (design §6).
		if (entered.from === seated.seat.sector) return refuse('room.same-sector');
		const isSeen = entered.voters === voters && canonicalJson(entered.counts) === canonicalJson(counts);
		if (!isSeen) return refuse('content.changed');
		// People may have been taken off the list of those who vote by hand meanwhile.
		const checked = checkedHands(poll, sector, entered);
		return checked.ok ? decided([{ type: 'poll.hands-confirmed', poll: id, sector }]) : checked;
	});
}

type CheckedHands = { readonly ok: true; readonly counts: HandCount['counts'] } | Refusal;

function checkedHands(poll: PollState, sector: SectorId, { voters, counts }: HandCount): CheckedHands {
	const keys = handKeys(poll.card.method, poll.options);
	if (keys === null) return refuse('room.hands-method');
	if (Object.keys(counts).some((key) => !keys.includes(key))) return refuse('poll.unknown-option');
	const kept = Object.fromEntries(keys.map((key) => [key, counts[key] ?? 0]));
	const all = Object.values(kept);
	const marked = markedIn(poll, sector, 'hands');
	if (voters > marked) return refuse('room.too-many', { counted: voters, marked });
	const { method, cap } = poll.card;
	const sum = all.reduce((total, count) => total + count, 0);
	const fits =
		method === 'approval'
			? all.every((count) => count <= voters) && (cap === null || sum <= cap * voters)
			: sum === voters;
	return fits ? { ok: true, counts: kept } : refuse('room.hands-sum', { voters });
}

/** Single-use numbers, to be printed on ballots or shown at a table. They say of which sector, and not whose. */
export function issueSlips(asking: Asking, { poll: id, way, sector, count }: CommandOf<'issueSlips'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	return withRoomPoll(asking, id, (poll) => {
		if (![...poll.eligible.values()].includes(sector)) return refuse('sector.unknown');
		if (poll.room.slips.size + count > MOST_SLIPS) return refuse('room.too-many-slips', { most: MOST_SLIPS });
		const numbers = new Set<number>();
		while (numbers.size < count) {
			const number = slipNumber(asking.around.random(4));
			if (!poll.room.slips.has(number)) numbers.add(number);
		}
		return decided([{ type: 'poll.slips-issued', poll: id, way, sector, numbers: [...numbers] }]);
	});
}

function slipNumber(bytes: Uint8Array): number {
	const { from, below } = SLIP_NUMBERS;
	return from + (bytes.reduce((number, byte) => number * 256 + byte, 0) % (below - from));
}

/** A paper ballot as one person reads it. It counts once two people of different sectors read the same. */
export function enterPaper(asking: Asking, { poll: id, number, choice }: CommandOf<'enterPaper'>): Outcome {
	const { person, around } = asking;
	if (person.role === 'facilitator') {
		const refusal = needAffiliation(asking);
		if (refusal) return refusal;
	} else if (!person.seat) return refuse('role.no-seat');
	const from = person.role === 'facilitator' ? (person.affiliation?.sector ?? null) : (person.seat?.sector ?? null);
	return withSlip(asking, { poll: id, number, way: 'paper' }, (poll, slip) => {
		const read = checkedRoomChoice(asking, poll, choice);
		if (!read.ok) return read;
		const others = [...slip.entries].filter(([by, entry]) => by !== person.id && entry.from !== from);
		const isEqual = others.some(([, { ballot }]) => {
			const other = around.ballot(ballot);
			return other !== undefined && isSameChoice(other, read.choice);
		});
		const full = isEqual ? fullFault(poll, slip) : null;
		if (full) return full;
		const { ref, record } = slipBallot(asking, poll, number, read.choice);
		const reading = isEqual ? 'equal' : others.length > 0 ? 'different' : 'first';
		return decided([{ type: 'poll.paper-entered', poll: id, number, from, ballot: ref, counts: isEqual }], {
			records: [...read.records, record],
			made: { reading },
		});
	});
}

/** A ballot at a shared computer that goes from hand to hand: with a number, once, and never taken back. */
export function castAtTable(asking: Asking, { poll: id, rules, number, choice }: CommandOf<'castAtTable'>): Outcome {
	if (asking.person.role !== 'device') return refuse('room.device-only');
	return withSlip(asking, { poll: id, number, way: 'table' }, (poll, slip) => {
		if (rules !== poll.cardHash) return refuse('poll.other-rules');
		const read = checkedRoomChoice(asking, poll, choice);
		if (!read.ok) return read;
		const full = fullFault(poll, slip);
		if (full) return full;
		const { ref, record } = slipBallot(asking, poll, number, read.choice);
		return decided([{ type: 'ballot.at-table', poll: id, number, ballot: ref }], {
			records: [...read.records, record],
		});
	});
}

function fullFault(poll: PollState, { sector, way }: SlipState): Refusal | null {
	const [counted, marked] = [countedIn(poll, sector, way), markedIn(poll, sector, way)];
	return counted < marked ? null : refuse('room.too-many', { counted: counted + 1, marked });
}

type Read = { readonly ok: true; readonly choice: Choice; readonly records: readonly PrimaryRecord[] } | Refusal;

function checkedRoomChoice({ around }: Asking, poll: PollState, given: CommandOf<'enterPaper'>['choice']): Read {
	if (given.method !== 'consensus') {
		const checked = checkedChoice(poll, given);
		return checked.ok ? { ...checked, records: [] } : checked;
	}
	if (poll.card.method !== 'consensus') return refuse('poll.wrong-method');
	const { answer, reason } = given;
	if (answer !== 'reservation' && answer !== 'block')
		return { ok: true, choice: { method: 'consensus', answer, reason: null }, records: [] };
	if (reason === '') return refuse('poll.reason-required');
	// Nobody's by name, so under an id of its own: who typed it in did not say it.
	const author = ownId(newId<ParticipantId>(around));
	const { ref, record } = statementOf(around, author, 'ballot-reason', reason);
	return { ok: true, choice: { method: 'consensus', answer, reason: ref }, records: [record] };
}

/** Kept as ballots are; `participant` is who typed it in, `n` the number of its slip. */
function slipBallot(
	{ person, around }: Asking,
	poll: PollState,
	number: number,
	choice: Choice,
): { readonly ref: RecordRef; readonly record: PrimaryRecord } {
	const ballot: Ballot = { poll: poll.id, participant: person.id, n: number, choice };
	const salt = around.random(SALT_BYTES);
	const bytes = utf8ToBytes(canonicalJson(ballot));
	const ref = refOf(salt, bytes);
	return { ref, record: { kind: 'ballot', ref, salt, bytes, participant: person.id, poll: poll.id } };
}

function withSlip(
	asking: Asking,
	{ poll: id, number, way }: { readonly poll: PollId; readonly number: number; readonly way: SlipState['way'] },
	act: (poll: PollState, slip: SlipState) => Outcome,
): Outcome {
	return withRoomPoll(asking, id, (poll) => {
		const slip = poll.room.slips.get(number);
		if (slip?.way !== way) return refuse('room.unknown-slip');
		return slip.counted ? refuse('room.slip-used') : act(poll, slip);
	});
}

function withRoomPoll(asking: Asking, id: PollId, act: (poll: PollState) => Outcome): Outcome {
	const found = openPollOf(asking.state, id);
	if (!found.ok) return found;
	if (isPast(found.poll, asking.around.receivedAt)) return refuse('poll.late');
	return takesRoomVotes(found.poll.card) ? act(found.poll) : refuse('room.devices-only');
}
