import type { BlockId, SectorId } from './ids.ts';

/** Shapes and tones tell sectors apart on screen and paper: letter and shape first, colour last. */
export const SECTOR_SHAPES = [
	'square',
	'hexagon',
	'circle',
	'diamond',
	'triangle',
	'pentagon',
	'octagon',
	'shield',
] as const;
export type SectorShape = (typeof SECTOR_SHAPES)[number];
export const SECTOR_TONES = [
	'government',
	'guarantor',
	'civil',
	'academia',
	'private',
	'citizens',
	'congress',
	'judiciary',
] as const;
export type SectorTone = (typeof SECTOR_TONES)[number];

export interface Sector {
	readonly id: SectorId;
	readonly block: BlockId;
	/** Most people of this sector who can hold a seat, 1–99. */
	readonly seats: number;
	/** A required sector must be present to decide, must agree for consensus, and signs. */
	readonly required: boolean;
	readonly shape: SectorShape;
	readonly tone: SectorTone;
}

export interface Block {
	readonly id: BlockId;
}

/** How much a result weighs people: each one alike, each sector alike, or each block and then each of its sectors alike. */
export type Weighting = 'people' | 'sectors' | 'blocks';
/** Whose names the board and the lists show to participants. Facilitators always see the roster. */
export type NamesShown = 'names' | 'sector' | 'none';

/**
 * The rules that a table adopts as its first decision: codes and numbers only, so that they can stand in the log.
 * What they are called stands in `RuleLabels`, a table text.
 */
export interface TableRules {
	readonly blocks: readonly Block[];
	readonly sectors: readonly Sector[];
	/** Fewest seated people present, in all; each required sector needs one besides. */
	readonly quorum: number;
	readonly weighting: Weighting;
	readonly namesShown: NamesShown;
	/** Open seats: whoever joins a sector may take a free seat alone; every result then says so. Start at adoption. */
	readonly openSeats: boolean;
	/** Points each person gets in a dots poll, and the most for one option. */
	readonly dots: { readonly budget: number; readonly cap: number };
	/** How cards that were written in silence come to the board; without it their authors show them by themselves. */
	readonly reveal?: RevealRules;
}

export interface RevealRules {
	/** Whoever facilitates may show everybody's cards together. */
	readonly byFacilitator: boolean;
	/** A facilitator reads each card before it is shown, and gives it back with a reason or shows it. */
	readonly moderated: boolean;
}

export interface RuleLabels {
	readonly sectors: Readonly<Record<SectorId, { readonly label: string; readonly letter: string }>>;
	readonly blocks: Readonly<Record<BlockId, { readonly label: string }>>;
	/** Ground rules in the table's own words. */
	readonly groundRules: string;
	/** Where a preset comes from, with its year; null for rules of the table's own. */
	readonly source: { readonly name: string; readonly year: number; readonly cite: string } | null;
}

export const LIMITS = {
	/** Sectors and blocks: more than any secretariat in the guide has (Jalisco: 10 seats in 8 bodies). */
	sectors: 20,
	blocks: 10,
	seats: 99,
	/** People who ever joined one table; a table of 200 is large, and whoever has the code could bring in any number. */
	people: 1_000,
	/** Comments of a table, and of one person at it: they stand in the log for good, so nobody may fill it with them. */
	comments: 3_000,
	commentsOfOne: 300,
	/** Institutions that one commitment names. */
	institutions: 20,
	/** Suggestions that wait for an answer, of a table and of one person at it. */
	suggestions: 500,
	suggestionsOfOne: 50,
	/** Keys that one person ever made to sign with: they stand in the log for good. */
	signingKeysOfOne: 20,
	/** Hands in the queue: nobody waits behind so many. */
	hands: 100,
	/** Phases of an agenda. */
	phases: 30,
	/** Own cards that one command names, and one person brings to the board at a time. */
	ownCards: 200,
	/** People named on one shared computer. */
	peopleOfDevice: 12,
	/** Links that conveners made, used and unused, and who was ever invited: they stand in the log for good. */
	seatLinks: 1_000,
	invitations: 2_000,
	companionsOfOne: 3,
	/** Notes beside the minutes, of a table and of one person at it. */
	notes: 500,
	notesOfOne: 50,
	/** Scans of signed sheets. */
	scans: 500,
} as const;

export function sectorOf(rules: TableRules, id: SectorId): Sector | undefined {
	return rules.sectors.find((sector) => sector.id === id);
}

export function requiredSectors(rules: TableRules): readonly Sector[] {
	return rules.sectors.filter((sector) => sector.required);
}

export type RulesFault =
	| 'rules.no-sector'
	| 'rules.no-required-sector'
	| 'rules.unknown-block'
	| 'rules.duplicate-id'
	| 'rules.quorum-too-high'
	| 'rules.dots';

/** What is wrong with drafted rules, or null. A table needs at least one required sector, or quorum would mean nothing. */
export function rulesFault(rules: TableRules): RulesFault | null {
	if (rules.sectors.length === 0) return 'rules.no-sector';
	if (!rules.sectors.some((sector) => sector.required)) return 'rules.no-required-sector';
	const blocks = new Set(rules.blocks.map((block) => block.id));
	if (rules.sectors.some((sector) => !blocks.has(sector.block))) return 'rules.unknown-block';
	const ids = new Set(rules.sectors.map((sector) => sector.id));
	if (ids.size !== rules.sectors.length || blocks.size !== rules.blocks.length) return 'rules.duplicate-id';
	const seats = rules.sectors.reduce((sum, sector) => sum + sector.seats, 0);
	if (rules.quorum > seats || rules.quorum < 1) return 'rules.quorum-too-high';
	if (rules.dots.cap > rules.dots.budget) return 'rules.dots';
	return null;
}

/**
 * The block that weighs more than half, or null; set-up warns of it (guide, chapter I, "espacio de diálogo horizontal").
 * By people a block weighs its seats; by sectors, its sectors; by blocks all are alike.
 */
export function heavyBlock(rules: TableRules): BlockId | null {
	const weightOf = (sector: Sector): number => (rules.weighting === 'people' ? sector.seats : 1);
	if (rules.weighting === 'blocks') return null;
	const total = rules.sectors.reduce((sum, sector) => sum + weightOf(sector), 0);
	for (const block of rules.blocks) {
		const own = rules.sectors.filter((s) => s.block === block.id).reduce((sum, s) => sum + weightOf(s), 0);
		if (own * 2 > total) return block.id;
	}
	return null;
}
