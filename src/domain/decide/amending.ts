import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { canonicalJson, hashText, textOf } from '../hashing.ts';
import { draftLock } from '../locks.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { CommitmentState } from '../state.ts';
import type { Amends, FrozenCore } from '../texts.ts';
import { coreOf, decided, needAffiliation, statementOf, type Asking } from './context.ts';

/** Opens the text of an issued commitment again, as a draft of its next version; what was issued stays in force meanwhile. */
export function amendCommitment(asking: Asking, command: CommandOf<'amendCommitment'>): Outcome {
	const found = amendable(asking, command);
	if (!found.ok) return found;
	const { id, issued } = found.commitment;
	const reason = hashText(command.reason);
	const { version, record } = issued;
	return decided(
		[{ type: 'commitment.amending', commitment: id, kind: 'amendment', version, record, reason: reason.hash }],
		{ texts: [reason] },
	);
}

/** Puts up for agreement that a commitment be withdrawn: the text as it was issued, and why it should no longer hold. */
export function proposeWithdrawal(asking: Asking, command: CommandOf<'proposeWithdrawal'>): Outcome {
	const found = amendable(asking, command);
	if (!found.ok) return found;
	const { around } = asking;
	if (command.openUntil <= around.now) return refuse('commitment.expired');
	const { commitment } = found;
	const { version, record, content } = commitment.issued;
	const reason = hashText(command.reason);
	const amends: Amends = { kind: 'withdrawal', version, record, reason: command.reason };
	const proposed = textOf({ ...withoutAmends(coreOf(around, content)), amends });
	const { id } = commitment;
	return decided(
		[
			{ type: 'commitment.amending', commitment: id, kind: 'withdrawal', version, record, reason: reason.hash },
			{
				type: 'commitment.proposed',
				commitment: id,
				version: commitment.version + 1,
				content: proposed.hash,
				openUntil: command.openUntil,
			},
		],
		{ texts: [reason, proposed] },
	);
}

/** Gives an amendment or a withdrawal up before it is agreed: what was issued goes on as it was, closed. */
export function dropAmendment(asking: Asking, command: CommandOf<'dropAmendment'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	const { id, version, status } = commitment;
	if (!commitment.amending) return refuse('amendment.none');
	if (status === 'agreed') return refuse('amendment.agreed');
	const { ref, record } = statementOf(around, person.id, 'reason', command.reason);
	const isHeld = draftLock(state.locks, id) !== undefined;
	return decided(
		[
			{ type: 'commitment.amendment-dropped', commitment: id, version, reason: ref },
			...(isHeld ? [] : [{ type: 'lock.set', target: { kind: 'draft', commitment: id }, reason: ref } as const]),
		],
		{ records: [record] },
	);
}

/** Whether an amendment says something else than what it amends. */
export function changesText(core: FrozenCore, issued: FrozenCore): boolean {
	return canonicalJson(withoutAmends(core)) !== canonicalJson(withoutAmends(issued));
}

function withoutAmends({ amends: _, ...core }: FrozenCore): Omit<FrozenCore, 'amends'> {
	return core;
}

type IssuedCommitment = CommitmentState & { readonly issued: NonNullable<CommitmentState['issued']> };

function amendable(
	asking: Asking,
	command: CommandOf<'amendCommitment' | 'proposeWithdrawal'>,
): { ok: true; commitment: IssuedCommitment } | Refusal {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const commitment = asking.state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	const { issued } = commitment;
	if (!issued) return refuse('amendment.not-issued');
	if (issued.isWithdrawal) return refuse('amendment.withdrawn');
	if (commitment.amending) return refuse('amendment.already');
	return { ok: true, commitment: { ...commitment, issued } };
}
