import { AGENDA_TEMPLATES, type AgendaTemplate } from '#domain/agenda.ts';
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
import type { TableSetup } from '#domain/texts.ts';
import { m } from '#i18n/compiled/messages.js';
import type { TablePreset } from '#protocol/view.ts';

export interface MaterialRow {
	readonly key: number;
	title: string;
	url: string;
	note: string;
}
export interface BlockRow {
	readonly key: number;
	label: string;
}
export interface SectorRow {
	readonly key: number;
	label: string;
	letter: string;
	/** The key of its block. */
	block: number;
	seats: string;
	required: boolean;
	shape: SectorShape;
	tone: SectorTone;
}

/** A table as it is being described, before the server knows of it. Numbers stay as typed until they are sent. */
export class TableForm {
	title = $state('');
	theme = $state('');
	question = $state('');
	consultation = $state('');
	consultationDate = $state('');
	language: 'es' | 'en' = $state('es');
	welcome = $state('');
	materials: MaterialRow[] = $state([]);

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
	agenda: AgendaTemplate = $state(AGENDA_TEMPLATES[0]);

	readonly rules: TableRules = $derived.by(() => this.#rules());
	/** The block that would outweigh the rest, or null. */
	readonly heavy: BlockRow | null = $derived.by(() => {
		const id = heavyBlock(this.rules);
		return this.blocks.find((_, at) => blockId(at) === id) ?? null;
	});

	#nextKey = 0;

	constructor(language: 'es' | 'en') {
		this.language = language;
		this.startOwn();
	}

	/** Two parties, to begin from nothing. */
	startOwn(): void {
		this.blocks = [m.setup_block_authorities(), m.setup_block_society()].map((label) => ({
			key: this.#key(),
			label,
		}));
		this.sectors = [];
		this.addSector(m.setup_sector_government(), this.blocks[0]?.key, { shape: 'square', tone: 'government' });
		this.addSector(m.setup_sector_civil(), this.blocks[1]?.key, { shape: 'circle', tone: 'civil' });
		for (const sector of this.sectors) sector.seats = '5';
		this.quorum = '2';
		this.weighting = 'sectors';
		this.groundRules = m.setup_ground_rules_start();
		this.source = null;
	}

	startFrom({ rules, labels, agenda }: TablePreset): void {
		this.blocks = rules.blocks.map(({ id }) => ({ key: this.#key(), label: labels.blocks[id]?.label ?? '' }));
		const keyOf = (block: BlockId): number =>
			this.blocks[rules.blocks.findIndex(({ id }) => id === block)]?.key ?? 0;
		this.sectors = rules.sectors.map(({ id, block, seats, required, shape, tone }) => ({
			key: this.#key(),
			label: labels.sectors[id]?.label ?? '',
			letter: labels.sectors[id]?.letter ?? '',
			block: keyOf(block),
			seats: String(seats),
			required,
			shape,
			tone,
		}));
		this.quorum = String(rules.quorum);
		this.weighting = rules.weighting;
		this.namesShown = rules.namesShown;
		this.openSeats = rules.openSeats;
		this.dotsBudget = String(rules.dots.budget);
		this.dotsCap = String(rules.dots.cap);
		this.groundRules = labels.groundRules;
		this.source = labels.source;
		this.agenda = agenda;
	}

	addMaterial(): void {
		this.materials.push({ key: this.#key(), title: '', url: '', note: '' });
	}

	addBlock(): void {
		this.blocks.push({ key: this.#key(), label: '' });
	}

	/** A block that holds sectors stays. */
	removeBlock(key: number): void {
		if (!this.sectors.some((sector) => sector.block === key))
			this.blocks = this.blocks.filter((row) => row.key !== key);
	}

	/** Without a look of its own it takes a shape and a tone that no other sector has, as long as there are any. */
	addSector(
		label = '',
		block = this.blocks[0]?.key ?? 0,
		look: Partial<Pick<SectorRow, 'shape' | 'tone'>> = {},
	): void {
		const shape = SECTOR_SHAPES.find((one) => !this.sectors.some((sector) => sector.shape === one));
		const tone = SECTOR_TONES.find((one) => !this.sectors.some((sector) => sector.tone === one));
		this.sectors.push({
			key: this.#key(),
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

	removeSector(key: number): void {
		this.sectors = this.sectors.filter((row) => row.key !== key);
	}

	setup(): TableSetup {
		const consultation = this.consultation.trim();
		return {
			title: this.title.trim(),
			theme: this.theme.trim(),
			origin: consultation ? { consultation, date: this.consultationDate } : null,
			question: this.question.trim(),
			language: this.language,
			welcome: this.welcome.trim(),
			materials: this.materials
				.filter(({ title, url, note }) => title.trim() || url.trim() || note.trim())
				.map(({ title, url, note }) => ({ title: title.trim(), url: webAddress(url), note: note.trim() })),
		};
	}

	labels(): RuleLabels {
		return {
			sectors: Object.fromEntries(
				this.sectors.map(({ label, letter }, at) => [
					sectorId(at),
					{ label: label.trim(), letter: letter.trim() },
				]),
			),
			blocks: Object.fromEntries(this.blocks.map(({ label }, at) => [blockId(at), { label: label.trim() }])),
			groundRules: this.groundRules.trim(),
			source: this.source,
		};
	}

	#rules(): TableRules {
		return {
			blocks: this.blocks.map((_, at) => ({ id: blockId(at) })),
			sectors: this.sectors.map(({ block, seats, required, shape, tone }, at) => ({
				id: sectorId(at),
				block: blockId(this.blocks.findIndex((row) => row.key === block)),
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

	#key(): number {
		return this.#nextKey++;
	}
}

// Positions are what these ids are made of; the server's schema checks them.
const sectorId = (at: number): SectorId => `s${at + 1}` as SectorId;
const blockId = (at: number): BlockId => `b${at + 1}` as BlockId;

/** What was typed as a number; 0, which every rule refuses, where it is none. */
function whole(typed: string): number {
	return /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : 0;
}

/** An address as people type it, with the scheme that browsers want; null for none. */
export function webAddress(typed: string): string | null {
	const text = typed.trim();
	if (!text) return null;
	return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
}
