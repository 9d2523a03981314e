import type { CountedBallot, PollOption, RuleCard, Tally } from './polls.ts';
import type { WeighedSector } from './rule-card.ts';
import { tallyApproval } from './tally/approval.ts';
import { tallyConsensus } from './tally/consensus.ts';
import { tallyDots } from './tally/dots.ts';
import { tallyImpact } from './tally/impact.ts';
import { tallyMajority } from './tally/majority.ts';
import { tallyRanking } from './tally/ranking.ts';
import { tallyScore } from './tally/score.ts';

/** Counts a poll. Sectors weigh as the card says; a card from before it did weighs by the rules of the table. */
export function tallyPoll(
	card: RuleCard,
	rules: { readonly sectors: readonly WeighedSector[] },
	options: readonly PollOption[],
	ballots: readonly CountedBallot[],
): Tally {
	const sectors = card.sectors ?? rules.sectors;
	switch (card.method) {
		case 'dots':
			return tallyDots({ card, sectors, options, ballots });
		case 'approval':
			return tallyApproval({ card, sectors, options, ballots });
		case 'score':
			return tallyScore({ card, sectors, options, ballots });
		case 'impact':
			return tallyImpact({ card, sectors, options, ballots });
		case 'ranking':
			return tallyRanking({ card, sectors, options, ballots });
		case 'consensus':
			return tallyConsensus({ card, sectors, options, ballots });
		case 'majority':
			return tallyMajority({ card, sectors, options, ballots });
	}
}
