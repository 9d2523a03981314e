import { describe, expect, it } from 'vitest';
import {
	CHECK_SOURCES,
	checkCommitment,
	COMMITMENT_CHECKS,
	mostCommitments,
	type CheckContext,
	type CheckedCommitment,
} from '#domain/commitment-checks.ts';
import { continuingWordsIn, vagueVerbsIn } from '#domain/commitment-words.ts';
import { NO_CHOICES } from '#domain/commitment-template.ts';

const BLANK: CheckedCommitment['fields'] = {
	problem: '',
	causes: '',
	background: '',
	solution: '',
	results: '',
	transparency: '',
	accountability: '',
	participation: '',
	lead: '',
	supporters: '',
	term: '',
};
const PLAN = { title: 'Plan de Acción Local', from: '2026-01-01', until: '2026-12-31' };
const ALONE: CheckContext = { plan: PLAN, commitments: 1 };

/** As the guide prints it (chapter II), before anybody completed it. */
const JALISCO: CheckedCommitment = {
	title: 'Reducción de la brecha salarial entre hombres y mujeres en el estado de Jalisco',
	language: 'es',
	fields: {
		...BLANK,
		problem: 'Desigualdad laboral y salarial entre hombres y mujeres en la entidad',
		solution:
			'Políticas para reducir las brechas de desigualdad en el ámbito laboral; registro de empresas igualitarias',
	},
	choices: NO_CHOICES,
	indicators: [],
	milestones: [],
};
const JALISCO_COMPLETE: CheckedCommitment = {
	...JALISCO,
	fields: {
		...JALISCO.fields,
		results: 'La brecha salarial en las empresas registradas baja de 18 a 12 por ciento',
		transparency: 'Cada empresa publica sus salarios por puesto en un registro abierto',
	},
	choices: { axes: ['transparency'], level: 'structural', goals: [5, 8], targets: ['8.5'] },
	indicators: [{ type: 'result', text: 'Brecha salarial', target: '12 % en 2026', means: 'Registro público' }],
	milestones: [
		{
			id: 'm1',
			what: 'Publicar el registro de empresas igualitarias',
			output: 'Registro en línea',
			responsible: 'Secretaría del Trabajo',
			means: 'Dirección del registro',
			from: '2026-02-01',
			until: '2026-09-30',
		},
	],
};
const ZACATECAS: CheckedCommitment = {
	...JALISCO,
	title: 'Institucionalizar la planeación en los municipios y lograr la iniciativa social para la creación de Institutos Municipales de Planeación',
	fields: {
		...BLANK,
		problem: 'Desorden territorial a la luz de ordenamientos jurídicos obsoletos',
		solution:
			'Amplia participación ciudadana para la construcción de legislación acorde con las necesidades de la entidad',
		participation: 'La ciudadanía propone la legislación',
	},
	indicators: [{ type: 'management', text: 'Foros realizados', target: '6', means: 'Minutas' }],
};

const codes = (commitment: CheckedCommitment, context = ALONE) =>
	checkCommitment(commitment, context).map(({ check }) => check);

describe('[C14] what the IRM and the guide would ask of a commitment', () => {
	it('Jalisco, as the guide prints it: nothing to verify, no lens, no result, no target', () => {
		expect(codes(JALISCO)).toEqual(['not-verifiable', 'no-lens', 'potential-unclear', 'no-target']);
	});

	it('Jalisco, completed: nothing is asked', () => {
		expect(codes(JALISCO_COMPLETE)).toEqual([]);
	});

	it('Zacatecas measures only what is done, not what changes', () => {
		expect(codes(ZACATECAS)).toEqual(['potential-unclear', 'only-management', 'no-target']);
	});

	it('a draft in which only the origin stands is asked nothing', () => {
		expect(codes({ ...JALISCO, fields: { ...BLANK, problem: 'Desigualdad', causes: 'Cuidados' } })).toEqual([]);
	});

	it('a lens is one of the three values; an axis of innovation alone is none', () => {
		const technology = { ...JALISCO_COMPLETE, fields: { ...JALISCO_COMPLETE.fields, transparency: ' ' } };
		expect(codes({ ...technology, choices: { ...technology.choices, axes: ['innovation'] } })).toEqual(['no-lens']);
		for (const value of ['transparency', 'accountability', 'participation'] as const) {
			expect(codes({ ...technology, fields: { ...technology.fields, [value]: 'Se publica' } })).toEqual([]);
		}
	});

	it('what goes on as before has no clear potential, and is told by its own words', () => {
		const same = {
			...JALISCO_COMPLETE,
			fields: { ...JALISCO_COMPLETE.fields, solution: 'Dar continuidad al programa y mantener sus ferias' },
		};
		expect(checkCommitment(same, ALONE)).toMatchObject([
			{ check: 'potential-unclear', at: { in: 'field', field: 'solution' }, words: ['continuidad', 'mantener'] },
		]);
	});

	it('vague verbs are named where they stand, in title, solution, results and lines of action', () => {
		const vague = {
			...JALISCO_COMPLETE,
			title: 'Fortalecer la igualdad',
			fields: { ...JALISCO_COMPLETE.fields, solution: 'Se impulsará y PROMOVERÁ la igualdad; se impulsará más' },
			milestones: JALISCO_COMPLETE.milestones.map((line) => ({ ...line, what: 'Coadyuvar con las cámaras' })),
		};
		expect(checkCommitment(vague, ALONE).map(({ key, words }) => [key, words])).toEqual([
			['vague-verbs title title', ['Fortalecer']],
			['vague-verbs field solution', ['impulsará', 'PROMOVERÁ']],
			['vague-verbs milestone m1', ['Coadyuvar']],
		]);
	});

	it('nouns that look like vague verbs are left alone, and so are verbs that say what is done', () => {
		const fine =
			'La fortaleza del contribuyente ante la Procuraduría; con impulso y fomento se publica, reforma, crea y capacita';
		expect(vagueVerbsIn(fine, 'es')).toEqual([]);
		expect(vagueVerbsIn('We will publish, amend and fund the register; the booster stays', 'en')).toEqual([]);
		expect(continuingWordsIn('El siguiente paso es un mantenimiento', 'es')).toEqual([]);
	});

	it('in English as well', () => {
		const english: CheckedCommitment = {
			...JALISCO_COMPLETE,
			language: 'en',
			title: 'Reduce the gender pay gap in the state of Jalisco',
			fields: {
				...JALISCO_COMPLETE.fields,
				solution: 'Continue the programme, and promote and strengthen equal companies',
				results: 'The pay gap falls from 18 to 12 per cent',
			},
		};
		expect(checkCommitment(english, ALONE).map(({ check, words }) => [check, words])).toEqual([
			['potential-unclear', ['Continue']],
			['vague-verbs', ['promote', 'strengthen']],
		]);
	});

	it('a line of action says what comes out, who answers, until when and how it is proved', () => {
		const bare = { id: 'm2', what: 'Publicar', output: '', responsible: ' ', means: '', from: null, until: null };
		const found = checkCommitment({ ...JALISCO_COMPLETE, milestones: [bare] }, ALONE);
		expect(found).toMatchObject([
			{ check: 'incomplete-milestone', lacks: ['output', 'owner', 'date', 'proof'], at: { milestone: 'm2' } },
		]);
		for (const [lack, change] of [
			['output', { output: '' }],
			['owner', { responsible: '' }],
			['date', { until: null }],
			['proof', { means: '' }],
		] as const) {
			const milestones = JALISCO_COMPLETE.milestones.map((line) => ({ ...line, ...change }));
			expect(checkCommitment({ ...JALISCO_COMPLETE, milestones }, ALONE)).toMatchObject([{ lacks: [lack] }]);
		}
	});

	it('dates run forwards and within the term of the plan, its first and last day included', () => {
		const dated = (from: string | null, until: string) => ({
			...JALISCO_COMPLETE,
			milestones: JALISCO_COMPLETE.milestones.map((line) => ({ ...line, from, until })),
		});
		expect(codes(dated('2026-01-01', '2026-12-31'))).toEqual([]);
		expect(codes(dated(null, '2027-01-01'))).toEqual(['outside-term']);
		expect(codes(dated('2025-12-31', '2026-02-01'))).toEqual(['outside-term']);
		expect(codes(dated('2026-05-01', '2026-04-30'))).toEqual(['backwards-milestone']);
		expect(codes(dated(null, '2031-01-01'), { plan: null, commitments: 1 })).toEqual([]);
	});

	it('a term carries few commitments: five in a year, fifteen in two', () => {
		const biennial = { ...PLAN, until: '2027-12-31' };
		expect([mostCommitments(PLAN), mostCommitments(biennial), mostCommitments(null)]).toEqual([5, 15, 5]);
		expect(codes(JALISCO_COMPLETE, { plan: PLAN, commitments: 5 })).toEqual([]);
		expect(codes(JALISCO_COMPLETE, { plan: PLAN, commitments: 6 })).toEqual(['too-many']);
		expect(codes(JALISCO_COMPLETE, { plan: biennial, commitments: 6 })).toEqual([]);
	});

	it('each question has its source, and the same text gives the same questions', () => {
		expect(Object.keys(CHECK_SOURCES)).toEqual([...COMMITMENT_CHECKS]);
		expect(checkCommitment(ZACATECAS, ALONE)).toEqual(checkCommitment(structuredClone(ZACATECAS), ALONE));
	});
});
