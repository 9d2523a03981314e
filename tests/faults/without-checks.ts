import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { findChecks, type Check } from './checks/find-checks.ts';
import { verdictSchema } from './checks/runner.ts';
import { Tree } from './checks/tree.ts';

// `npm run gate:checks`: takes each single check out of the gate, in a copy of the house, and says which test noticed.

/** Where the gate's checks stand, and those of the rules that it asks. */
const GATE = [
	'server/rooms/gate/*.ts',
	'server/rooms/frames.ts',
	'src/board/{record-rules,details,drawing-body,ids,order}.ts',
	'src/domain/permissions.ts',
];

/** From the quickest to the slowest; later ones run only for a check that nobody has missed yet. */
const TESTS = [
	[
		'tests/server/rooms/gate/*.test.ts',
		'tests/board/{record-rules,details,image-body}*.test.ts',
		'tests/domain/{permissions,own-cards}.test.ts',
	],
	['tests/server/rooms/{gate,mass-change,permission}.test.ts'],
	[
		'tests/faults/{hostile,foreseen,lost-moves,fuzz}.test.ts',
		'tests/server/rooms/{protocol,mutated}.test.ts',
		'tests/server/sockets/own-sheets.test.ts',
	],
];

const { values } = parseArgs({
	options: {
		/** Part of `file:line text`. */
		only: { type: 'string', default: '' },
		/** Checks taken out at the same time, each in a copy of its own. */
		jobs: { type: 'string', default: '1' },
		list: { type: 'boolean', default: false },
	},
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const expand = (globs: readonly string[]) => globs.flatMap((glob) => globSync(glob, { cwd: root }).sort());
const checks = expand(GATE)
	.flatMap((file) => findChecks(file, readFileSync(join(root, file), 'utf8')))
	.filter((check) => nameOf(check).includes(values.only));
const tiers = TESTS.map(expand).filter((files) => files.length > 0);
/** Of the quickest, those that import the file themselves: mostly one of them misses the check. */
const importersOf = ({ file }: Check): string[] =>
	(tiers[0] ?? []).filter((test) => readFileSync(join(root, test), 'utf8').includes(`/${basename(file)}'`));

function nameOf({ file, line, text }: Check): string {
	return `${file}:${line} ${text.length > 90 ? `${text.slice(0, 89)}…` : text}`;
}

if (values.list) {
	for (const check of checks) console.log(nameOf(check));
	process.exit();
}

const memorySchema = z.object({ tree: z.string(), caught: z.record(z.string(), verdictSchema) });
const memoryFile = join(tmpdir(), 'mesa-gate-checks.json');
const trees = Array.from({ length: Number(values.jobs) }, () => new Tree(root));
const hash = trees[0]?.hash() ?? '';
const memory = existsSync(memoryFile)
	? memorySchema.parse(JSON.parse(readFileSync(memoryFile, 'utf8')))
	: { tree: '', caught: {} };
/** Of a run on exactly this house that was broken off: its answers stand. */
const known = memory.tree === hash ? memory.caught : {};
const caught: z.infer<typeof memorySchema>['caught'] = { ...known };
const survivors: Check[] = [];
let done = 0;

async function judge(tree: Tree, check: Check): Promise<void> {
	const name = nameOf(check);
	let verdict = known[name] ?? null;
	if (known[name] === undefined) {
		const before = memory.caught[name]?.file;
		const first = before !== undefined && existsSync(join(root, before)) ? [before] : importersOf(check);
		for (const tests of first.length > 0 ? [first, ...tiers] : tiers)
			if ((verdict = await tree.without(check, tests)) !== null) break;
		caught[name] = verdict;
		writeFileSync(memoryFile, JSON.stringify({ tree: hash, caught: { ...memory.caught, ...caught } }));
	}
	if (verdict === null) survivors.push(check);
	const said = verdict === null ? 'SURVIVED' : `${verdict.test} (${verdict.file})`;
	console.log(`${String(++done).padStart(3)}/${checks.length} ${name}\n        → ${said}`);
}

try {
	console.log(`${checks.length} checks; first all tests with every check in its place`);
	for (const tests of tiers) {
		const failure = Object.keys(known).length > 0 ? null : await trees[0]?.run(tests);
		if (failure) throw new Error(`the tests fail as it is: ${failure.test} (${failure.file})`);
	}
	const waiting = [...checks];
	await Promise.all(
		trees.map(async (tree) => {
			for (let check = waiting.shift(); check; check = waiting.shift()) await judge(tree, check);
		}),
	);
	console.log(
		`\n${checks.length - survivors.length} of ${checks.length} checks are missed as soon as they are gone.`,
	);
	for (const check of survivors) console.log(`SURVIVED ${nameOf(check)}`);
	process.exitCode = survivors.length === 0 ? 0 : 1;
} finally {
	for (const tree of trees) tree.drop();
}
