import type { SectorId } from '../ids.ts';
import { CONSENSUS_ANSWERS, type ConsensusAnswer } from '../polls.ts';
import { ballotsOf, type Counting } from './counting.ts';
import type { ConsensusTally } from './shapes.ts';

/** Reached if nobody blocks and every required sector has at least one agree or agree with reservation (domain.md, "consenso"). */
export function tallyConsensus({ card, ballots }: Counting): ConsensusTally {
	const counts = emptyCounts();
	const bySector: Record<SectorId, Record<ConsensusAnswer, number>> = {};
	for (const { sector, choice } of ballotsOf(ballots, 'consensus')) {
		counts[choice.answer] += 1;
		const own = (bySector[sector] ??= emptyCounts());
		own[choice.answer] += 1;
	}
	const missing = card.quorum.sectors.filter((id) => {
		const own = bySector[id];
		return !own || own.agree + own.reservation === 0;
	});
	return {
		method: 'consensus',
		ballots: CONSENSUS_ANSWERS.reduce((sum, answer) => sum + counts[answer], 0),
		counts,
		bySector,
		reached: counts.block === 0 && missing.length === 0,
		missing,
	};
}

function emptyCounts(): Record<ConsensusAnswer, number> {
	return { agree: 0, reservation: 0, abstain: 0, block: 0 };
}
