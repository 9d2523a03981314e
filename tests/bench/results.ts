import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisMachine, type Machine } from './machine.ts';

const folder = new URL('results/', import.meta.url).pathname;

/** What one command measured, kept so that the page can be made anew without measuring. */
export interface Result<Figures> {
	readonly machine: Machine;
	readonly seconds: number;
	readonly figures: Figures;
}

export function keep<Figures>(name: string, figures: Figures, began: number): void {
	const seconds = Math.round((performance.now() - began) / 1_000);
	mkdirSync(folder, { recursive: true });
	const result: Result<Figures> = { machine: thisMachine(), seconds, figures };
	writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, rounded, '\t')}\n`);
}

/** Null where nobody has measured it. */
export function kept<Figures>(name: string): Result<Figures> | null {
	const file = join(folder, `${name}.json`);
	// Written by `keep` of this very program.
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result<Figures>) : null;
}

/** Four digits say all that a measurement knows. */
const rounded = (_: string, value: unknown): unknown =>
	typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
