import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bindText, moveIndex } from '$lib/list/text-binding.ts';

/** Ana's text field, and the same text at Ben's end of the table. */
function field(start: string, limit = 2_000) {
	const ana = new Y.Doc();
	const ben = new Y.Doc();
	ana.clientID = 1;
	ben.clientID = 2;
	const text = ana.getText('t');
	text.insert(0, start);
	const meet = () => {
		Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana, Y.encodeStateVector(ben)), 'remote');
		Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben, Y.encodeStateVector(ana)), 'remote');
	};
	meet();
	const area = document.body.appendChild(document.createElement('textarea'));
	const binding = bindText(area, text, limit);
	area.focus();
	const type = (value: string, caret = value.length) => {
		area.value = value;
		area.setSelectionRange(caret, caret);
		area.dispatchEvent(new InputEvent('input', { bubbles: true }));
	};
	const compose = (kind: 'start' | 'end') => area.dispatchEvent(new CompositionEvent(`composition${kind}`));
	return { area, binding, text, ben: ben.getText('t'), meet, type, compose };
}

afterEach(() => document.body.replaceChildren());

describe('a text field in which several people write', () => {
	test('what Ana types is in the shared text at once', () => {
		const { type, text } = field('El cuidado');
		type('El cuidado recae');
		expect(text.toString()).toBe('El cuidado recae');
	});

	test('what Ben types before Ana’s caret moves the caret with the words around it', () => {
		const { area, ben, meet } = field('cuidado');
		area.setSelectionRange(3, 5);
		ben.insert(0, 'El ');
		meet();
		expect(area.value).toBe('El cuidado');
		expect([area.selectionStart, area.selectionEnd]).toEqual([6, 8]);
	});

	test('what Ben types or deletes after Ana’s caret leaves it where it is', () => {
		const { area, ben, meet } = field('cuidado ajeno');
		area.setSelectionRange(3, 3);
		ben.delete(7, 6);
		ben.insert(7, '!');
		meet();
		expect(area.value).toBe('cuidado!');
		expect(area.selectionStart).toBe(3);
	});

	test('both type at once and nothing is lost', () => {
		const { area, ben, meet, type } = field('cuidado');
		type('El cuidado', 3);
		ben.insert(7, ' recae');
		meet();
		expect(area.value).toBe('El cuidado recae');
		expect(ben.toString()).toBe('El cuidado recae');
		expect(area.selectionStart).toBe(3);
	});

	test('while an input method composes, its letters are sent as they come', () => {
		const { type, compose, text } = field('a');
		compose('start');
		type('aに');
		expect(text.toString()).toBe('aに');
		compose('end');
		expect(text.toString()).toBe('aに');
	});

	test('others’ letters wait until the composition ends, then both are there', () => {
		const { area, ben, meet, type, compose, text } = field('uno dos');
		compose('start');
		type('uno tres dos', 8);
		ben.insert(0, '¡');
		ben.insert(8, '!');
		meet();
		expect(area.value).toBe('uno tres dos');
		type('uno tres más dos', 12);
		compose('end');
		meet();
		expect(text.toString()).toBe(ben.toString());
		expect(area.value).toBe(text.toString());
		expect(text.toString()).toContain('tres más');
		expect(text.toString()).toMatch(/^¡.*!/);
		expect(area.value.slice(0, area.selectionStart)).toMatch(/más$/);
	});

	test('an emoji replaced by a similar one stays whole', () => {
		const { type, text } = field('ok 👍 fin');
		type('ok 👎 fin', 5);
		expect(text.toString()).toBe('ok 👎 fin');
		expect(text.toString().isWellFormed()).toBe(true);
	});

	test('what does not fit any more is cut, and the field says so', () => {
		const { area, type, text } = field('12345', 8);
		type('1234567890');
		expect(text.toString()).toBe('12345678');
		expect(area.value).toBe('12345678');
	});

	test('a field that is untied writes and follows no more; what was being composed is kept', () => {
		const { area, binding, ben, meet, type, compose, text } = field('a');
		compose('start');
		ben.insert(0, 'z');
		meet();
		type('ab');
		binding.stop();
		expect(text.toString()).toBe('zab');
		ben.insert(0, 'y');
		meet();
		expect(area.value).toBe('zab');
	});

	test('without the focus, the field follows and does not take it', () => {
		const { area, ben, meet } = field('a');
		area.blur();
		ben.insert(1, 'b');
		meet();
		expect(area.value).toBe('ab');
		expect(document.activeElement).toBe(document.body);
	});
});

test('an index follows the letters around it through a change', () => {
	expect(moveIndex(5, [{ retain: 2 }, { insert: 'xx' }])).toBe(7);
	expect(moveIndex(2, [{ retain: 2 }, { insert: 'xx' }])).toBe(2);
	expect(moveIndex(5, [{ retain: 2 }, { delete: 2 }])).toBe(3);
	expect(moveIndex(3, [{ retain: 2 }, { delete: 9 }])).toBe(2);
	expect(moveIndex(9, [{ insert: 'a' }, { retain: 3 }, { delete: 1 }, { insert: 'bb' }])).toBe(11);
});
