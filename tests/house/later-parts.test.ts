import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Blocks that wait for a part of the page, up to their end; none of them holds another. */
const LATER = /\{#await import\([\s\S]*?\{\/await\}/g;

it('a part of a page that does not come, because the network is gone, says so', () => {
	const silent: string[] = [];
	let found = 0;
	for (const file of globSync('src/**/*.svelte', { cwd: root })) {
		for (const [block] of readFileSync(root + file, 'utf8').matchAll(LATER)) {
			found += 1;
			if (!block.includes('{:catch')) silent.push(`${file}: ${block.slice(0, 80)}`);
		}
	}
	expect(found).toBeGreaterThan(0);
	expect(silent).toEqual([]);
});
