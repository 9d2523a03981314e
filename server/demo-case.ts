import type { CardKind } from '#domain/cards.ts';
import type { SectorId } from '#domain/ids.ts';
import { PRESETS } from '#domain/presets.ts';
import type { TableBody } from './workshops/workshops.ts';

/**
 * The example: Jalisco's case as the guide tells it (Severino & Moro 2019, chapter II), its tree filled in from the same source
 * and from the care tree of Mexico's third plan. It speaks the language of its source; no person is in it.
 */
const preset = PRESETS.find(({ id }) => id === 'jalisco');
if (preset === undefined) throw new Error('the preset of Jalisco is gone');

/** Three of Jalisco's seven bodies are required here, so that three people can play it through. */
const REQUIRED: readonly SectorId[] = (['s1', 's5', 's6'] as SectorId[]).filter((id) =>
	preset.rules.sectors.some((sector) => sector.id === id),
);

export const DEMO_TABLE: TableBody = {
	setup: {
		title: 'Brecha salarial en Jalisco',
		theme: 'Empleo y desigualdad',
		origin: null,
		question: '¿Por qué las mujeres ganan menos que los hombres en Jalisco, y qué podemos hacer juntos?',
		language: 'es',
		welcome:
			'Esta mesa es un ejemplo para conocer la herramienta: nada de lo que se escriba aquí es un acuerdo real.\n\n' +
			'Parte de un caso de la Guía de implementación de Gobierno Abierto: la desigualdad laboral y salarial entre hombres y mujeres en Jalisco. ' +
			'El árbol ya tiene causas, efectos y dos soluciones. Muévelas, cámbialas, agrega las tuyas; adopten las reglas, prioricen las causas y redacten el compromiso.',
		materials: [
			{
				title: 'Guía de implementación de Gobierno Abierto',
				url: null,
				note: 'Severino y Moro, 2019, ISBN 978-607-8569-34-2, capítulo II: el caso de Jalisco.',
			},
		],
	},
	rules: {
		...preset.rules,
		sectors: preset.rules.sectors.map((sector) => ({ ...sector, required: REQUIRED.includes(sector.id) })),
		quorum: REQUIRED.length,
		openSeats: true,
	},
	labels: preset.labels,
	agenda: 'full',
};

interface DemoCard {
	readonly kind: CardKind;
	readonly text: string;
	/** Indexes of the cards that this one feeds. */
	readonly feeds: readonly number[];
}

export const DEMO_CARDS: readonly DemoCard[] = [
	{ kind: 'problem', text: 'Desigualdad laboral y salarial entre hombres y mujeres en la entidad', feeds: [1, 2, 3] },
	{ kind: 'effect', text: 'Las mujeres reciben menos salario por el mismo trabajo', feeds: [4] },
	{ kind: 'effect', text: 'Pocas mujeres llegan a puestos de decisión', feeds: [] },
	{ kind: 'effect', text: 'Muchas mujeres dejan su empleo o no pueden buscar uno', feeds: [4] },
	{ kind: 'effect', text: 'Los hogares que sostienen las mujeres tienen menos ingresos', feeds: [] },
	{ kind: 'cause', text: 'El trabajo de cuidados en los hogares recae en las mujeres y no se paga', feeds: [0] },
	{ kind: 'cause', text: 'Las empresas no publican cuánto pagan a mujeres y a hombres', feeds: [0] },
	{ kind: 'cause', text: 'Las buenas prácticas laborales no se reconocen ni se exigen', feeds: [0] },
	{ kind: 'cause', text: 'Faltan guarderías con horarios de trabajo', feeds: [5] },
	{ kind: 'cause', text: 'Ninguna norma local pide comparar los salarios', feeds: [6] },
	{
		kind: 'solution',
		text: 'Políticas para reducir las brechas de desigualdad en el ámbito laboral',
		feeds: [5, 6],
	},
	{ kind: 'solution', text: 'Registro de empresas igualitarias con buenas prácticas laborales', feeds: [7] },
];
