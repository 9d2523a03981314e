import { describe, expect, it } from 'vitest';
import { edgeAt } from '../../src/lib/canvas/edge-target.ts';
import { isSingle, keyPressed, KEYS, showChord } from '../../src/lib/keys/keys.ts';
import { findKeys, KEY_WORDS } from '../../src/lib/keys/key-words.ts';

const press = (
	key: string,
	held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
	code = '',
) => ({
	key,
	code,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...held,
});

describe('[Q1] the one list of keys', () => {
	it('gives each key of a place one meaning', () => {
		for (const place of ['canvas', 'list'] as const) {
			const chords = KEYS.filter((key) => key.place === place || key.place === 'both').flatMap((key) => key.keys);
			expect(chords.filter((chord, index) => chords.indexOf(chord) !== index)).toEqual([]);
		}
	});

	it('knows a key by what it types, on any keyboard, with Ctrl or ⌘', () => {
		const meant = (...pressed: Parameters<typeof press>) => keyPressed(press(...pressed), 'canvas', true);
		expect(meant('n')).toBe('add');
		expect(meant('N', { shiftKey: true })).toBeNull();
		expect(meant('z', { ctrlKey: true })).toBe('undo');
		expect(meant('Z', { metaKey: true, shiftKey: true })).toBe('redo');
		expect(meant('?', { shiftKey: true })).toBe('help');
		expect(meant('!', { shiftKey: true }, 'Digit1')).toBe('fit');
		expect(meant('1', {}, 'Digit1')).toBe('add-problem');
		expect(meant('+', { ctrlKey: true })).toBe('zoom-in');
		expect(meant('-', { ctrlKey: true })).toBe('zoom-out');
		expect(meant('˙', { altKey: true }, 'KeyH')).toBe('align-center');
		expect(meant('ArrowUp', { altKey: true })).toBe('walk-above');
		expect(meant('ArrowUp', { ctrlKey: true })).toBe('grow-above');
		expect(meant('ArrowUp', { ctrlKey: true, shiftKey: true })).toBe('align-top');
		expect(meant('ArrowUp')).toBeNull();
		expect(meant('Tab', { shiftKey: true })).toBeNull();
	});

	it('turns off what types a character, and nothing else', () => {
		for (const key of ['n', '1', ']', '?', 'e']) expect(keyPressed(press(key), 'canvas', false)).toBeNull();
		expect(keyPressed(press('D', { shiftKey: true }), 'canvas', false)).toBeNull();
		expect(keyPressed(press('z', { ctrlKey: true }), 'canvas', false)).toBe('undo');
		expect(keyPressed(press('Tab'), 'canvas', false)).toBe('child');
		expect(keyPressed(press('Delete'), 'canvas', false)).toBe('remove');
	});

	it('takes nothing away by a single character', () => {
		for (const id of ['remove', 'cut'] as const) {
			const key = KEYS.find((known) => known.id === id);
			expect(key?.keys.some(isSingle)).toBe(false);
		}
	});

	it('says each in words, and finds it by them or by the key', () => {
		expect(KEYS.filter(({ id }) => KEY_WORDS[id]().trim() === '')).toEqual([]);
		expect(findKeys('hermana').map(({ id }) => id)).toContain('sibling');
		expect(findKeys('ctrl f').map(({ id }) => id)).toContain('search');
		expect(findKeys('nada de eso')).toEqual([]);
		expect(showChord('Mod+Shift+Z')).toBe('Ctrl ⇧ Z');
	});
});

describe('[Q4] the edge under a hand', () => {
	const cards = [
		{ id: 'a', rect: { x: 0, y: 0, w: 200, h: 100 } },
		{ id: 'b', rect: { x: 0, y: 120, w: 200, h: 100 } },
	];
	it('is the nearest within reach; in the middle of a card, or farther off, there is none', () => {
		expect(edgeAt(cards, [100, 98], 14)).toEqual({ id: 'a', side: 'below' });
		expect(edgeAt(cards, [100, 112], 14)).toEqual({ id: 'b', side: 'above' });
		expect(edgeAt(cards, [205, 50], 14)).toEqual({ id: 'a', side: 'right' });
		expect(edgeAt(cards, [100, 50], 14)).toBeNull();
		expect(edgeAt(cards, [100, 240], 14)).toBeNull();
	});
});
