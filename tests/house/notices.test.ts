import { describe, expect, it } from 'vitest';
import { gatherNotices } from '../../src/routes/licences/notices.ts';

const notices = gatherNotices(process.cwd());
const named = (name: string) => notices.find((notice) => notice.name === name);

describe('the page of licences', () => {
	it.each(['svelte', 'yjs', 'better-sqlite3', 'hono', 'lucia', 'tldraw', '@inlang/paraglide-js'])(
		'names %s, with its licence',
		(name) => {
			expect(named(name)?.licence).not.toBe('');
			expect(named(name)?.text).toMatch(/licen[cs]e/i);
		},
	);

	it('tells the licence of tldraw in its own words, watermark and all', () => {
		expect(named('tldraw')?.text).toMatch(/watermark/i);
	});

	it('carries the licence of the letters', () => {
		expect(named('@fontsource-variable/atkinson-hyperlegible-next')?.text).toMatch(/SIL OPEN FONT LICENSE/i);
	});

	it('leaves out the tools that stay at home', () => {
		for (const name of ['vitest', 'eslint', 'typescript', '@playwright/test']) expect(named(name)).toBeUndefined();
	});

	it('names no package version twice', () => {
		const keys = notices.map(({ name, version }) => `${name}@${version}`);
		expect(new Set(keys).size).toBe(keys.length);
	});
});
