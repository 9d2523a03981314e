import type { BlockId, SectorId } from '#domain/ids.ts';
import {
	heavyBlock,
	SECTOR_SHAPES,
	SECTOR_TONES,
	type NamesShown,
	type RuleLabels,
	type SectorShape,
	type SectorTone,
	type TableRules,
	type Weighting,
} from '#domain/rules.ts';
import { m } from '#i18n/compiled/messages.js';
import { freshId, type TakenSectors } from './sector-ids.ts';

export interface BlockRow {
	readonly id: BlockId;
	label: string;
}
export interface SectorRow {
	readonly id: SectorId;
	label: string;
	letter: string;
	block: BlockId;
	seats: string;
	required: boolean;
	shape: SectorShape;
	tone: SectorTone;
}

export interface WordedRules {
	readonly rules: TableRules;
	readonly labels: RuleLabels;
}

/** A table's rules as somebody drafts them. Numbers stay as typed until they are sent; a sector keeps its id for good. */
export class RulesForm {
	blocks: BlockRow[] = $state([]);
	sectors: SectorRow[] = $state([]);
	quorum = $state('');
	weighting: Weighting = $state('sectors');
	namesShown: NamesShown = $state('names');
	openSeats = $state(false);
	dotsBudget = $state('5');
	dotsCap = $state('3');
	groundRules = $state('');
	source: RuleLabels['source'] = $state(null);

	readonly rules: TableRules = $derived.by(() => this.#rules());
	/** The block that would outweigh the rest, or null. */
	readonly heavy: BlockRow | null = $derived.by(() => {
		const id = heavyBlock(this.rules);
		return this.blocks.find((block) => block.id === id) ?? null;
	});

	readonly #taken: TakenSectors;

	/** From a table's rules, or for a new table. */
	constructor(start: WordedRules | null = null, taken: TakenSectors = { ids: [], held: [] }) {
		this.#taken = taken;
		if (start) this.startFrom(start);
		else this.startOwn();
	}

	/** Two parties, to begin from nothing. */
	startOwn(): void {
		this.blocks = [];
		this.sectors = [];
		const authorities = this.addBlock(m.setup_block_authorities());
		const society = this.addBlock(m.setup_block_society());
		this.addSector(m.setup_sector_government(), authorities, { shape: 'square', tone: 'government', seats: '5' });
		this.addSector(m.setup_sector_civil(), society, { shape: 'circle', tone: 'civil', seats: '5' });
		this.quorum = '2';
		this.weighting = 'sectors';
		this.groundRules = m.setup_ground_rules_start();
		this.source = null;
	}

	startFrom({ rules, labels }: WordedRules): void {
		this.blocks = rules.blocks.map(({ id }) => ({ id, label: labels.blocks[id]?.label ?? '' }));
		this.sectors = rules.sectors.map((sector) => ({
			...sector,
			label: labels.sectors[sector.id]?.label ?? '',
			letter: labels.sectors[sector.id]?.letter ?? '',
			seats: String(sector.seats),
		}));
		this.quorum = String(rules.quorum);
		this.weighting = rules.weighting;
		this.namesShown = rules.namesShown;
		this.openSeats = rules.openSeats;
		this.dotsBudget = String(rules.dots.budget);
		this.dotsCap = String(rules.dots.cap);
		this.groundRules = labels.groundRules;
		this.source = labels.source;
	}

	addBlock(label = ''): BlockId {
		const id = freshId(
			'b',
			this.blocks.map((block) => block.id),
		) as BlockId; // the schema's pattern for positions
		this.blocks.push({ id, label });
		return id;
	}

	/** A block that holds sectors stays. */
	removeBlock(id: BlockId): void {
		if (!this.sectors.some((sector) => sector.block === id))
			this.blocks = this.blocks.filter((row) => row.id !== id);
	}

	/** Without a look of its own it takes a shape and a tone that no other sector has, as long as there are any. */
	addSector(
		label = '',
		block = this.blocks[0]?.id,
		look: Partial<Pick<SectorRow, 'shape' | 'tone' | 'seats'>> = {},
	): void {
		if (block === undefined) return;
		const shape = SECTOR_SHAPES.find((one) => !this.sectors.some((sector) => sector.shape === one));
		const tone = SECTOR_TONES.find((one) => !this.sectors.some((sector) => sector.tone === one));
		const id = freshId('s', [...this.#taken.ids, ...this.sectors.map((sector) => sector.id)]);
		this.sectors.push({
			id: id as SectorId, // the schema's pattern for positions
			label,
			letter: label.slice(0, 1).toUpperCase(),
			block,
			seats: '1',
			required: true,
			shape: shape ?? 'circle',
			tone: tone ?? 'citizens',
			...look,
		});
	}

	mayRemoveSector(id: SectorId): boolean {
		return !this.#taken.held.includes(id);
	}

	removeSector(id: SectorId): void {
		if (this.mayRemoveSector(id)) this.sectors = this.sectors.filter((row) => row.id !== id);
	}

	labels(): RuleLabels {
		return {
			sectors: Object.fromEntries(
				this.sectors.map(({ id, label, letter }) => [id, { label: label.trim(), letter: letter.trim() }]),
			),
			blocks: Object.fromEntries(this.blocks.map(({ id, label }) => [id, { label: label.trim() }])),
			groundRules: this.groundRules.trim(),
			source: this.source,
		};
	}

	#rules(): TableRules {
		return {
			blocks: this.blocks.map(({ id }) => ({ id })),
			sectors: this.sectors.map(({ id, block, seats, required, shape, tone }) => ({
				id,
				block,
				seats: whole(seats),
				required,
				shape,
				tone,
			})),
			quorum: whole(this.quorum),
			weighting: this.weighting,
			namesShown: this.namesShown,
			openSeats: this.openSeats,
			dots: { budget: whole(this.dotsBudget), cap: whole(this.dotsCap) },
		};
	}
}

/** What was typed as a number; 0, which every rule refuses, where it is none. */
function whole(typed: string): number {
	return /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : 0;
}
