import type { CardKind } from '#domain/cards.ts';

/** Where a key works: on the canvas, in the list, or in both. */
export type KeyPlace = 'canvas' | 'list' | 'both';

/** Headings of the sheet, in its order. */
export const KEY_GROUPS = ['cards', 'walk', 'edit', 'tools', 'arrange', 'view', 'help'] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

/**
 * The one list of keys: it drives what a key does (`canvas/keys.ts`), the sheet that `?` opens and the tips of the tools, so that
 * none can say something else than another. They follow tldraw and Excalidraw, and mind maps for what grows a tree.
 *
 * A chord is written as `Mod+Shift+Z`; `Mod` is Ctrl, or ⌘ on a Mac. Several do the same; the first is the one that tips show.
 * Nothing that takes something away stands on a single character.
 */
export const KEYS = [
	{ id: 'add', keys: ['N'], group: 'cards', place: 'canvas' },
	{ id: 'add-problem', keys: ['1'], group: 'cards', place: 'canvas' },
	{ id: 'add-cause', keys: ['2'], group: 'cards', place: 'canvas' },
	{ id: 'add-effect', keys: ['3'], group: 'cards', place: 'canvas' },
	{ id: 'add-solution', keys: ['4'], group: 'cards', place: 'canvas' },
	{ id: 'add-objective', keys: ['5'], group: 'cards', place: 'canvas' },
	{ id: 'add-means', keys: ['6'], group: 'cards', place: 'canvas' },
	{ id: 'add-end', keys: ['7'], group: 'cards', place: 'canvas' },
	{ id: 'add-actor', keys: ['8'], group: 'cards', place: 'canvas' },
	{ id: 'child', keys: ['Tab'], group: 'cards', place: 'canvas' },
	{ id: 'sibling', keys: ['Enter'], group: 'cards', place: 'canvas' },
	{ id: 'grow-above', keys: ['Mod+ArrowUp'], group: 'cards', place: 'canvas' },
	{ id: 'grow-below', keys: ['Mod+ArrowDown'], group: 'cards', place: 'canvas' },
	{ id: 'grow-left', keys: ['Mod+ArrowLeft'], group: 'cards', place: 'canvas' },
	{ id: 'grow-right', keys: ['Mod+ArrowRight'], group: 'cards', place: 'canvas' },
	{ id: 'write', keys: ['F2'], group: 'cards', place: 'canvas' },
	{ id: 'walk-above', keys: ['Alt+ArrowUp'], group: 'walk', place: 'canvas' },
	{ id: 'walk-below', keys: ['Alt+ArrowDown'], group: 'walk', place: 'canvas' },
	{ id: 'walk-left', keys: ['Alt+ArrowLeft'], group: 'walk', place: 'canvas' },
	{ id: 'walk-right', keys: ['Alt+ArrowRight'], group: 'walk', place: 'canvas' },
	{ id: 'search', keys: ['Mod+F'], group: 'walk', place: 'canvas' },
	{ id: 'next-hit', keys: ['F3', 'Mod+G'], group: 'walk', place: 'canvas' },
	{ id: 'previous-hit', keys: ['Shift+F3', 'Mod+Shift+G'], group: 'walk', place: 'canvas' },
	{ id: 'menu', keys: ['Shift+F10', 'ContextMenu'], group: 'walk', place: 'canvas' },
	{ id: 'leave', keys: ['Escape'], group: 'walk', place: 'both' },
	{ id: 'undo', keys: ['Mod+Z'], group: 'edit', place: 'both' },
	{ id: 'redo', keys: ['Mod+Shift+Z', 'Mod+Y'], group: 'edit', place: 'both' },
	{ id: 'copy', keys: ['Mod+C'], group: 'edit', place: 'canvas' },
	{ id: 'cut', keys: ['Mod+X'], group: 'edit', place: 'canvas' },
	{ id: 'paste', keys: ['Mod+V'], group: 'edit', place: 'canvas' },
	{ id: 'duplicate', keys: ['Mod+D'], group: 'edit', place: 'canvas' },
	{ id: 'select-all', keys: ['Mod+A'], group: 'edit', place: 'canvas' },
	{ id: 'remove', keys: ['Delete', 'Backspace'], group: 'edit', place: 'canvas' },
	{ id: 'select', keys: ['V'], group: 'tools', place: 'canvas' },
	{ id: 'hand', keys: ['H'], group: 'tools', place: 'canvas' },
	{ id: 'connect', keys: ['A'], group: 'tools', place: 'canvas' },
	{ id: 'pen', keys: ['D', 'P'], group: 'tools', place: 'canvas' },
	{ id: 'highlighter', keys: ['Shift+D'], group: 'tools', place: 'canvas' },
	{ id: 'eraser', keys: ['E'], group: 'tools', place: 'canvas' },
	{ id: 'rectangle', keys: ['R'], group: 'tools', place: 'canvas' },
	{ id: 'ellipse', keys: ['O'], group: 'tools', place: 'canvas' },
	{ id: 'frame', keys: ['F'], group: 'tools', place: 'canvas' },
	{ id: 'laser', keys: ['K'], group: 'tools', place: 'canvas' },
	{ id: 'align-left', keys: ['Mod+Shift+ArrowLeft'], group: 'arrange', place: 'canvas' },
	{ id: 'align-right', keys: ['Mod+Shift+ArrowRight'], group: 'arrange', place: 'canvas' },
	{ id: 'align-top', keys: ['Mod+Shift+ArrowUp'], group: 'arrange', place: 'canvas' },
	{ id: 'align-bottom', keys: ['Mod+Shift+ArrowDown'], group: 'arrange', place: 'canvas' },
	{ id: 'align-center', keys: ['Alt+H'], group: 'arrange', place: 'canvas' },
	{ id: 'align-middle', keys: ['Alt+V'], group: 'arrange', place: 'canvas' },
	{ id: 'distribute-across', keys: ['Alt+Shift+H'], group: 'arrange', place: 'canvas' },
	{ id: 'distribute-down', keys: ['Alt+Shift+V'], group: 'arrange', place: 'canvas' },
	{ id: 'to-front', keys: [']'], group: 'arrange', place: 'canvas' },
	{ id: 'to-back', keys: ['['], group: 'arrange', place: 'canvas' },
	{ id: 'fit', keys: ['Shift+1'], group: 'view', place: 'canvas' },
	{ id: 'fit-selection', keys: ['Shift+2'], group: 'view', place: 'canvas' },
	{ id: 'life-size', keys: ['Shift+0', 'Mod+0'], group: 'view', place: 'canvas' },
	{ id: 'zoom-in', keys: ['Mod++', 'Mod+='], group: 'view', place: 'canvas' },
	{ id: 'zoom-out', keys: ['Mod+-'], group: 'view', place: 'canvas' },
	{ id: 'map', keys: ['M'], group: 'view', place: 'canvas' },
	{ id: 'list-add', keys: ['N'], group: 'cards', place: 'list' },
	{ id: 'list-child', keys: ['Mod+Enter'], group: 'cards', place: 'list' },
	{ id: 'list-up', keys: ['Alt+ArrowUp'], group: 'walk', place: 'list' },
	{ id: 'list-down', keys: ['Alt+ArrowDown'], group: 'walk', place: 'list' },
	{ id: 'list-remove', keys: ['Delete'], group: 'edit', place: 'list' },
	{ id: 'help', keys: ['?'], group: 'help', place: 'both' },
] as const satisfies readonly Key[];

interface Key {
	readonly id: string;
	readonly keys: readonly [string, ...string[]];
	readonly group: KeyGroup;
	readonly place: KeyPlace;
}

export type KeyId = (typeof KEYS)[number]['id'];

/** The key that adds a card of a kind; a note has the key that most whiteboards give it. */
export const keyOfKind = (kind: CardKind): KeyId => (kind === 'note' ? 'add' : `add-${kind}`);

/** The first chord of a key, as a tip shows it: «Ctrl ⇧ Z». */
export function chordOf(id: KeyId): string {
	const key: Key | undefined = KEYS.find((known) => known.id === id);
	return key ? showChord(key.keys[0]) : '';
}

export const isMac = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

const SIGNS: Readonly<Partial<Record<string, string>>> = {
	Shift: '⇧',
	ArrowUp: '↑',
	ArrowDown: '↓',
	ArrowLeft: '←',
	ArrowRight: '→',
	Escape: 'Esc',
	Delete: '⌦',
	Backspace: '⌫',
	ContextMenu: '☰',
	'-': '−',
};

export function showChord(chord: string): string {
	const mac: Readonly<Partial<Record<string, string>>> = { Mod: '⌘', Alt: '⌥' };
	return partsOf(chord)
		.map((part) => (isMac() ? mac[part] : undefined) ?? (part === 'Mod' ? 'Ctrl' : (SIGNS[part] ?? part)))
		.join(' ');
}

/** `Mod++` is Ctrl and plus. */
function partsOf(chord: string): string[] {
	const last = chord.endsWith('++') || chord === '+' ? '+' : (chord.split('+').at(-1) ?? '');
	const before = chord.slice(0, chord.length - last.length).split('+');
	return [...before.filter((part) => part !== ''), last];
}

/** True for a key that types a character: those can be turned off (WCAG 2.2, 2.1.4). */
export function isSingle(chord: string): boolean {
	const parts = partsOf(chord);
	return parts.at(-1)?.length === 1 && !parts.includes('Mod') && !parts.includes('Alt');
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a pressed key means in a place; null where it means nothing there. `singles` false: keys of one character are off. */
export function keyPressed(pressed: Pressed, place: KeyPlace, singles: boolean): KeyId | null {
	const found = KEYS.find(
		(key) =>
			(key.place === 'both' || key.place === place) &&
			key.keys.some((chord) => (singles || !isSingle(chord)) && isPressed(chord, pressed)),
	);
	return found?.id ?? null;
}

function isPressed(chord: string, pressed: Pressed): boolean {
	const parts = partsOf(chord);
	const key = parts.at(-1) ?? '';
	if (parts.includes('Mod') !== (pressed.ctrlKey || pressed.metaKey)) return false;
	if (parts.includes('Alt') !== pressed.altKey) return false;
	const needsShift = parts.includes('Shift');
	// Where a character is not a letter, its own key may want Shift, which differs from keyboard to keyboard.
	if (!/^[A-Z]$/.test(key) && key.length === 1 && !needsShift) return pressed.key === key;
	if (needsShift !== pressed.shiftKey) return false;
	if (/^\d$/.test(key)) return pressed.code === `Digit${key}`; // with Shift it types another character
	if (/^[A-Z]$/.test(key)) {
		// With Alt some keyboards type another character; without, the letter counts and not where it lies.
		return pressed.key.toUpperCase() === key || (pressed.altKey && pressed.code === `Key${key}`);
	}
	return pressed.key === key;
}
