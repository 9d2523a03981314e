import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SECTOR_TONES } from '#domain/rules.ts';
import { CARD_KINDS } from '#domain/cards.ts';

type Tokens = Readonly<Record<string, string>>;
interface Block {
	readonly media: string | null;
	readonly selector: string;
	readonly tokens: Tokens;
}

const blocks = readBlocks(readFileSync('src/lib/ui/tokens.css', 'utf8'));
const themes = {
	light: find(null, ':root', '--ink'),
	dark: find(null, ":root[data-theme='dark']"),
	'contrast on white': find(null, ":root[data-theme='contrast']"),
	'contrast on black': find('(prefers-color-scheme: dark)', ":root[data-theme='contrast']"),
	paper: find('print', ':root:root'),
};

/** What is written on what, wherever text may land. */
const TEXT_PAIRS: readonly (readonly [text: string, ground: string])[] = [
	...['ink', 'ink-2', 'ink-3', 'accent', 'accent-strong', 'ok', 'warn', 'danger'].flatMap((text) =>
		['surface', 'surface-2', 'table'].map((ground) => [text, ground] as const),
	),
	...['accent', 'ok', 'warn', 'danger'].flatMap((tone) => [
		[tone, `${tone}-soft`] as const,
		['ink', `${tone}-soft`] as const,
	]),
	...['accent', 'ok', 'warn', 'danger'].map((tone) => ['ink-2', `${tone}-soft`] as const),
	['accent-ink', 'accent'],
	['accent-ink', 'accent-strong'],
	['danger-ink', 'danger'],
	['danger-ink', 'danger-strong'],
	['surface', 'ink'],
	...CARD_KINDS.map((kind) => [`${kind}-ink`, `${kind}-fill`] as const),
	...SECTOR_TONES.map((tone) => ['sector-ink', `sector-${tone}`] as const),
];

/** Edges and rings that carry meaning. */
const EDGE_PAIRS: readonly (readonly [edge: string, ground: string])[] = [
	...['line-strong', 'focus', 'accent', 'danger'].flatMap((edge) =>
		['surface', 'surface-2', 'table'].map((ground) => [edge, ground] as const),
	),
	['focus', 'accent-soft'],
	['chosen', 'table'],
	...CARD_KINDS.map((kind) => [`${kind}-edge`, 'table'] as const),
	...SECTOR_TONES.map((tone) => [`sector-${tone}`, 'surface'] as const),
];

describe.each(Object.entries(themes))('the look «%s»', (name, tokens) => {
	test('every text can be read on every ground that it may land on', () => {
		const least = name.startsWith('contrast') ? 7 : 4.5; // WCAG 1.4.3 and, where contrast was asked for, 1.4.6
		expect(TEXT_PAIRS.filter(([text, ground]) => contrast(tokens, text, ground) < least)).toEqual([]);
	});

	test('every edge that carries meaning can be seen', () => {
		expect(EDGE_PAIRS.filter(([edge, ground]) => contrast(tokens, edge, ground) < 3)).toEqual([]); // WCAG 1.4.11
	});

	test('every colour of the light look has its counterpart', () => {
		expect(Object.keys(tokens).filter((token) => token !== '--border')).toEqual(Object.keys(themes.light));
	});
});

describe('a look is the same by the system and by choice', () => {
	test.each([
		['dark', find('(prefers-color-scheme: dark)', ":root:not([data-theme='light'])"), themes.dark],
		['contrast on white', find('(prefers-contrast: more)', ':root'), themes['contrast on white']],
		[
			'contrast on black',
			find('(prefers-contrast: more) and (prefers-color-scheme: dark)', ":root:not([data-theme='light'])"),
			themes['contrast on black'],
		],
		[
			'contrast on black, dark chosen',
			find('(prefers-contrast: more)', ":root[data-theme='dark']"),
			themes['contrast on black'],
		],
	])('%s', (_name, bySystem, byChoice) => {
		expect(bySystem).toEqual(byChoice);
	});
});

test('whoever asks for less motion gets none', () => {
	const still = blocks.find((block) => block.media === '(prefers-reduced-motion: reduce)');
	expect(still?.tokens).toMatchObject({ '--quick': '0ms', '--calm': '0ms', '--spin': '0ms' });
});

test('no text is set smaller than 15 px', () => {
	const sizes = Object.entries(blocks[0]?.tokens ?? {}).filter(([token]) => /^--text-/.test(token));
	expect(sizes.length).toBeGreaterThan(4);
	for (const [, size] of sizes) expect(Number.parseFloat(size) * 16).toBeGreaterThanOrEqual(15);
});

function find(media: string | null, selector: string, holding = '--ink'): Tokens {
	const found = blocks.find(
		(block) => block.media === media && block.selector === selector && holding in block.tokens,
	);
	if (!found) throw new Error(`tokens.css has no ${selector} in ${media ?? 'the open'}`);
	return found.tokens;
}

/** The file's rules, flat; it nests no deeper than one media query. */
function readBlocks(css: string): Block[] {
	const found: Block[] = [];
	let media: string | null = null;
	for (const [, open, declarations] of css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{([^{}]*\})?|\}/g)) {
		const head = open?.trim();
		if (head === undefined) media = null;
		else if (declarations === undefined) media = head.replace(/^@media /, '');
		else found.push({ media, selector: head, tokens: readTokens(declarations) });
	}
	return found;
}

function readTokens(declarations: string): Tokens {
	return Object.fromEntries(
		[...declarations.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
	);
}

function colour(tokens: Tokens, name: string): string {
	const value = tokens[`--${name}`];
	if (!value || !/^#[0-9a-f]{6}$/.test(value)) throw new Error(`--${name} is no plain colour: ${value}`);
	return value;
}

/** Contrast of two tokens' sRGB colours, 1–21 (WCAG 2.2, relative luminance). */
function contrast(tokens: Tokens, one: string, other: string): number {
	const [light = 0, dark = 0] = [one, other].map((name) => luminance(colour(tokens, name))).sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
	const part = (at: number): number => {
		const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	};
	return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
