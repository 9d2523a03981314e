import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Histogram, median } from './histogram.ts';
import { goalsOfPeople, tableOfGoals } from './page/goals.ts';
import { pictureOfPeople } from './page/pictures.ts';
import { CONTENDERS } from './names.ts';
import { measureRow, type Row } from './row.ts';
import { prepare, type Prepared } from './servers/prepare.ts';
import { tableOf } from './table.ts';

const PEOPLE = 5;
const CARDS = 10;
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-test-'));
let table: Prepared;
beforeAll(async () => {
	table = await prepare(dataDir, { tables: 1, people: PEOPLE, cards: CARDS });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const rows: Row[] = [];

describe('the measurement of one room', () => {
	// That it measures, not how fast anything is: other tests run meanwhile.
	it.each(CONTENDERS)(
		'sees edits, positions, CPU, bytes and memory of %s with five people',
		async (contender) => {
			const row = await measureRow({
				...{ contender, people: PEOPLE, cards: CARDS, prepared: { dataDir, table } },
				...{ warmUpSeconds: 0.5, windows: 1, windowSeconds: 2 },
			});
			rows.push(row);
			expect(row).toMatchObject({ contender, people: PEOPLE, dropped: 0 });
			for (const value of [row.editP50, row.editP99, row.inViewP50, row.inViewP99, row.inViewHz]) {
				expect(value).toBeGreaterThan(0);
				expect(value).toBeLessThan(60_000);
			}
			expect(row.editP99).toBeGreaterThanOrEqual(row.editP50 ?? Infinity);
			expect(row.serverCpu).toBeGreaterThan(0);
			expect(row.serverBytes).toBeGreaterThan(20 * 2 ** 20);
			expect(row.bytesToAll).toBeGreaterThan(100);
			expect(row.bytesToNinth).toBeGreaterThan(100);
		},
		60_000,
	);

	it('shows each row in the table and as a line in the picture', () => {
		const text = tableOf(rows);
		expect(text.split('\n')).toHaveLength(2 + rows.length);
		const svg = pictureOfPeople(rows);
		expect(svg.match(/<g class="s\d/g)?.length).toBeGreaterThanOrEqual(rows.length);
		expect(svg).toContain('prefers-color-scheme:dark');
		expect(svg).not.toMatch(/NaN|Infinity|undefined/);
	});

	it('shows no figures of a row in which the generator was too busy', () => {
		const [row] = rows;
		if (row === undefined) throw new Error('nothing was measured');
		const busy: Row = { ...row, contender: 'ours', people: 400, editP99: 1, generatorCpu: 0.9, isVoid: true };
		expect(tableOf([busy])).toMatch(/400 .*void/);
		expect(tableOfGoals(goalsOfPeople([busy]))).toContain('not measured');
	});
});

describe('the means', () => {
	it('a histogram tells the share that was faster', () => {
		const histogram = new Histogram();
		for (let ms = 1; ms <= 100; ms++) histogram.add(ms);
		expect(histogram.quantile(0.5)).toBeCloseTo(50, 0);
		expect(histogram.quantile(0.99)).toBeCloseTo(99, 0);
		histogram.clear();
		expect(histogram.quantile(0.5)).toBeNull();
		expect(median([3, null, 1, 2])).toBe(2);
		expect(median([])).toBeNull();
	});
});
