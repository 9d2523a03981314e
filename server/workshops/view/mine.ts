import { mayNotVouch } from '#domain/decide/conveners.ts';
import { mayWrite, type DocumentTarget, type WriteVerdict } from '#domain/permissions.ts';
import type { CommitmentId, PollId } from '#domain/ids.ts';
import { optionOrder } from '#domain/option-order.ts';
import { writeContext } from '#domain/write-context.ts';
import { isOpenPoll } from '#domain/poll-state.ts';
import { isSecret } from '#domain/rule-card.ts';
import type { PersonState, WorkshopState } from '#domain/state.ts';
import type { MyBallot, MyPart, StoppedView, Verdict } from '#protocol/view.ts';
import type { Table } from '../table.ts';
import { myLeading } from './leading.ts';
import { conveningOf, namedHere } from './convening.ts';
import { companionsOf, nameOf } from './people.ts';
import { inWords } from './polls.ts';
import { handsToConfirm } from './room-votes.ts';
import { revisionFor } from './revision.ts';
import { lockView } from './state.ts';

/** What one person alone sees: who they are here, what they may write now, and their own ballots. */
export function myPart(table: Table, state: WorkshopState, person: PersonState, now: number): MyPart {
	const known = table.records.person(person.person);
	const may = (target: DocumentTarget): Verdict => verdictView(table, writeVerdict(state, person, target));
	const drafts: Record<CommitmentId, Verdict> = {};
	for (const id of state.commitments.keys()) drafts[id] = may({ document: 'draft', commitment: id });
	const toConfirm = handsToConfirm(state, person);
	return {
		seq: revisionFor(state, person.id),
		now,
		id: person.id,
		name: known?.name ?? '',
		organisation: known?.organisation ?? '',
		role: person.role,
		sector: person.sector,
		seat: person.seat ? { sector: person.seat.sector, voucher: person.seat.voucher.by } : null,
		seatOffer: person.seatOffer?.sector ?? null,
		present: person.present,
		...(toConfirm.length > 0 ? { handsToConfirm: toConfirm } : {}),
		seatsToConfirm: named(
			table,
			state,
			({ seatOffer }) => seatOffer !== null && seatOffer.sector === person.seat?.sector,
		),
		convenersToConfirm: named(
			table,
			state,
			({ id, convenerOffer }) => convenerOffer !== null && !mayNotVouch(state, person, id, convenerOffer),
		),
		convening: conveningOf(table, state, person, now),
		named: namedHere(table, state, person),
		companions: companionsOf(table, state, person.id, true),
		affiliationDeclared: person.affiliation !== null,
		stopped: person.role === 'facilitator' ? stoppedViews(table) : [],
		mayWriteBoard: may({ document: 'board' }),
		mayWriteDrafts: drafts,
		ballots: myBallots(table, state, person),
		leading: myLeading(table, state, person, may({ document: 'own', participant: person.id })),
	};
}

function stoppedViews(table: Table): StoppedView[] {
	return table.alarms.map((alarm) => ({ ...alarm, name: nameOf(table, alarm.participant) || null }));
}

export function writeVerdict(state: WorkshopState, person: PersonState, target: DocumentTarget): WriteVerdict {
	const writer = { id: person.id, role: person.role, removed: person.removed !== null || person.erased };
	return mayWrite(writer, 'set', target, [], writeContext(state));
}

function verdictView(table: Table, verdict: WriteVerdict): Verdict {
	if (verdict.ok) return verdict;
	const lock = verdict.lock ? lockView(table, verdict.lock) : null;
	return { ok: false, code: verdict.code, lock: lock && { by: lock.by, at: lock.at, reason: lock.reason } };
}

function named(table: Table, state: WorkshopState, is: (person: PersonState) => boolean): MyPart['seatsToConfirm'] {
	return [...state.people.values()]
		.filter(is)
		.map(({ id, person }) => ({ participant: id, name: table.records.person(person)?.name ?? '' }));
}

function myBallots(table: Table, state: WorkshopState, person: PersonState): MyPart['ballots'] {
	const ballots: Record<PollId, MyBallot> = {};
	for (const poll of state.polls.values()) {
		if (poll.cancelled || poll.discarded) continue;
		const ref = poll.ballots.get(person.id)?.ballot;
		const choice = ref && table.records.ballot(ref)?.choice;
		const way = poll.room.ways.get(person.id);
		const order = isOpenPoll(poll) ? optionOrder(poll.id, person.id, poll.options) : [];
		ballots[poll.id] = {
			eligible: poll.eligible.has(person.id) && person.seat !== null,
			choice: choice ? inWords(table, choice) : null,
			...(isSecret(poll.card) ? { hasVoted: table.secretBallots(poll.id).voted.has(person.id) } : {}),
			...(isOpenPoll(poll) && way ? { way } : {}),
			order: order.map(({ id }) => id),
		};
	}
	return ballots;
}
