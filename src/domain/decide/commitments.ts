import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { hashText, textOf, utf8ToBytes } from '../hashing.ts';
import type { CommitmentId, TextHash } from '../ids.ts';
import { draftLock } from '../locks.ts';
import { openPollAt } from '../poll-state.ts';
import { countQuorum } from '../quorum.ts';
import { issuedRecord } from '../record.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { CommitmentState, WorkshopState } from '../state.ts';
import { changesText, dropAmendment } from './amending.ts';
import {
	coreOf,
	decided,
	exceptionOf,
	needAffiliation,
	needFacilitator,
	needQuorum,
	newId,
	seatOf,
	statementOf,
	type Asking,
} from './context.ts';

/** A commitment answers solutions that the table chose; an agenda without that choice may start one from nothing. */
export function startCommitment(asking: Asking, { title, solutions }: CommandOf<'startCommitment'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, around } = asking;
	const chooses = state.agenda.some(({ kind }) => kind === 'choose-solutions');
	if (solutions.length === 0 ? chooses : solutions.some((card) => !state.chosen.has(card))) {
		return refuse('commitment.not-chosen');
	}
	const [first] = solutions;
	const text = hashText(title);
	const commitment = newId<CommitmentId>(around);
	const poll = (first && state.chosen.get(first)) ?? null;
	return decided([{ type: 'commitment.started', commitment, title: text.hash, solutions, poll }], { texts: [text] });
}

export function titleCommitment(asking: Asking, command: CommandOf<'titleCommitment'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state } = asking;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status !== 'draft') return refuse('commitment.not-draft');
	if (draftLock(state.locks, commitment.id)) return refuse('lock.held');
	const text = hashText(command.title);
	if (text.hash === commitment.title) return decided([]);
	return decided([{ type: 'commitment.titled', commitment: commitment.id, title: text.hash }], { texts: [text] });
}

/** Freezes the locked draft: from here on people sign that hash, and nobody can edit the text. */
export function proposeCommitment(asking: Asking, command: CommandOf<'proposeCommitment'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const { state, around } = asking;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status !== 'draft') return refuse('commitment.not-draft');
	if (!draftLock(state.locks, commitment.id)) return refuse('commitment.not-locked');
	if (around.core?.hash !== command.content) return refuse('content.changed');
	const { core } = around.core;
	if (core.fields.problem.trim() === '' || core.fields.solution.trim() === '') return refuse('commitment.empty');
	if (command.openUntil <= around.now) return refuse('commitment.expired');
	if (commitment.issued && !changesText(core, coreOf(around, commitment.issued.content)))
		return refuse('amendment.nothing');
	const text = textOf(core);
	const { id } = commitment;
	const version = commitment.version + 1;
	return decided(
		[{ type: 'commitment.proposed', commitment: id, version, content: text.hash, openUntil: command.openUntil }],
		{ texts: [text] },
	);
}

/** Back to the draft, with a reason on record. Not once it is agreed: what was agreed is not undone by one side. */
export function reopenCommitment(asking: Asking, command: CommandOf<'reopenCommitment'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status === 'issued') return refuse('commitment.issued');
	if (commitment.status !== 'proposed') return refuse('commitment.not-proposed');
	if (commitment.amending?.kind === 'withdrawal') return dropAmendment(asking, { ...command, type: 'dropAmendment' });
	const open = openPollAt(state)?.subject;
	if (open?.kind === 'commitment' && open.commitment === commitment.id) return refuse('poll.already-open');
	const { ref, record } = statementOf(around, person.id, 'reason', command.reason);
	const { id, version } = commitment;
	return decided([{ type: 'commitment.reopened', commitment: id, version, reason: ref }], { records: [record] });
}

/** First of two keys, of a facilitator who just showed password or code. The second is a seated witness of another sector, from their own sign-in. */
export function requestIssue(asking: Asking, command: CommandOf<'requestIssue'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const commitment = asking.state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	const fault = issuingFault(asking.state, commitment, command.content) ?? needQuorum(asking, command.exception);
	if (fault) return fault;
	if (!asking.around.isProven) return refuse('proof.required');
	const { ref: exception, records } = exceptionOf(asking, command.exception);
	const { id, version } = commitment;
	const quorum = countQuorum(asking.state);
	return decided(
		[{ type: 'commitment.issue-requested', commitment: id, version, content: command.content, quorum, exception }],
		{ records },
	);
}

export function witnessIssue(asking: Asking, command: CommandOf<'witnessIssue'>): Outcome {
	const { state, person, around } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	const fault = issuingFault(state, commitment, command.content);
	if (fault) return fault;
	const request = commitment.issueRequest;
	if (!request) return refuse('commitment.not-requested');
	const facilitator = state.people.get(request.by);
	if (!facilitator || facilitator.removed) return refuse('commitment.not-requested');
	// "Another sector" always means: not the facilitator's affiliation (design §6).
	if (facilitator.affiliation?.sector === seated.seat.sector) return refuse('commitment.witness-sector');
	if (!person.present) return refuse('attendance.not-present');
	const absent = needQuorum(asking, request.exception === null ? null : 'written when the issue was requested');
	if (absent) return absent;
	const record = textOf(issuedRecord(asking, commitment, facilitator));
	const { key } = around.signer;
	return decided(
		[
			{
				type: 'commitment.issued',
				commitment: commitment.id,
				version: commitment.version,
				content: command.content,
				record: record.hash,
				facilitator: facilitator.id,
				witness: person.id,
				witnessSector: seated.seat.sector,
				witnessVoucher: seated.seat.voucher,
				key,
				signature: around.signer.sign(utf8ToBytes(record.text)),
			},
		],
		{ texts: [record] },
	);
}

function issuingFault(state: WorkshopState, commitment: CommitmentState, content: TextHash): Refusal | null {
	if (commitment.status === 'issued') return refuse('commitment.issued');
	if (commitment.status !== 'agreed' || !commitment.proposed) return refuse('commitment.not-agreed');
	if (commitment.proposed.content !== content) return refuse('content.changed');
	return draftLock(state.locks, commitment.id) ? null : refuse('commitment.not-locked');
}
