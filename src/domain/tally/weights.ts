import type { OptionId, SectorId } from '../ids.ts';
import type { RuleCard, WeighedSector } from '../rule-card.ts';
import { compare, fraction, mean, type Fraction } from './fraction.ts';

/** How a value of each sector becomes one of the table: `part` of `whole` people, points or answers. */
export interface Part {
	readonly part: number;
	readonly whole: number;
}

/**
 * The weighted value. By people: all parts ÷ all wholes. By sectors: the mean of each sector's own part ÷ whole. By blocks: the mean
 * over blocks of the mean over their sectors. A sector whose whole is 0 is left out and the rest renormalised; null where all are.
 */
export function weigh(
	{ weighting }: Pick<RuleCard, 'weighting'>,
	sectors: readonly WeighedSector[],
	partOf: (sector: SectorId) => Part,
): Fraction | null {
	const heard = sectors.map(({ id, block }) => ({ block, ...partOf(id) })).filter(({ whole }) => whole > 0);
	if (heard.length === 0) return null;
	const own = ({ part, whole }: Part): Fraction => fraction(part, whole);
	switch (weighting) {
		case 'people':
			return fraction(
				heard.reduce((sum, { part }) => sum + part, 0),
				heard.reduce((sum, { whole }) => sum + whole, 0),
			);
		case 'sectors':
			return mean(heard.map(own));
		case 'blocks': {
			const blocks = [...new Set(heard.map(({ block }) => block))];
			return mean(blocks.map((block) => mean(heard.filter((sector) => sector.block === block).map(own))));
		}
	}
}

/**
 * The same for ballots that cannot be added up to one number a sector (ranking): what one ballot of each sector weighs. By sectors
 * 1 ÷ (ballots of its sector), by blocks divided by the sectors of its block that were heard, besides.
 */
export function ballotWeights(
	{ weighting }: Pick<RuleCard, 'weighting'>,
	sectors: readonly WeighedSector[],
	ballots: (sector: SectorId) => number,
): ReadonlyMap<SectorId, Fraction> {
	const heard = sectors.filter(({ id }) => ballots(id) > 0);
	const inBlock = ({ block }: WeighedSector): number => heard.filter((other) => other.block === block).length;
	return new Map(
		heard.map((sector): [SectorId, Fraction] => {
			switch (weighting) {
				case 'people':
					return [sector.id, fraction(1)];
				case 'sectors':
					return [sector.id, fraction(1, ballots(sector.id))];
				case 'blocks':
					return [sector.id, fraction(1, ballots(sector.id) * inBlock(sector))];
			}
		}),
	);
}

/** Most first; equal values stand together, in the order of the options, and stay tied. What has no value stands last. */
export function orderByValue(
	rows: readonly { readonly id: OptionId; readonly value: Fraction | null }[],
): OptionId[][] {
	const groups: { value: Fraction | null; ids: OptionId[] }[] = [];
	for (const { id, value } of rows) {
		const same = groups.find((group) => isSame(group.value, value));
		if (same) same.ids.push(id);
		else groups.push({ value, ids: [id] });
	}
	return groups.sort((a, b) => before(a.value, b.value)).map(({ ids }) => ids);
}

function isSame(a: Fraction | null, b: Fraction | null): boolean {
	return a === null || b === null ? a === b : compare(a, b) === 0;
}

function before(a: Fraction | null, b: Fraction | null): number {
	if (a === null || b === null) return a === null ? 1 : -1;
	return compare(b, a);
}
