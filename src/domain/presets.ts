import type { BlockId, SectorId } from './ids.ts';
import type { RuleLabels, SectorShape, SectorTone, TableRules } from './rules.ts';

/**
 * Secretariats that the guide describes (Severino & Moro, Guía de implementación de Gobierno Abierto, 2019, chapters I and II), as
 * starting points; labels are data in the language of their source. Which block the guarantor belongs to is each table's to
 * say: since the reform of March 2025 its functions sit inside public administration.
 */
export interface Preset {
	readonly id: 'stt-federal' | 'jalisco' | 'zacatecas';
	readonly rules: TableRules;
	readonly labels: RuleLabels;
}

type Seat = readonly [
	block: number,
	label: string,
	letter: string,
	seats: number,
	shape: SectorShape,
	tone: SectorTone,
];

const GROUND_RULES =
	'Escuchamos sin interrumpir. Hablamos de problemas y soluciones, no de personas. Cada propuesta recibe una respuesta con razones. Lo acordado no lo cambia una sola parte.';

function preset(
	id: Preset['id'],
	source: RuleLabels['source'],
	blocks: readonly string[],
	seats: readonly Seat[],
	quorum: number,
	weighting: TableRules['weighting'] = 'blocks',
): Preset {
	return {
		id,
		rules: {
			blocks: blocks.map((_, index) => ({ id: `b${index + 1}` as BlockId })),
			sectors: seats.map(([block, , , count, shape, tone], index) => ({
				id: `s${index + 1}` as SectorId,
				block: `b${block}` as BlockId,
				seats: count,
				required: true,
				shape,
				tone,
			})),
			quorum,
			weighting,
			namesShown: 'names',
			openSeats: false,
			dots: { budget: 5, cap: 3 },
		},
		labels: {
			blocks: Object.fromEntries(blocks.map((label, index) => [`b${index + 1}`, { label }])),
			sectors: Object.fromEntries(seats.map(([, label, letter], index) => [`s${index + 1}`, { label, letter }])),
			groundRules: GROUND_RULES,
			source,
		},
	};
}

const GUIDE = 'Severino y Moro, Guía de implementación de Gobierno Abierto, 2019, ISBN 978-607-8569-34-2';

export const PRESETS: readonly Preset[] = [
	preset(
		'stt-federal',
		{ name: 'Secretariado Técnico Tripartita federal', year: 2019, cite: GUIDE },
		['Autoridades', 'Sociedad'],
		[
			[1, 'Gobierno', 'G', 1, 'square', 'government'],
			[1, 'Órgano garante', 'O', 1, 'hexagon', 'guarantor'],
			[2, 'Sociedad civil', 'S', 1, 'circle', 'civil'],
		],
		3,
		'sectors',
	),
	preset(
		'jalisco',
		{ name: 'Secretariado Técnico Local de Jalisco', year: 2019, cite: GUIDE },
		['Autoridades', 'Sociedad'],
		[
			[1, 'Gobierno del Estado', 'E', 1, 'square', 'government'],
			[1, 'Ayuntamiento de Guadalajara', 'A', 1, 'pentagon', 'citizens'],
			[1, 'Congreso del Estado', 'C', 1, 'triangle', 'congress'],
			[1, 'Poder Judicial', 'J', 1, 'octagon', 'judiciary'],
			[2, 'Organizaciones de la sociedad civil', 'S', 2, 'circle', 'civil'],
			[2, 'Universidades', 'U', 2, 'diamond', 'academia'],
			[2, 'Cámaras empresariales', 'M', 2, 'shield', 'private'],
		],
		6,
	),
	// The guide counts seven members and names eight places; the places are what a table seats.
	preset(
		'zacatecas',
		{ name: 'Secretariado Técnico Local de Zacatecas', year: 2019, cite: GUIDE },
		['Autoridades', 'Sociedad'],
		[
			[1, 'Gobierno del Estado', 'E', 1, 'square', 'government'],
			[1, 'Municipios', 'M', 2, 'pentagon', 'citizens'],
			[1, 'Congreso del Estado', 'C', 1, 'triangle', 'congress'],
			[2, 'Universidad', 'U', 1, 'diamond', 'academia'],
			[2, 'Sociedad civil', 'S', 3, 'circle', 'civil'],
		],
		4,
	),
];
