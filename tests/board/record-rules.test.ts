import { describe, expect, it } from 'vitest';
import { isDrawingBody } from '#board/drawing-body.ts';
import { COORDINATE_MAX, DRAWING_BODY_MAX, SIZE_MAX, SIZE_MIN } from '#board/limits.ts';
import { keyRule, RECORD_RULES, textMax } from '#board/record-rules.ts';

const ID = 'a'.repeat(20);
const OTHER = 'b'.repeat(20);

function accepts(root: string, key: string, value: unknown): boolean {
	const rule = keyRule(root, key);
	if (rule?.is !== 'value') throw new Error(`${root}/${key} is no plain value`);
	return rule.accepts(value, ID);
}

const GOOD_Z = ['a0', 'Zz', 'a0V'];
const BAD_Z = ['', 'a', '0', 'a00', 7, null, 'á', `a0${'1'.repeat(200)}`];
const FLAGS = { good: [true, false], bad: [null, undefined, 0, 'true', {}] };
/** Null takes a first pin back. */
const PINS = { good: [true, false, null], bad: [undefined, 0, 'true', {}] };
const PLACES = {
	good: [
		[0, 0],
		[-COORDINATE_MAX, COORDINATE_MAX],
		[0.25, 1e-3],
	],
	bad: [
		[NaN, 0],
		[0, Infinity],
		[0, -COORDINATE_MAX - 1],
		[0],
		[0, 0, 0],
		['0', 0],
		[null, 0],
		{ 0: 1, 1: 2, length: 2 },
		null,
	],
};

describe('[G3] what may stand under each key', () => {
	it.each<[root: string, key: string, good: readonly unknown[], bad: readonly unknown[]]>([
		[
			'cards',
			'kind',
			['problem', 'cause', 'effect', 'solution', 'note', 'objective', 'means', 'end', 'actor'],
			['boss', '', null, 7, ['note'], 'toString'],
		],
		['cards', 'pos', PLACES.good, PLACES.bad],
		[
			'cards',
			'size',
			[
				[SIZE_MIN, SIZE_MAX],
				[220, 116],
			],
			[[SIZE_MIN - 1, 100], [100, SIZE_MAX + 1], [NaN, 100], [100], 'big'],
		],
		['cards', 'z', GOOD_Z, BAD_Z],
		['cards', 'gone', FLAGS.good, FLAGS.bad],
		['cards', 'into', [null, OTHER], [ID, 'x', 7, undefined, '', `${OTHER}a`]],
		['cards', 'mirrors', [null, OTHER], [ID, 'x', 7, undefined, '', `${OTHER}a`]],
		['drawings', 'pos', PLACES.good, PLACES.bad],
		['drawings', 'z', GOOD_Z, BAD_Z],
		['drawings', 'gone', FLAGS.good, FLAGS.bad],
		['cards', 'pinned', PINS.good, PINS.bad],
		['drawings', 'pinned', PINS.good, PINS.bad],
		['drawings', 'body', [], [null, {}, 'x', [1]]],
		['indicators', 'type', ['result', 'management'], ['other', null, 1]],
		['indicators', 'order', GOOD_Z, BAD_Z],
		['indicators', 'gone', FLAGS.good, FLAGS.bad],
		['milestones', 'order', GOOD_Z, BAD_Z],
		['milestones', 'gone', FLAGS.good, FLAGS.bad],
		[
			'milestones',
			'from',
			[null, '2026-03-01'],
			['2026-13-01', '1 March', 20260301, undefined, '2026-03-01T00:00', ['2026-03-01']],
		],
		['milestones', 'until', [null, '2026-12-31'], ['2026-31-12', '2026-02-31', 'mañana', true]],
	])('%s/%s', (root, key, good, bad) => {
		expect(good.filter((value) => !accepts(root, key, value))).toEqual([]);
		expect(bad.filter((value) => accepts(root, key, value))).toEqual([]);
	});

	it('a link says the two cards of its id, in that order, and whether it is gone', () => {
		const links = RECORD_RULES.get('links');
		if (links?.is !== 'values') throw new Error('links are plain values');
		const id = `${ID}~${OTHER}`;
		const good = { from: ID, to: OTHER, gone: false };
		expect(links.accepts(good, id)).toBe(true);
		expect(links.accepts({ ...good, gone: true }, id)).toBe(true);
		const bad: readonly unknown[] = [
			{ ...good, from: OTHER },
			{ ...good, to: ID },
			{ ...good, gone: 'no' },
			{ ...good, more: 1 },
			{ from: ID, to: OTHER },
			null,
			undefined,
			id,
			[ID, OTHER],
		];
		expect(bad.filter((value) => links.accepts(value, id))).toEqual([]);
		for (const other of [`${ID}~${ID}`, ID, `${ID}~${OTHER}~${ID}`, `${ID}~x`, `x~${ID}`, `${OTHER}~${ID}`, '']) {
			const [from, to] = other.split('~');
			expect(links.accepts({ from: null, to, gone: false }, other)).toBe(false);
			expect(links.accepts({ from, to: null, gone: false }, other)).toBe(false);
			if (other !== `${OTHER}~${ID}`) expect(links.accepts({ from, to, gone: false }, other)).toBe(false);
			else expect(links.accepts(good, other)).toBe(false);
		}
	});

	it('[C11] a choice is one of the template’s, ticked or not, and a level one of its three', () => {
		const choices = RECORD_RULES.get('choices');
		if (choices?.is !== 'values') throw new Error('choices are plain values');
		const good: readonly (readonly [string, unknown])[] = [
			['level', 'structural'],
			['level', null],
			['axis-innovation', true],
			['sdg-5', false],
			['sdg-5.c', true],
			['sdg-17.19', true],
		];
		expect(good.filter(([id, value]) => !choices.accepts(value, id))).toEqual([]);
		const bad: readonly (readonly [string, unknown])[] = [
			['level', 'ambitious'],
			['level', true],
			['level', undefined],
			['axis-innovation', 'yes'],
			['axis-innovation', null],
			['axis-money', true],
			['sdg-18', true],
			['sdg-5.d', true],
			['sdg-17.20', true],
			['sdg-', true],
			['toString', true],
			['', true],
		];
		expect(bad.filter(([id, value]) => choices.accepts(value, id))).toEqual([]);
		expect(choices.max).toBe(1 + 4 + 17 + 169);
	});

	it('ids have the form that this house gives them', () => {
		const forms: Record<string, readonly [good: readonly string[], bad: readonly string[]]> = {
			cards: [[ID], ['a', ID.toUpperCase(), `${ID}a`, '__proto__', 'constructor']],
			drawings: [['shape-1_A'], ['', 'a b', 'x'.repeat(65), '../etc', ID]],
			indicators: [['i1'], ['', 'í', 'x'.repeat(65)]],
			milestones: [['m1'], ['', 'm.1', 'x'.repeat(65)]],
			fields: [
				['problem', 'term'],
				['title', 'toString', '', 'Problem'],
			],
		};
		for (const [root, [good, bad]] of Object.entries(forms)) {
			const rule = RECORD_RULES.get(root);
			if (rule === undefined || rule.is === 'values') throw new Error(`${root} has no ids of its own`);
			expect([root, good.filter((id) => !rule.isId(id)), bad.filter(rule.isId)]).toEqual([root, [], []]);
		}
	});

	it('texts stand where a text belongs, and have a longest length that readers take', () => {
		const lengths = [
			['cards', ID, 'text'],
			['fields', 'problem'],
			['indicators', 'i', 'baseline'],
			['milestones', 'm', 'what'],
			['cards', ID, 'pos'],
			['cards', ID],
			['fields', 'problem', 'text'],
			['links', 'x'],
			[],
		].map(textMax);
		expect(lengths).toEqual([8_000, 80_000, 4_000, 4_000, null, null, null, null, null]);
		expect(keyRule('cards', 'colour')).toBeNull();
		expect(keyRule('links', 'from')).toBeNull();
		expect(keyRule('nowhere', 'text')).toBeNull();
	});

	it('names without which a record could not be read', () => {
		const needed = (root: string) => {
			const rule = RECORD_RULES.get(root);
			return rule?.is === 'records' ? rule.required : null;
		};
		expect(['cards', 'drawings', 'indicators', 'milestones', 'fields'].map(needed)).toEqual([
			['kind', 'text'],
			['body'],
			['type', 'text', 'baseline', 'target', 'means'],
			['what', 'output', 'responsible', 'counterpart', 'means'],
			null,
		]);
	});
});

const SEGMENTS = [
	{
		type: 'free',
		points: [
			{ x: 0, y: 0, z: 0.5 },
			{ x: 3, y: 4 },
		],
	},
];
const STYLE = { color: 'black', size: 'm' };
const PROPS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	draw: {
		...STYLE,
		fill: 'none',
		dash: 'draw',
		segments: SEGMENTS,
		isComplete: true,
		isClosed: false,
		isPen: false,
		scale: 1,
	},
	highlight: { ...STYLE, segments: SEGMENTS, isComplete: true, isPen: false, scale: 1 },
	geo: {
		...STYLE,
		geo: 'ellipse',
		dash: 'solid',
		url: '',
		w: 100,
		h: 80,
		growY: 0,
		scale: 1,
		labelColor: 'black',
		fill: 'semi',
		font: 'sans',
		align: 'middle',
		verticalAlign: 'middle',
		richText: { type: 'doc', content: [{ type: 'paragraph' }, { type: 'paragraph', attrs: { dir: 'auto' } }] },
	},
	frame: { w: 300, h: 200, name: 'Mesa 3', color: 'black' },
};
const bodyOf = (type: string, change: object = {}) => ({
	v: 1,
	type,
	rotation: 0,
	opacity: 1,
	props: { ...PROPS[type], ...change },
});
/** None of them may stand under any key of any shape. */
const NOWHERE = [undefined, null, NaN, Infinity, -1e9, {}, [], 'x'.repeat(100), [[]], [1]];

/** By key: what comes close and may not stand there. */
const CLOSE: Readonly<Record<string, readonly unknown[]>> = {
	scale: [0.04, 21, 0, '1'],
	w: [0, -1, COORDINATE_MAX + 1, '1'],
	h: [0, -1, COORDINATE_MAX + 1, '1'],
	growY: [1],
	url: ['https://example.org'],
	geo: ['star', 'cloud'],
	isPen: [0, 'true'],
	richText: [
		{ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x' }] }] },
		{ type: 'doc', content: [{ type: 'heading' }] },
		{ type: 'doc', content: [{ type: 'paragraph', attrs: { dir: 'x' } }] },
		{ type: 'doc', content: [{ type: 'paragraph', attrs: [] }] },
		{ type: 'doc', content: [{ type: 'paragraph', attrs: 5 }] },
		{ type: 'doc', content: [{ type: 'paragraph', attrs: null }] },
		{ type: 'doc', content: {} },
		{ type: 'text', content: [] },
	],
	segments: [
		[{ type: 'free', points: [] }],
		[{ type: 'curve', points: [{ x: 0, y: 0 }] }],
		[{ type: 'free', points: [{ x: 0 }] }],
		[{ type: 'free', points: [{ x: NaN, y: 0 }] }],
		[{ type: 'free', points: [{ x: 0, y: COORDINATE_MAX + 1 }] }],
		[{ type: 'free', points: [{ x: COORDINATE_MAX + 1, y: 0 }] }],
		[{ type: 'free', points: [{ x: 0, y: 0, z: 'x' }] }],
		[{ type: 'free', points: [{ x: 0, y: 0, w: 1 }] }],
		[{ type: 'free', points: { length: 1, 0: { x: 0, y: 0 } } }],
		[{ type: 'free', points: [{ x: 0, y: 0 }], more: 1 }],
		[SEGMENTS],
	],
	name: ['x'.repeat(81), 7],
};

describe('[G3] what may stand as the body of a drawing', () => {
	it.each(Object.keys(PROPS))('%s: as the canvas writes it, and with no key missing, odd or too many', (type) => {
		expect(isDrawingBody(bodyOf(type))).toBe(true);
		for (const odd of ['more', 'constructor']) expect(isDrawingBody(bodyOf(type, { [odd]: 1 }))).toBe(false);
		for (const key of Object.keys(PROPS[type] ?? {})) {
			const without = Object.fromEntries(Object.entries(PROPS[type] ?? {}).filter(([other]) => other !== key));
			expect([key, isDrawingBody({ ...bodyOf(type), props: without })]).toEqual([key, false]);
			const bad = [...NOWHERE, ...(CLOSE[key] ?? [])].filter((value) =>
				isDrawingBody(bodyOf(type, { [key]: value })),
			);
			expect([key, bad]).toEqual([key, []]);
		}
	});

	it.each<[key: string, bad: readonly unknown[]]>([
		['v', [0, 2, '1', undefined]],
		['type', ['text', 'embed', 'image', 'bookmark', 'group', 'constructor', null]],
		['rotation', [NaN, Infinity, '0', COORDINATE_MAX + 1]],
		['opacity', [-0.1, 1.1, NaN, '1']],
		['props', [null, [], 'x', undefined]],
	])('its own key %s', (key, bad) => {
		expect(bad.filter((value) => isDrawingBody({ ...bodyOf('frame'), [key]: value }))).toEqual([]);
		const without = Object.fromEntries(Object.entries(bodyOf('frame')).filter(([other]) => other !== key));
		expect(isDrawingBody(without)).toBe(false);
	});

	it('no body is longer than readers take', () => {
		const points = Array.from({ length: DRAWING_BODY_MAX / 10 }, () => ({ x: 1, y: 2 }));
		expect(isDrawingBody(bodyOf('draw', { segments: [{ type: 'free', points }] }))).toBe(false);
		expect(isDrawingBody({ ...bodyOf('frame'), more: 1 })).toBe(false);
	});
});
