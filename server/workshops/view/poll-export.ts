import { isShown } from '#domain/poll-state.ts';
import { canonicalJson } from '#domain/hashing.ts';
import type { ParticipantId, SectorId } from '#domain/ids.ts';
import { POLL_EXPORT_FORMAT, withoutReason, type ExportedBallot, type PollExport } from '#domain/poll-export.ts';
import { rulesInForce } from '#domain/quorum.ts';
import { breakdownOf, countedInRoom, roomCount } from '#domain/room-votes.ts';
import { isSecret } from '#domain/rule-card.ts';
import { countedSecretly } from '#domain/secret-ballots.ts';
import type { PollState, WorkshopState } from '#domain/state.ts';
import { countedBallots } from '../surroundings.ts';
import type { Table } from '../table.ts';
import { nameOf } from './people.ts';
import { wordingOf } from './polls.ts';

/** A closed poll whose result people see, to be counted again elsewhere; null of any other. */
export function pollExport(table: Table, state: WorkshopState, poll: PollState): PollExport | null {
	if (!poll.closed || !isShown(poll)) return null;
	const counted = countedBallots(poll, table);
	const eligible: Record<SectorId, number> = {};
	for (const sector of poll.eligible.values()) eligible[sector] = (eligible[sector] ?? 0) + 1;
	const { tally, root, at, byDeadline } = poll.closed;
	return {
		format: POLL_EXPORT_FORMAT,
		workshop: table.id,
		poll: poll.id,
		subject: poll.subject,
		question: table.text(poll.question) ?? '',
		card: poll.card,
		cardHash: poll.cardHash,
		sectors: poll.card.sectors ?? rulesInForce(state).sectors.map(({ id, block }) => ({ id, block })),
		options: poll.options.map((option) => ({ ...option, text: wordingOf(table, option).text })),
		openedAt: poll.openedAt,
		closedAt: at,
		closed: byDeadline ? 'deadline' : 'by-hand',
		eligible,
		late: poll.late.size,
		...(roomCount(poll) > 0 ? { breakdown: breakdownOf(poll, tally.ballots) } : {}),
		follows: poll.follows,
		ballots: exportedBallots(table, poll),
		refs: counted.map(({ ref }) => ref).sort(),
		tally,
		root,
	};
}

function exportedBallots(table: Table, poll: PollState): ExportedBallot[] {
	if (isSecret(poll.card)) {
		return countedSecretly(poll.id, table.secretBallots(poll.id)).map(({ ref: _, ...ballot }) => ballot);
	}
	const ballots: ExportedBallot[] = [];
	for (const [participant, { ballot: ref }] of poll.ballots) {
		const sector = poll.eligible.get(participant);
		const choice = ref && table.records.ballot(ref)?.choice;
		if (!ref || !sector || !choice) continue;
		const named = poll.card.secrecy === 'open' ? openBallot(table, participant, ref) : null;
		ballots.push({ sector, choice: withoutReason(choice), ...(named ? { open: named } : {}) });
	}
	for (const { sector, choice } of countedInRoom(poll, (ref) => table.records.ballot(ref)?.choice))
		ballots.push({ sector, choice: withoutReason(choice) });
	const key = (ballot: ExportedBallot): string => canonicalJson([ballot.sector, ballot.choice, ballot.open ?? null]);
	return ballots.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function openBallot(
	table: Table,
	participant: ParticipantId,
	ref: Parameters<Table['records']['sealed']>[0],
): ExportedBallot['open'] | null {
	const sealed = table.records.sealed(ref);
	return sealed ? { name: nameOf(table, participant) || null, ...sealed } : null;
}
