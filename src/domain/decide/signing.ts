import type { CommandOf, Signatory } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { canonicalJson } from '../hashing.ts';
import type { CommitmentId, TextHash } from '../ids.ts';
import { draftLock } from '../locks.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { countsAsSigned, keyInUse, signedBytes, type GivenMethod, type SigningMethod } from '../signing.ts';
import type { CommitmentState, PersonState, SignatureState } from '../state.ts';
import { agreement } from './agreement.ts';
import { decided, needAffiliation, seatOf, statementOf, type Asking } from './context.ts';

/** Signing needs a seat, not a session: an official may consult and sign until the date. */
export function signCommitment(asking: Asking, command: CommandOf<'signCommitment'>): Outcome {
	const { person } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const found = signable(asking, command);
	if (!found.ok) return found;
	const { commitment } = found;
	const before = signatureOf(commitment, person);
	// A facilitator's entry that nobody witnessed keeps nobody from signing themselves.
	const isRepeated = before?.method?.kind === 'code' && command.method.kind === 'code';
	if (before && (countsAsSigned(before) || isRepeated)) return refuse('commitment.already-signed');
	const fault = methodFault(asking, commitment, command.content, command.method);
	if (fault) return fault;
	return signed(asking, commitment, person, command.signatory, command.method);
}

function methodFault(
	{ state, person, around }: Asking,
	{ id, version, proposed }: CommitmentState,
	content: TextHash,
	method: GivenMethod,
): Refusal | null {
	if (method.kind === 'code') return around.isProven ? null : refuse('proof.required');
	const key = keyInUse(state.signingKeys, person.id);
	const isMine = key?.key === method.key && key.sector === person.seat?.sector;
	if (!key?.confirmed || !isMine) return refuse('signing-key.unknown');
	// A key that came up once the text was known could be anybody's who wants this text signed.
	if (proposed && key.confirmed.at >= proposed.at) return refuse('signing-key.late');
	const bytes = signedBytes({ workshop: state.id, commitment: id, version, content });
	return around.verify(method.key, bytes, method.signature) ? null : refuse('signing-key.wrong');
}

/** A facilitator enters an autograph on the printed act, for a seated person: it counts once another sector's witness has seen it. */
export function enterAutograph(asking: Asking, command: CommandOf<'enterAutograph'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const signer = asking.state.people.get(command.participant);
	if (!signer || signer.removed || signer.erased) return refuse('participant.unknown');
	if (!signer.seat) return refuse('role.no-seat');
	const found = signable(asking, command);
	if (!found.ok) return found;
	const before = signatureOf(found.commitment, signer);
	if (before && (countsAsSigned(before) || before.method?.kind !== 'paper')) {
		return refuse('commitment.already-signed');
	}
	const affiliation = asking.person.affiliation?.sector ?? null;
	const method = { kind: 'paper', scan: command.scan, affiliation } as const;
	return signed(asking, found.commitment, signer, command.signatory, method);
}

/** A seated person of another sector saw who signed: not the signer's, nor that of the facilitator who entered it (design §6). */
export function witnessSignature(asking: Asking, command: CommandOf<'witnessSignature'>): Outcome {
	const { state, person } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const found = signable(asking, command);
	if (!found.ok) return found;
	const { commitment } = found;
	const signature = commitment.signatures.find(({ participant }) => participant === command.participant);
	if (!signature) return refuse('signature.unknown');
	if (countsAsSigned(signature)) return refuse('signature.witnessed');
	const { sector, voucher } = seated.seat;
	const entered = signature.method?.kind === 'paper' ? signature.method.affiliation : null;
	if (sector === signature.sector || sector === entered) return refuse('signature.witness-sector');
	const witness = { participant: person.id, sector, voucher, at: asking.around.now };
	const after = commitment.signatures.map((one) => (one === signature ? { ...one, witness } : one));
	const { id, version } = commitment;
	return decided([
		{
			...({ type: 'commitment.signature-witnessed', commitment: id, version, content: command.content } as const),
			...{ participant: command.participant, sector, voucher },
		},
		...agreement(state, { ...commitment, signatures: after }),
	]);
}

function signed(
	{ state, around }: Asking,
	commitment: CommitmentState,
	{ id: participant, seat }: PersonState,
	signatory: Signatory,
	method: SigningMethod,
): Outcome {
	if (!seat || !commitment.proposed) throw new RangeError('who signs has a seat, and what is signed is proposed');
	const { ref, record } = statementOf(around, participant, 'signatory', canonicalJson(signatory));
	const { sector, voucher } = seat;
	const { id, version } = commitment;
	const signature: SignatureState = {
		...{ participant, sector, voucher, signatory: ref, at: around.now, method, witness: null },
	};
	const others = commitment.signatures.filter((one) => one.participant !== participant);
	const after = { ...commitment, signatures: [...others, signature] };
	return decided(
		[
			{
				...({ type: 'commitment.signed', commitment: id, version, participant, sector, voucher } as const),
				...{ content: commitment.proposed.content, signatory: ref, method },
			},
			...agreement(state, after),
		],
		{ records: [record] },
	);
}

function signatureOf({ signatures }: CommitmentState, { id }: PersonState): SignatureState | undefined {
	return signatures.find(({ participant }) => participant === id);
}

/** The commitment whose text as proposed can be signed now. */
function signable(
	{ state, around }: Asking,
	{ commitment: id, content }: { readonly commitment: CommitmentId; readonly content: TextHash },
): { ok: true; commitment: CommitmentState } | Refusal {
	const commitment = state.commitments.get(id);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status === 'issued') return refuse('commitment.issued');
	if (commitment.status === 'draft' || !commitment.proposed) return refuse('commitment.not-proposed');
	if (commitment.proposed.content !== content) return refuse('content.changed');
	if (!draftLock(state.locks, commitment.id)) return refuse('commitment.not-locked');
	if (commitment.proposed.openUntil <= around.now) return refuse('commitment.expired');
	return { ok: true, commitment };
}
