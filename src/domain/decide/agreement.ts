import type { EventBody } from '../events.ts';
import type { SectorId } from '../ids.ts';
import { rulesInForce } from '../quorum.ts';
import { requiredSectors } from '../rules.ts';
import { countsAsSigned } from '../signing.ts';
import type { CommitmentState, WorkshopState } from '../state.ts';

/** Required sectors whose seated representatives have not signed the text as proposed, or whose sign-off waits for its witness. */
export function unsignedSectors(state: WorkshopState, commitment: CommitmentState): readonly SectorId[] {
	const signed = new Set(commitment.signatures.filter(countsAsSigned).map(({ sector }) => sector));
	return requiredSectors(rulesInForce(state))
		.map(({ id }) => id)
		.filter((id) => !signed.has(id));
}

/** A commitment is agreed when a round on its hash reached consensus and each required sector signed it (design §7). */
export function agreement(state: WorkshopState, commitment: CommitmentState): EventBody[] {
	if (commitment.status !== 'proposed' || !commitment.proposed || !commitment.agreedBy) return [];
	if (unsignedSectors(state, commitment).length > 0) return [];
	const { id, version, proposed, agreedBy: poll } = commitment;
	return [{ type: 'commitment.agreed', commitment: id, version, content: proposed.content, poll }];
}
