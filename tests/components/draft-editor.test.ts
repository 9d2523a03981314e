import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { fieldText } from '#board/draft.ts';
import { seedDraft } from '#board/seed.ts';
import { createUndo } from '#board/undo.ts';
import { PRESENCE_WHO } from '#protocol/sync.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import { bindText } from '../../src/routes/w/[id]/draft/[commitment]/editor/bind-text.ts';
import { namedCarets } from '../../src/routes/w/[id]/draft/[commitment]/editor/carets.ts';
import { caretsIn, showCaret } from '../../src/routes/w/[id]/draft/[commitment]/editor/presence.ts';

overwriteGetLocale(() => 'es');
const open: EditorView[] = [];
afterEach(() => open.splice(0).forEach((view) => view.destroy()));

/** A draft with one field, as one device has it. */
function device(from?: Device): Device {
	const doc = new Y.Doc();
	if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from.doc));
	else seedDraft(doc, {});
	const text = fieldText(doc, 'problem');
	if (!text) throw new Error('the draft has no such field');
	return { doc, text, awareness: new Awareness(doc) };
}
interface Device {
	readonly doc: Y.Doc;
	readonly text: Y.Text;
	readonly awareness: Awareness;
}

function editorOn({ text, awareness }: Device, limit = 100, onfull = () => {}): EditorView {
	const extensions = [bindText(text, limit, onfull), namedCarets(text, awareness)];
	const view = new EditorView({ state: EditorState.create({ doc: text.toString(), extensions }) });
	document.body.append(view.dom);
	open.push(view);
	return view;
}

const type = (view: EditorView, at: number, insert: string, remove = 0) =>
	view.dispatch({ changes: { from: at, to: at + remove, insert }, userEvent: 'input.type' });

function exchange(a: Device, b: Device): void {
	Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)), 'server');
	Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc)), 'server');
}

/** A small repeatable stream of numbers (mulberry32). */
function numbers(seed: number): (below: number) => number {
	return (below) => {
		seed = (seed + 0x6d2b79f5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % below;
	};
}

describe('a field that several people write at once', () => {
	it('shows what others write, and sends what one writes', () => {
		const ana = device();
		const ben = device(ana);
		const [at, bt] = [editorOn(ana), editorOn(ben)];
		type(at, 0, 'Por el mismo trabajo');
		exchange(ana, ben);
		expect(bt.state.doc.toString()).toBe('Por el mismo trabajo');
		type(bt, 0, 'Hoy: ');
		type(at, 20, ', menos salario');
		exchange(ana, ben);
		expect(at.state.doc.toString()).toBe('Hoy: Por el mismo trabajo, menos salario');
		expect(bt.state.doc.toString()).toBe(at.state.doc.toString());
	});

	it.each([1, 2, 3, 4, 5])('ends alike on both devices after any edits, undo included (seed %i)', async (seed) => {
		const next = numbers(seed);
		const ana = device();
		const ben = device(ana);
		const pairs = [ana, ben].map((side) => ({ side, view: editorOn(side, 10_000), undo: createUndo(side.doc) }));
		for (let step = 0; step < 120; step++) {
			const one = pairs[next(2)];
			if (!one) continue;
			const length = one.view.state.doc.length;
			const at = next(length + 1);
			const kind = next(8);
			if (kind === 0) one.undo.undo();
			else if (kind === 1) one.undo.redo();
			else if (kind === 2) exchange(ana, ben);
			else if (kind === 3 && length > 4) {
				const changes = [
					{ from: 0, to: 1, insert: 'xy' },
					{ from: length - 2, to: length },
				];
				one.view.dispatch({ changes });
			} else type(one.view, at, ['a', 'ñandú', '\n', '🌱'][next(4)] ?? '', Math.min(next(3), length - at));
			await Promise.resolve(); // an edit that cut a letter in two is put right right after
			expect(one.view.state.doc.toString()).toBe(one.side.text.toString());
		}
		exchange(ana, ben);
		await Promise.resolve();
		for (const { side, view } of pairs) expect(view.state.doc.toString()).toBe(side.text.toString());
		expect(ana.text.toString()).toBe(ben.text.toString());
	});

	it("takes back one's own words by the document's one undo, and leaves what others wrote", () => {
		const ana = device();
		const ben = device(ana);
		const [at, bt] = [editorOn(ana), editorOn(ben)];
		const undo = createUndo(ana.doc);
		type(at, 0, 'uno ');
		exchange(ana, ben);
		type(bt, 4, 'dos');
		exchange(ana, ben);
		expect(undo.undo()).toBe('done');
		expect(at.state.doc.toString()).toBe('dos');
		expect(undo.redo()).toBe('done');
		expect(at.state.doc.toString()).toBe('uno dos');
	});

	it('takes no more than the field holds, says so, and still lets one shorten it', () => {
		const ana = device();
		const full = vi.fn();
		const view = editorOn(ana, 10, full);
		type(view, 0, '0123456789');
		type(view, 10, 'x');
		expect(full).toHaveBeenCalledTimes(1);
		expect(ana.text.toString()).toBe('0123456789');
		type(view, 0, '', 5);
		expect(ana.text.toString()).toBe('56789');
	});

	it('keeps its place in a text with line ends of another system, which a stock client may write', () => {
		const ana = device();
		const view = editorOn(ana);
		ana.text.insert(0, 'uno\r\ndos');
		type(view, view.state.doc.length, '!');
		expect(ana.text.toString()).toBe('uno\r\ndos!');
	});
});

describe("others' carets", () => {
	const who = (label: string | null) => ({
		id: 'b'.repeat(20),
		label,
		sector: { id: 's1', letter: 'G', shape: 'square', tone: 'government' },
	});
	/** What the server would hand on of `from` to `to`, stamped with whose it is. */
	function present(from: Device, to: Device, stamp: unknown): void {
		to.awareness.states.set(from.awareness.clientID, { ...from.awareness.getLocalState(), [PRESENCE_WHO]: stamp });
	}

	it('carry the name that the server wrote, or the letter of the sector where the rules hide names', () => {
		const ana = device();
		ana.text.insert(0, 'Por el mismo trabajo');
		const ben = device(ana);
		showCaret(ben.text, ben.awareness, { anchor: 3, head: 6 });
		present(ben, ana, who('Benito'));
		expect(caretsIn(ana.text, ana.awareness)).toMatchObject([
			{ anchor: 3, head: 6, name: 'Benito', tone: 'government' },
		]);
		present(ben, ana, who(null));
		expect(caretsIn(ana.text, ana.awareness)[0]?.name).toBe('G');
		present(ben, ana, { ...who(null), sector: null });
		expect(caretsIn(ana.text, ana.awareness)[0]).toMatchObject({ name: 'alguien', tone: null });
		const flags = editorOn(ana).dom.querySelectorAll('.cm-other-name');
		expect([...flags].map((flag) => flag.textContent)).toEqual(['alguien']);
	});

	it('stand only in the field that they are in', () => {
		const ana = device();
		const ben = device(ana);
		const other = fieldText(ben.doc, 'results');
		if (!other) throw new Error('the draft has no such field');
		showCaret(other, ben.awareness, { anchor: 0, head: 0 });
		present(ben, ana, who('Benito'));
		expect(caretsIn(ana.text, ana.awareness)).toEqual([]);
	});

	it('are passed over where a device sends nonsense (F17)', () => {
		const ana = device();
		const nonsense: unknown[] = [
			null,
			7,
			{ cursor: 7 },
			{ cursor: { anchor: null, head: {} } },
			{ cursor: { anchor: { item: { client: -1, clock: 1e99 } }, head: { tname: 'x'.repeat(99) } } },
			{ cursor: { anchor: { type: { client: 1, clock: 2 } }, head: { item: 'no' } } },
			JSON.parse('{"cursor":{"anchor":{"__proto__":{}},"head":{"item":[]}}}'),
		];
		nonsense.forEach((state, index) => ana.awareness.states.set(1_000 + index, state as Record<string, unknown>));
		expect(caretsIn(ana.text, ana.awareness)).toEqual([]);
		expect(() => editorOn(ana)).not.toThrow();
	});

	it('go when their person leaves the field', () => {
		const ana = device();
		showCaret(ana.text, ana.awareness, { anchor: 0, head: 0 });
		expect(ana.awareness.getLocalState()?.['cursor']).toBeTruthy();
		showCaret(ana.text, ana.awareness, null);
		expect(ana.awareness.getLocalState()?.['cursor']).toBeNull();
	});
});
