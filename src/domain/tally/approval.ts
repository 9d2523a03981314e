import type { SectorId } from '../ids.ts';
import { asRecord, ballotsOf, bySector, silent, sum, type Counting } from './counting.ts';
import { rounded, ZERO } from './fraction.ts';
import type { ApprovalTally } from './shapes.ts';
import { orderByValue, weigh } from './weights.ts';

/** Approval. An option's share of a sector is the people there who marked it ÷ those who voted, a ballot without marks among them. */
export function tallyApproval({ card, sectors, options, ballots }: Counting): ApprovalTally {
	const cast = ballotsOf(ballots, 'approval');
	const voted = bySector(cast);
	const rows = options.map(({ id }) => {
		const own: Map<SectorId, number> = bySector(cast.filter(({ choice }) => choice.approved.includes(id)));
		const part = (sector: SectorId) => ({ part: own.get(sector) ?? 0, whole: voted.get(sector) ?? 0 });
		return { id, own, value: weigh(card, sectors, part) ?? ZERO };
	});
	return {
		method: 'approval',
		ballots: cast.length,
		ballotsBySector: asRecord(voted),
		options: rows.map(({ id, own, value }) => ({
			id,
			approvals: sum(own.values()),
			bySector: asRecord(own),
			share: rounded(value),
		})),
		order: orderByValue(rows),
		silentSectors: silent(sectors, voted),
	};
}
