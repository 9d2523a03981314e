import { OPEN_PLAN_FORMAT, type OpenCommitment, type OpenPlan } from '#protocol/open-data.ts';
import type { PublicPlan } from '#protocol/plans.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';
import { openCommitment } from '$lib/record/open-commitment.ts';

/** A commitment of a plan as open data, with the bundle that it was read from. */
export interface ReadCommitment {
	readonly open: OpenCommitment;
	readonly bundle: Uint8Array;
}

/** Every commitment of a plan in the version in force, each out of its bundle; one that can't be read is left out. */
export async function commitmentsOf(fetcher: typeof fetch, plan: PublicPlan): Promise<ReadCommitment[]> {
	const found: ReadCommitment[] = [];
	for (const { id } of plan.tables.flatMap(({ commitments }) => commitments)) {
		const response = await fetcher(`/api/commitments/${encodeURIComponent(id)}/bundle`);
		if (!response.ok) continue;
		const bytes = new Uint8Array(await response.arrayBuffer());
		const { bundle } = verifyBundle(bytes);
		const record = bundle?.versions.at(-1)?.record;
		if (!bundle || !record) continue;
		const notes = (bundle.annotations ?? []).map(({ annotation }) => annotation);
		found.push({ open: openCommitment(record, notes), bundle: bytes });
	}
	return found;
}

export function openPlan(plan: PublicPlan, commitments: readonly OpenCommitment[]): OpenPlan {
	const { id, url, name, about, from, until, language, checkpoint } = plan;
	return {
		...{ format: OPEN_PLAN_FORMAT, id, url, name, about, from, until, language },
		checkpoint: checkpoint && { ...checkpoint, at: new Date(checkpoint.at).toISOString() },
		commitments: [...commitments],
	};
}
