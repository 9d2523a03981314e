import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REFUSAL_CODES } from '#domain/refusals.ts';

const tests = new URL('..', import.meta.url).pathname;

function* testFiles(folder: string): Generator<string> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) yield* testFiles(path);
		else if (/\.(test|spec)\.ts$/.test(entry.name)) yield path;
	}
}

it('every refusal is provoked by name in a test', () => {
	const written = [...testFiles(tests)].map((path) => readFileSync(path, 'utf8')).join('\n');
	expect(REFUSAL_CODES.filter((code) => !written.includes(`'${code}'`))).toEqual([]);
});
