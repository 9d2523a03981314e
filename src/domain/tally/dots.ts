import type { OptionId, SectorId } from '../ids.ts';
import { add, asRecord, ballotsOf, bySector, silent, sum, type Counting } from './counting.ts';
import { rounded, ZERO } from './fraction.ts';
import type { DotsTally } from './shapes.ts';
import { orderByValue, weigh } from './weights.ts';

/** Dots. An option's share of a sector is dots for it ÷ dots cast there; a ballot without dots weighs nothing. */
export function tallyDots({ card, sectors, options, ballots }: Counting): DotsTally {
	const cast = ballotsOf(ballots, 'dots');
	const castBySector = new Map<SectorId, number>();
	const dotsFor = new Map<OptionId, Map<SectorId, number>>(options.map(({ id }) => [id, new Map()]));
	for (const { sector, choice } of cast) {
		for (const [id, own] of dotsFor) {
			const dots = choice.dots[id] ?? 0;
			if (dots === 0) continue;
			add(castBySector, sector, dots);
			add(own, sector, dots);
		}
	}
	const rows = [...dotsFor].map(([id, own]) => ({
		id,
		own,
		value:
			weigh(card, sectors, (sector) => ({ part: own.get(sector) ?? 0, whole: castBySector.get(sector) ?? 0 })) ??
			ZERO,
	}));
	const ballotsBySector = bySector(cast);
	return {
		method: 'dots',
		ballots: cast.length,
		ballotsBySector: asRecord(ballotsBySector),
		options: rows.map(({ id, own, value }) => ({
			id,
			dots: sum(own.values()),
			bySector: asRecord(own),
			share: rounded(value),
		})),
		order: orderByValue(rows),
		silentSectors: silent(sectors, castBySector),
	};
}
