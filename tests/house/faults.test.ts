import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** The faults that the software promises to survive are numbered without a hole; each is due. */
const FAULTS = 37;
const due = Array.from({ length: FAULTS }, (_, index) => `F${index + 1}`);

/** A title is a text that begins with the number: `F4 …`. */
const TITLE = /['"`](F\d+) /g;

function numbersIn(folder: string): Set<string> {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		/\.(test|spec)\.ts$/.test(file),
	);
	return new Set(
		files
			.filter((file) => !file.endsWith('faults.test.ts'))
			.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(TITLE)])
			.map(([, number]) => number ?? ''),
	);
}

test('every fault has a test that carries its number', () => {
	const found = numbersIn(TESTS);
	expect(due.filter((number) => !found.has(number))).toEqual([]);
	expect([...found].filter((number) => !due.includes(number))).toEqual([]);
});
