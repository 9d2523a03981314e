import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CONTENDERS, hertz, milliseconds, NAMES, share, type Contender } from './names.ts';
import { hottest, type ProfileFigures } from './profile.ts';
import { keep } from './results.ts';
import { measureRow, type Row } from './row.ts';
import { prepare } from './servers/prepare.ts';
import { tableOf } from './table.ts';

// `npm run bench`: four servers, one after another, each with ever more people, until nobody could work with it any more.

const { values } = parseArgs({
	options: {
		only: { type: 'string' },
		people: { type: 'string' },
		cards: { type: 'string', default: '200' },
		seconds: { type: 'string', default: '12' },
		'warm-up': { type: 'string', default: '4' },
		/** Where the server's time goes, of each row of ours. */
		profile: { type: 'boolean', default: false },
		/** Keeps the figures of a part as those of the whole. */
		keep: { type: 'boolean', default: false },
	},
});

const WINDOWS = 3;
const PEOPLE = [10, 25, 50, 75, 100, 150, 200, 300, 400, 600, 800];
/** Beyond either nobody wants to know how much worse it gets. */
const HOPELESS_MS = 1_000;
const SATURATED = 0.97;

const contenders = CONTENDERS.filter((name) => !values.only || values.only.split(',').includes(name));
const counts = values.people ? values.people.split(',').map(Number) : PEOPLE;
const cards = Number(values.cards);
const isWhole = !values.only && !values.people;

const began = performance.now();
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-table-'));
const profiles = values.profile ? mkdtempSync(join(tmpdir(), 'mesa-bench-profile-')) : null;
const rows: Row[] = [];
try {
	const needsOurs = contenders.some((name) => name.startsWith('ours'));
	const people = Math.max(...counts);
	const table = needsOurs ? await prepare(dataDir, { tables: 1, people, cards }) : null;
	for (const contender of contenders) {
		for (const people of counts) {
			let row = await measure(contender, people, table && { dataDir, table });
			// Once more: something else may have run on this machine for a moment.
			if (row.isVoid) row = await measure(contender, people, table && { dataDir, table });
			rows.push(row);
			const isHopeless = (row.editP99 ?? Infinity) > HOPELESS_MS || row.serverCpu > SATURATED;
			if (isHopeless && !row.isVoid) break;
		}
	}
} finally {
	rmSync(dataDir, { recursive: true, force: true });
	if (profiles) rmSync(profiles, { recursive: true, force: true });
}
console.log(`\n${tableOf(rows)}`);
if (isWhole || values.keep) keep('people', rows, began);

async function measure(
	contender: Contender,
	people: number,
	prepared: Parameters<typeof measureRow>[0]['prepared'],
): Promise<Row> {
	const row = await measureRow({
		...{ contender, people, cards, prepared, windows: WINDOWS },
		warmUpSeconds: Number(values['warm-up']),
		windowSeconds: Number(values.seconds) / WINDOWS,
		...(profiles ? { flags: ['--cpu-prof', `--cpu-prof-dir=${profiles}`] } : {}),
	});
	const facts = [
		`edits ${milliseconds(row.editP50)} / ${milliseconds(row.editP99)} ms`,
		`positions in view ${milliseconds(row.inViewP99)} ms at ${hertz(row.inViewHz)} Hz`,
		`out of view ${milliseconds(row.outOfViewP99)} ms`,
		`CPU ${share(row.serverCpu)}`,
		`generator ${share(row.generatorCpu)}`,
	];
	console.log(`${NAMES[contender]}, ${people} people: ${facts.join(', ')}${row.isVoid ? ', VOID' : ''}`);
	if (profiles && contender.startsWith('ours')) {
		const functions = hottest(profiles, Number(values.seconds));
		console.log(
			functions.map(({ share, name }) => `${(100 * share).toFixed(1).padStart(7)} %  ${name}`).join('\n'),
		);
		keep('profile', { people, serverCpu: row.serverCpu, functions } satisfies ProfileFigures, began);
	}
	return row;
}
