import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');

const page = read('docs/operations.md');
const rows = page
	.split('\n')
	.filter((line) => line.startsWith('| ') && !line.startsWith('| operation'))
	.map((line) => line.slice(2, -2).split(' | '));
const NAMED = /`([^`]+)`/g;

/** Drafts are texts of their own page, and nobody seeds a board by hand. */
const ELSEWHERE = ['edit-draft', 'edit-milestones', 'edit-records', 'seed'].map((name) => `src/board/${name}.ts`);
/** A function that changes the board and says whether it could. */
const OPERATION = /export function (\w+)(?:<[^>]*>)?\(\s*doc: Y\.Doc[^{]*?\): Outcome/g;

const operations = globSync('src/board/*.ts', { cwd: root })
	.filter((path) => !ELSEWHERE.includes(path))
	.flatMap((path) => [...read(path).matchAll(OPERATION)].map(([, name]) => name ?? ''))
	.filter((name) => name !== 'addCards'); // what the others are made of

describe('the table of operations', () => {
	it('names every operation of the board', () => {
		expect(operations.length).toBeGreaterThan(20);
		expect(operations.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
	});

	it('says of each how it is done on the canvas, in the list and by keys', () => {
		expect(rows.length).toBeGreaterThan(20);
		const gaps = rows.filter((cells) => cells.length !== 5 || cells.some((cell) => !/[\p{L}?]/u.test(cell)));
		expect(gaps).toEqual([]);
	});

	it('names a test for each, and that test is there', () => {
		const tests = globSync('tests/**/*.{test,spec}.ts', { cwd: root })
			.filter((path) => !path.endsWith('operations.test.ts'))
			.map(read)
			.join('\n');
		for (const [operation = '', , , , cell = ''] of rows) {
			const titles = [...cell.matchAll(NAMED)].map(([, title]) => title ?? '');
			expect(titles.length, operation).toBeGreaterThan(0);
			expect(titles.filter((title) => !tests.includes(`'${title}'`) && !tests.includes(`"${title}"`))).toEqual(
				[],
			);
		}
	});
});
