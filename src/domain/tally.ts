import type { OptionId, SectorId } from './ids.ts';
import {
	CONSENSUS_ANSWERS,
	type ConsensusAnswer,
	type ConsensusTally,
	type CountedBallot,
	type DotsTally,
	type PollOption,
	type RuleCard,
	type Tally,
} from './polls.ts';
import type { TableRules } from './rules.ts';

/** Shares are rounded to millionths, so that every recount, in any order and on any machine, prints the same number. */
const MILLION = 1_000_000;

export function tallyPoll(
	card: RuleCard,
	rules: TableRules,
	options: readonly PollOption[],
	ballots: readonly CountedBallot[],
): Tally {
	switch (card.method) {
		case 'dots':
			return tallyDots(card, rules, options, ballots);
		case 'consensus':
			return tallyConsensus(card, ballots);
	}
}

/**
 * Dots. With equal sectors an option's share is the mean over sectors of (dots for it ÷ dots cast in the sector); with blocks,
 * the mean over blocks of the mean over their sectors. A sector without dots is left out and the rest renormalised.
 */
function tallyDots(
	card: RuleCard,
	rules: TableRules,
	options: readonly PollOption[],
	ballots: readonly CountedBallot[],
): DotsTally {
	const ballotsBySector = new Map<SectorId, number>();
	const castBySector = new Map<SectorId, number>();
	const dotsFor = new Map<OptionId, Map<SectorId, number>>(options.map((option) => [option.id, new Map()]));
	for (const { sector, choice } of ballots) {
		if (choice.method !== 'dots') continue;
		add(ballotsBySector, sector, 1);
		for (const option of options) {
			const dots = choice.dots[option.id] ?? 0;
			if (dots === 0) continue;
			add(castBySector, sector, dots);
			const own = dotsFor.get(option.id);
			if (own) add(own, sector, dots);
		}
	}
	const share = shareBy(card, rules, castBySector);
	const rows = options.map((option) => {
		const bySector = dotsFor.get(option.id) ?? new Map<SectorId, number>();
		const dots = [...bySector.values()].reduce((sum, n) => sum + n, 0);
		return { id: option.id, dots, bySector: asRecord(bySector), share: share(bySector) };
	});
	return {
		method: 'dots',
		ballots: [...ballotsBySector.values()].reduce((sum, n) => sum + n, 0),
		ballotsBySector: asRecord(ballotsBySector),
		options: rows,
		order: orderByShare(rows),
		silentSectors: rules.sectors.map((sector) => sector.id).filter((id) => !castBySector.has(id)),
	};
}

function shareBy(
	card: RuleCard,
	rules: TableRules,
	cast: ReadonlyMap<SectorId, number>,
): (dots: ReadonlyMap<SectorId, number>) => number {
	const heard = rules.sectors.filter((sector) => cast.has(sector.id));
	if (heard.length === 0) return () => 0;
	const round = (share: number): number => Math.round(share * MILLION) / MILLION;
	const inSector = (dots: ReadonlyMap<SectorId, number>, id: SectorId): number =>
		(dots.get(id) ?? 0) / (cast.get(id) ?? 1);
	switch (card.weighting) {
		case 'people': {
			const total = [...cast.values()].reduce((sum, n) => sum + n, 0);
			return (dots) => round([...dots.values()].reduce((sum, n) => sum + n, 0) / total);
		}
		case 'sectors':
			return (dots) => round(mean(heard.map((sector) => inSector(dots, sector.id))));
		case 'blocks': {
			const blocks = [...new Set(heard.map((sector) => sector.block))];
			return (dots) =>
				round(
					mean(
						blocks.map((block) =>
							mean(heard.filter((s) => s.block === block).map((s) => inSector(dots, s.id))),
						),
					),
				);
		}
	}
}

/** Most first; equal shares stand together, in the order of the options, and stay tied. */
function orderByShare(rows: readonly { readonly id: OptionId; readonly share: number }[]): OptionId[][] {
	const groups = new Map<number, OptionId[]>();
	for (const row of rows) groups.set(row.share, [...(groups.get(row.share) ?? []), row.id]);
	return [...groups.entries()].sort(([a], [b]) => b - a).map(([, ids]) => ids);
}

/** Reached if nobody blocks and every required sector has at least one agree or agree with reservation (domain.md, "consenso"). */
function tallyConsensus(card: RuleCard, ballots: readonly CountedBallot[]): ConsensusTally {
	const counts = emptyCounts();
	const bySector: Record<SectorId, Record<ConsensusAnswer, number>> = {};
	for (const { sector, choice } of ballots) {
		if (choice.method !== 'consensus') continue;
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

function add<Key>(map: Map<Key, number>, key: Key, n: number): void {
	map.set(key, (map.get(key) ?? 0) + n);
}

function mean(values: readonly number[]): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function asRecord(map: ReadonlyMap<SectorId, number>): Record<SectorId, number> {
	return Object.fromEntries([...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
}
