import { parseArgs } from 'node:util';
import { killRounds } from './kill-rounds.ts';

// `npm run kill-loop -- --rounds 100 --seed 1`: no browser, no build; each round kills a real server while people write.

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '100' },
		seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
	},
});
const began = Date.now();
const summary = await killRounds({
	rounds: Number(values.rounds),
	seed: Number(values.seed),
	rooms: 3,
	writers: 4,
	writeMs: 2_000,
	report: (line) => console.log(line),
});
const { rounds, kills, folds, inFold, acknowledged, lost, torn, faults } = summary;
const moments = Object.entries(kills).map(([moment, times]) => `${times} while ${moment}`);
console.log(
	`\n${rounds} kills (${moments.join(', ')}; ${inFold} of them within a fold, ${folds} folds done), seed ${values.seed}`,
);
console.log(
	`${acknowledged} edits acknowledged, ${lost} lost, ${torn} torn; ${Math.round((Date.now() - began) / 1_000)} s`,
);
for (const fault of faults) console.log(`fault: ${fault}`);
process.exitCode = lost + torn + faults.length === 0 ? 0 : 1;
