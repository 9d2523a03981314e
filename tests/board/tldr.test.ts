import { describe, expect, it } from 'vitest';
import { boardFile } from '#board/files/board-file.ts';
import { plantFile } from '#board/files/plant-file.ts';
import type { CardKind } from '#board/kinds.ts';
import { CARD_TEXT_MAX } from '#board/limits.ts';
import { readTree } from '#board/read-tree.ts';
import { readBoardFile } from '../../src/lib/files/read-board-file.ts';
import { readTldr } from '../../src/lib/files/read-tldr.ts';
import { docOf, idsFrom } from './support/boards.ts';

type Record_ = Readonly<Record<string, unknown>>;
const page = { typeName: 'page', id: 'page:a', name: 'Uno', index: 'a1' };
const shape = (id: string, type: string, props: Record_, more: Record_ = {}): Record_ => ({
	...{ typeName: 'shape', id: `shape:${id}`, type, parentId: 'page:a', index: `a${id}`, x: 0, y: 0 },
	...{ rotation: 0, opacity: 1, isLocked: false, meta: {}, props, ...more },
});
const rich = (...lines: string[]) => ({
	type: 'doc',
	content: lines.map((text) => ({ type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] })),
});
const tie = (arrow: string, terminal: 'start' | 'end', to: string): Record_ => ({
	...{ typeName: 'binding', type: 'arrow', id: `binding:${arrow}${terminal}` },
	...{ fromId: `shape:${arrow}`, toId: `shape:${to}`, props: { terminal, isPrecise: false } },
});
const file = (records: readonly unknown[], more: Record_ = {}) =>
	JSON.stringify({ tldrawFileFormatVersion: 1, schema: { schemaVersion: 2, sequences: {} }, records, ...more });
const read = (text: string, kind: CardKind = 'note') => readTldr(text, { newId: idsFrom(700), kind });
function board(text: string, kind?: CardKind) {
	const answer = read(text, kind);
	if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
	return answer.value;
}
const stroke = {
	segments: [
		{
			type: 'free',
			points: [
				{ x: 0, y: 0, z: 0.5 },
				{ x: 9, y: 9, z: 0.5 },
			],
		},
	],
	color: 'red',
};

describe('[X7] a file of tldraw', () => {
	it('brings notes, figures and texts with words as cards, and arrows between them as links', () => {
		const { file: found, lost } = board(
			file([
				page,
				shape('1', 'note', { richText: rich('No llueve', 'desde marzo') }, { x: 40, y: 60 }),
				shape(
					'2',
					'geo',
					{ geo: 'cloud', w: 300, h: 120, growY: 30, richText: rich('Falta agua') },
					{ x: 500 },
				),
				shape('3', 'text', { text: 'Se fuga' }, { x: 900 }),
				shape('4', 'arrow', { richText: rich('') }),
				tie('4', 'start', '1'),
				tie('4', 'end', '2'),
				shape('5', 'arrow', {
					text: '',
					start: { type: 'binding', boundShapeId: 'shape:3' },
					end: { type: 'binding', boundShapeId: 'shape:2' },
				}),
			]),
			'cause',
		);
		expect(found.cards.map(({ kind, text, pos, size }) => [kind, text, pos, size])).toEqual([
			['cause', 'No llueve\ndesde marzo', [40, 60], [220, 116]],
			['cause', 'Falta agua', [500, 0], [300, 150]],
			['cause', 'Se fuga', [900, 0], [220, 116]],
		]);
		const [rain, water, leak] = found.cards.map(({ id }) => id);
		expect(found.links).toEqual([
			{ from: rain, to: water },
			{ from: leak, to: water },
		]);
		expect(lost).toEqual([]);
	});

	it('brings strokes, frames and bare figures as drawings that the gate lets in, in their places whatever they lay in', () => {
		const value = board(
			file([
				page,
				shape('1', 'frame', { w: 400, h: 300, name: 'Ideas' }, { x: 100, y: 200 }),
				shape('2', 'note', { text: 'Dentro' }, { parentId: 'shape:1', x: 10, y: 20 }),
				shape('3', 'group', {}, { x: 1000, y: 0, rotation: Math.PI / 2 }),
				shape('4', 'draw', stroke, { parentId: 'shape:3', x: 10, y: 0 }),
				shape('5', 'geo', {
					geo: 'ellipse',
					w: 80,
					h: 40,
					growY: 5,
					url: 'https://example.org',
					richText: rich(''),
				}),
				shape('6', 'highlight', { ...stroke, color: 'yellow' }),
				{ typeName: 'page', id: 'page:b', name: 'Dos', index: 'a2' },
				shape('7', 'note', { text: 'En otra hoja' }, { parentId: 'page:b' }),
			]),
		);
		expect(value.lost).toEqual([]);
		expect(value.file.cards.map(({ text, pos }) => [text, pos[0] > 1_000 || pos])).toEqual([
			['Dentro', [110, 220]],
			['En otra hoja', true],
		]);
		const bodies = value.file.drawings.map(({ pos, body }) => [pos, body]);
		expect(bodies).toMatchObject([
			[[100, 200], { type: 'frame', props: { name: 'Ideas', w: 400, color: 'black' } }],
			[[1000, 10], { type: 'draw', rotation: Math.PI / 2, props: { color: 'red' } }],
			[[0, 0], { type: 'geo', props: { geo: 'ellipse', h: 45, growY: 0, url: '' } }],
			[[0, 0], { type: 'highlight' }],
		]);
		// What came is held to the same rules as a file of our own.
		const doc = docOf(5);
		expect(plantFile(doc, value.file, { newId: idsFrom(900), mayPin: false }).ok).toBe(true);
		expect(readBoardFile(JSON.stringify(boardFile(doc)))).toMatchObject({ ok: true });
		expect(readTree(doc).cards.size).toBe(2);
	});

	it('tells one by one what there is no place for, and brings the rest', () => {
		const { file: found, lost } = board(
			file([
				page,
				shape('1', 'note', { text: 'Uno' }),
				shape('2', 'note', { text: 'Dos' }),
				shape('3', 'image', { assetId: 'asset:1', altText: 'El pozo' }),
				shape('4', 'arrow', { text: 'porque' }),
				tie('4', 'start', '1'),
				tie('4', 'end', '2'),
				shape('5', 'arrow', { text: 'suelta' }),
				tie('5', 'start', '1'),
				shape('6', 'geo', { geo: 'star', w: 10, h: 10, text: '' }),
				shape('7', 'line', { points: {} }),
				shape('8', 'embed', { url: 'https://example.org/video' }),
				shape('9', 'frame', { w: 10, h: 10, name: 'T'.repeat(90) }),
				shape('91', 'draw', { segments: [{ type: 'free', path: 'AAAA' }] }),
				shape('92', 'note', { text: '' }),
				shape('93', 'constructor', { text: 'x' }),
			]),
		);
		expect([found.cards.length, found.links.length, found.drawings.length]).toEqual([2, 1, 1]);
		expect(lost).toEqual([
			{ what: 'image', name: 'El pozo' },
			{ what: 'figure', name: 'star' },
			{ what: 'stroke', name: '' },
			{ what: 'other', name: 'https://example.org/video' },
			{ what: 'frame-title', name: 'T'.repeat(90) },
			{ what: 'stroke', name: '' },
			{ what: 'other', name: '' },
			{ what: 'arrow-text', name: 'porque' },
			{ what: 'arrow', name: 'suelta' },
		]);
	});

	it.each([
		['no JSON', '{"tldrawFileFormatVersion": 1,\n"records": [', 'syntax', 2],
		['another file', '{"format":"mesa-abierta/board/1"}', 'tldr', 1],
		['a list', '[]', 'tldr', 1],
		['a later form', file([page], { tldrawFileFormatVersion: 2 }), 'tldr', 1],
		['records that are none', file(['x', null, 7, { typeName: 'shape' }, page]), 'empty', 1],
		['nothing but an arrow', file([page, shape('1', 'arrow', {})]), 'empty', 1],
		[
			'a text longer than a card',
			file([page, shape('1', 'note', { text: 'a'.repeat(CARD_TEXT_MAX + 1) })]),
			'too-long',
			1,
		],
		[
			'more than a board holds',
			file([page, ...Array.from({ length: 5_001 }, (_, at) => shape(String(at), 'note', { text: 'n' }))]),
			'too-many',
			1,
		],
	])('that is %s is refused as a whole', (_, text, code, line) => {
		const answer = read(text);
		const told = answer.ok ? [] : answer.errors.map((error) => `${error.code} ${error.line}`);
		expect([...new Set(told)]).toEqual([`${code} ${line}`]);
	});

	it('that was made to harm brings nothing but cards: shapes within themselves, places beyond counting, hostile keys', () => {
		const deep = (depth: number): Record_ =>
			depth === 0 ? { type: 'text', text: 'fondo' } : { type: 'bulletList', content: [deep(depth - 1)] };
		const text = file([
			page,
			shape('1', 'frame', { w: 1, h: 1, name: 'a' }, { parentId: 'shape:2' }),
			shape('2', 'frame', { w: 1, h: 1, name: 'b' }, { parentId: 'shape:1' }),
			shape('3', 'note', { text: 'lejos' }, { x: 1e300, y: -1e300 }),
			shape('4', 'note', { text: 'ninguno' }, { x: 'a' }),
			shape('5', 'note', { richText: { type: 'doc', content: [deep(500)] } }),
			shape('6', 'note', { text: 'con \u0000 signo' }),
			shape('7', '__proto__', { text: 'x' }),
			shape('8', 'arrow', {}),
			tie('8', 'start', '6'),
			tie('8', 'end', '6'),
			shape('9', 'draw', { segments: [{ type: 'free', points: [{ x: 1e99, y: 0 }] }] }),
		]).replace('"meta":{}', '"__proto__":{"polluted":true}');
		const { file: found, lost } = board(text);
		expect(found.cards.map(({ text: said, pos }) => [said, pos])).toEqual([
			['lejos', [1_000_000, -1_000_000]],
			['con  signo', [0, 0]],
		]);
		expect(found.drawings).toEqual([]);
		expect(lost.map(({ what }) => what)).toEqual(['other', 'stroke', 'arrow']);
		expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
	});
});
