import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectLog, readLog, type StoredLog } from '../../server/ledger/inspect-log.ts';
import { Lane } from './workshops/lane.ts';

let lane: Lane;
let log: StoredLog;
beforeAll(async () => {
	lane = await Lane.open();
	const { id, lucia } = await lane.table();
	const { ana, ben, chela } = await lane.seatAll(id, lucia);
	await lane.adoptRules(id, lucia, [ana, ben, chela]);
	await lane.issue(id, lucia, [ana, ben, chela]);
	await lane.do(id, lucia, { type: 'closeSession' });
	log = await readLog(lane.storage);
});
afterAll(() => lane.close());

const codes = (change: Partial<StoredLog>) => [...new Set(inspectLog({ ...log, ...change }).map(({ code }) => code))];

test('a log as it was written is sound, and so is one that was never begun', () => {
	expect(inspectLog(log)).toEqual([]);
	expect(codes({ leaves: [], checkpoints: [] })).toEqual([]);
	expect(log.checkpoints.length).toBeGreaterThanOrEqual(2);
});

test.each<[string, () => Partial<StoredLog>, string[]]>([
	['an entry that was taken out', () => ({ leaves: log.leaves.filter(({ index }) => index !== 1) }), ['leaf.gap']],
	['the last entries', () => ({ leaves: log.leaves.slice(0, -1) }), ['checkpoint.beyond']],
	['all entries', () => ({ leaves: [] }), ['checkpoint.beyond']],
	[
		'a checkpoint from elsewhere',
		() => ({ checkpoints: log.checkpoints.map((one) => ({ ...one, note: one.note.replace('time 2', 'time 1') })) }),
		['checkpoint.altered'],
	],
	[
		'a checkpoint under another size',
		() => ({ checkpoints: log.checkpoints.map((one) => ({ ...one, size: one.size - 1 })) }),
		['checkpoint.altered'],
	],
	['an issued record that was taken out', () => ({ issued: [] }), ['leaf.unmatched']],
	[
		'an issued record that never entered it',
		() => ({ issued: log.issued.flatMap((row) => [row, { ...row, version: 2 }]) }),
		['leaf.missing'],
	],
	['a table’s chain that was rewritten', () => ({ eventHash: () => '0'.repeat(64) }), ['leaf.unmatched']],
])('F36 %s is found', (_title, change, found) => {
	expect(codes(change())).toEqual(found);
});

test('F36 no bit of a stored entry or checkpoint can be flipped unnoticed', () => {
	let flips = 0;
	const flip = (text: string, bit: number): string => {
		const bytes = new TextEncoder().encode(text);
		bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
		return new TextDecoder().decode(bytes);
	};
	const replaced = <Row>(rows: readonly Row[], at: number, row: Row) =>
		rows.map((each, index) => (index === at ? row : each));
	for (const [at, leaf] of log.leaves.entries()) {
		for (let bit = at % 3; bit < leaf.text.length * 8; bit += 5) {
			flips += 1;
			const leaves = replaced(log.leaves, at, { ...leaf, text: flip(leaf.text, bit) });
			expect(codes({ leaves, checkpoints: [] }), `leaf ${at}, bit ${bit}`).toContain('leaf.altered');
		}
	}
	for (const [at, checkpoint] of log.checkpoints.entries()) {
		for (let bit = at % 3; bit < checkpoint.note.length * 8; bit += 7) {
			flips += 1;
			const checkpoints = replaced(log.checkpoints, at, { ...checkpoint, note: flip(checkpoint.note, bit) });
			expect(codes({ checkpoints }), `checkpoint ${at}, bit ${bit}`).toContain('checkpoint.altered');
		}
	}
	expect(flips).toBeGreaterThanOrEqual(1_500);
}, 120_000);
