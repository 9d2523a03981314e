import type { AnnotationBody } from '../annotation.ts';
import type { EventOf, WorkshopEvent } from '../events.ts';
import type { CardId, CommitmentId, SectorId } from '../ids.ts';
import type { CommitmentState, WorkshopState } from '../state.ts';

type CommitmentChange = EventOf<
	| 'commitment.started'
	| 'commitment.titled'
	| 'commitment.proposed'
	| 'commitment.reopened'
	| 'commitment.signed'
	| 'commitment.signature-witnessed'
	| 'commitment.agreed'
	| 'commitment.issue-requested'
	| 'commitment.issued'
	| 'commitment.amending'
	| 'commitment.amendment-dropped'
	| 'annotation.requested'
	| 'commitment.annotated'
>;

/** What a fresh proposal, or going back to the draft, takes away from a commitment. */
const UNSIGNED = { signatures: [], agreedBy: null, agreedAt: null, issueRequest: null } as const;

export function applyCommitment(state: WorkshopState, event: WorkshopEvent, body: CommitmentChange): WorkshopState {
	const { commitment: id } = body;
	switch (body.type) {
		case 'commitment.started': {
			const started: CommitmentState = {
				id,
				title: body.title,
				solutions: body.solutions,
				poll: body.poll,
				startedAt: event.at,
				status: 'draft',
				version: 0,
				proposed: null,
				...UNSIGNED,
				...{ issued: null, amending: null, requested: null, route: null, annotations: 0, owed: new Map() },
				institutions: [],
			};
			return { ...state, commitments: new Map(state.commitments).set(id, started) };
		}
		case 'commitment.titled':
			return changeCommitment(state, id, { title: body.title });
		case 'commitment.proposed': {
			const { content, openUntil, version } = body;
			const proposed = { content, openUntil, at: event.at, by: event.actor };
			return changeCommitment(state, id, {
				...UNSIGNED,
				status: 'proposed',
				version,
				proposed,
				...asked(state, id),
			});
		}
		case 'commitment.reopened':
			return changeCommitment(state, id, { ...UNSIGNED, status: 'draft', proposed: null, ...asked(state, id) });
		case 'commitment.signed': {
			const { participant, sector, voucher, signatory, method = null } = body;
			const signatures = state.commitments.get(id)?.signatures ?? [];
			const signature = { participant, sector, voucher, signatory, at: event.at, method, witness: null };
			// One that nobody witnessed yet gives way to another.
			const others = signatures.filter((one) => one.participant !== participant);
			return changeCommitment(state, id, { signatures: [...others, signature] });
		}
		case 'commitment.signature-witnessed': {
			const { participant, sector, voucher } = body;
			const witness = { participant: event.actor, sector, voucher, at: event.at };
			const signatures = state.commitments.get(id)?.signatures ?? [];
			return changeCommitment(state, id, {
				signatures: signatures.map((one) => (one.participant === participant ? { ...one, witness } : one)),
			});
		}
		case 'commitment.agreed':
			return changeCommitment(state, id, { status: 'agreed', agreedBy: body.poll, agreedAt: event.at });
		case 'commitment.issue-requested': {
			const issueRequest = { by: event.actor, at: event.at, exception: body.exception };
			return changeCommitment(state, id, { issueRequest });
		}
		case 'commitment.issued': {
			const before = state.commitments.get(id);
			if (!before) throw new RangeError('an event about no commitment of this table');
			const { record, facilitator, witness, witnessSector, witnessVoucher, key, signature, version, content } =
				body;
			const { proposed, signatures, agreedBy, agreedAt, institutions } = before;
			const issued = {
				...{ at: event.at, record, facilitator, witness, witnessSector, witnessVoucher, key, signature },
				...{ version, content, isWithdrawal: before.amending?.kind === 'withdrawal' },
				agreement: { proposed, signatures, agreedBy, agreedAt, institutions },
				signatories: [
					...(before.issued?.signatories ?? []),
					...signatures.map(({ signatory }) => signatory),
					...institutions.flatMap(({ answer }) => [answer?.signatory ?? [], answer?.reason ?? []].flat()),
				],
			};
			return changeCommitment(state, id, { status: 'issued', issued, amending: null, requested: null });
		}
		case 'commitment.amending': {
			const amending = { kind: body.kind, reason: body.reason, at: event.at, by: event.actor };
			return changeCommitment(state, id, {
				...UNSIGNED,
				status: 'draft',
				proposed: null,
				amending,
				...asked(state, id),
			});
		}
		case 'commitment.amendment-dropped': {
			const agreement = state.commitments.get(id)?.issued?.agreement;
			return changeCommitment(state, id, { ...UNSIGNED, ...agreement, status: 'issued', amending: null });
		}
		case 'annotation.requested': {
			const { version, content } = body;
			return changeCommitment(state, id, { requested: { by: event.actor, at: event.at, version, content } });
		}
		case 'commitment.annotated':
			return changeCommitment(state, id, {
				annotations: body.number,
				...(body.kind === 'erratum' || body.kind === 'route' ? { requested: null } : {}),
				...(body.kind === 'route' ? { route: body.annotation } : {}),
				...(body.reasoned
					? { owed: owedAfter(state.commitments.get(id)?.owed, body.kind, body.reasoned) }
					: {}),
			});
	}
}

function owedAfter(
	before: CommitmentState['owed'] = new Map(),
	kind: AnnotationBody['kind'],
	{ card, owes }: { readonly card: CardId; readonly owes: SectorId },
): CommitmentState['owed'] {
	const owed = new Map(before);
	if (kind === 'question') owed.set(card, owes);
	else owed.delete(card);
	return owed;
}

/** Of a text that is proposed anew, or a draft again, no institution has accepted anything yet. */
function asked(state: WorkshopState, id: CommitmentId): Pick<CommitmentState, 'institutions'> {
	const institutions = state.commitments.get(id)?.institutions ?? [];
	return { institutions: institutions.map((one) => ({ ...one, answer: null })) };
}

export function changeCommitment(
	state: WorkshopState,
	id: CommitmentId,
	change: Partial<CommitmentState>,
): WorkshopState {
	const commitment = state.commitments.get(id);
	if (!commitment) throw new RangeError('an event about no commitment of this table');
	return { ...state, commitments: new Map(state.commitments).set(id, { ...commitment, ...change }) };
}
