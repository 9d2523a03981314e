import type { BlockId, SectorId } from '#domain/ids.ts';
import {
	LIMITS,
	rulesFault,
	SECTOR_SHAPES,
	SECTOR_TONES,
	type NamesShown,
	type RuleLabels,
	type RulesFault,
	type SectorShape,
	type SectorTone,
	type TableRules,
	type Weighting,
} from '#domain/rules.ts';
import { freshId } from '../../../../tables/form/sector-ids.ts';

interface SectorRow {
	readonly id: SectorId;
	label: string;
	letter: string;
	seats: number;
	required: boolean;
	block: BlockId;
	readonly shape: SectorShape;
	readonly tone: SectorTone;
}

/** Rules while somebody rewords them: every field a form can bind to, and the rules that come of it. */
export class RulesDraft {
	sectors: SectorRow[] = $state([]);
	blocks: { readonly id: BlockId; label: string }[] = $state([]);
	quorum = $state(1);
	weighting: Weighting = $state('people');
	namesShown: NamesShown = $state('names');
	openSeats = $state(false);
	/** Of cards that are written in silence. */
	revealByFacilitator = $state(false);
	revealModerated = $state(false);
	budget = $state(5);
	cap = $state(3);
	groundRules = $state('');
	readonly #source: RuleLabels['source'];
	readonly #taken: readonly SectorId[];

	/** `taken`: the ids of all sectors that the table has known, which a new one must not get. */
	constructor(
		{ rules, labels }: { readonly rules: TableRules; readonly labels: RuleLabels },
		taken: readonly SectorId[],
	) {
		this.#taken = taken;
		this.sectors = rules.sectors.map((sector) => ({
			...sector,
			label: labels.sectors[sector.id]?.label ?? '',
			letter: labels.sectors[sector.id]?.letter ?? '',
		}));
		this.blocks = rules.blocks.map(({ id }) => ({ id, label: labels.blocks[id]?.label ?? '' }));
		this.quorum = rules.quorum;
		this.weighting = rules.weighting;
		this.namesShown = rules.namesShown;
		this.openSeats = rules.openSeats;
		this.revealByFacilitator = rules.reveal?.byFacilitator ?? false;
		this.revealModerated = rules.reveal?.moderated ?? false;
		this.budget = rules.dots.budget;
		this.cap = rules.dots.cap;
		this.groundRules = labels.groundRules;
		this.#source = labels.source;
	}

	get rules(): TableRules {
		const reveal = { byFacilitator: this.revealByFacilitator, moderated: this.revealModerated };
		return {
			blocks: this.blocks.map(({ id }) => ({ id })),
			sectors: this.sectors.map(({ id, block, seats, required, shape, tone }) => ({
				id,
				block,
				seats,
				required,
				shape,
				tone,
			})),
			quorum: this.quorum,
			weighting: this.weighting,
			namesShown: this.namesShown,
			openSeats: this.openSeats,
			dots: { budget: this.budget, cap: this.cap },
			// Rules that say nothing of it read as they did before there was silence.
			...(reveal.byFacilitator || reveal.moderated ? { reveal } : {}),
		};
	}

	get labels(): RuleLabels {
		return {
			sectors: Object.fromEntries(
				this.sectors.map(({ id, label, letter }) => [id, { label: label.trim(), letter: letter.trim() }]),
			),
			blocks: Object.fromEntries(this.blocks.map(({ id, label }) => [id, { label: label.trim() }])),
			groundRules: this.groundRules.trim(),
			source: this.#source,
		};
	}

	/** The rule's own fault; `unnamed` where a sector or block has no name yet; null where it can be sent. */
	get fault(): RulesFault | 'unnamed' | null {
		if (this.sectors.some(({ label, letter }) => !label.trim() || !letter.trim())) return 'unnamed';
		if (this.blocks.some(({ label }) => !label.trim())) return 'unnamed';
		return rulesFault(this.rules);
	}

	get mayAddSector(): boolean {
		return this.sectors.length < LIMITS.sectors;
	}

	/** A sector in the first block, with the first shape and tone that no other has. */
	addSector(): void {
		const block = this.blocks[0]?.id;
		if (!block || !this.mayAddSector) return;
		this.sectors.push({
			id: freshId('s', [...this.#taken, ...this.sectors.map(({ id }) => id)]) as SectorId, // `s` and a number: a position id
			label: '',
			letter: '',
			seats: 1,
			required: false,
			block,
			shape: unused(
				SECTOR_SHAPES,
				this.sectors.map(({ shape }) => shape),
			),
			tone: unused(
				SECTOR_TONES,
				this.sectors.map(({ tone }) => tone),
			),
		});
	}

	removeSector(id: SectorId): void {
		this.sectors = this.sectors.filter((sector) => sector.id !== id);
	}
}

function unused<Value>(all: readonly [Value, ...Value[]], taken: readonly Value[]): Value {
	return all.find((value) => !taken.includes(value)) ?? all[taken.length % all.length] ?? all[0];
}
