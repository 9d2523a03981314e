import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { boardOf } from './board.ts';
import { kilobytes, megabytes, share } from './names.ts';
import { keep } from './results.ts';
import { measureRow, type Row } from './row.ts';
import { prepare } from './servers/prepare.ts';

// `npm run bench:cost`: what one more person costs, and one more card.

export interface CostFigures {
	/** At as many cards as `cardsOfAll`. */
	readonly byPeople: readonly Row[];
	readonly cardsOfAll: number;
	/** With as many people as `peopleAtAll`. */
	readonly byCards: readonly (Row & { readonly firstCopyBytes: number })[];
	readonly peopleAtAll: number;
}

const { values } = parseArgs({
	options: {
		people: { type: 'string', default: '25,50,100,200' },
		cards: { type: 'string', default: '200,1000,2000,4000' },
		seconds: { type: 'string', default: '9' },
	},
});
const WINDOWS = 3;
const CARDS_OF_ALL = 200;
const PEOPLE_AT_ALL = 50;

const began = performance.now();
const counts = values.people.split(',').map(Number);
const byPeople: Row[] = [];
for (const people of counts) byPeople.push(await row(people, CARDS_OF_ALL));
const byCards: CostFigures['byCards'][number][] = [];
for (const cards of values.cards.split(',').map(Number)) {
	byCards.push({ ...(await row(PEOPLE_AT_ALL, cards)), firstCopyBytes: boardOf(cards).byteLength });
}
keep('cost', { byPeople, cardsOfAll: CARDS_OF_ALL, byCards, peopleAtAll: PEOPLE_AT_ALL } satisfies CostFigures, began);

async function row(people: number, cards: number): Promise<Row> {
	const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-cost-'));
	try {
		const table = await prepare(dataDir, { tables: 1, people, cards });
		const measured = await measureRow({
			...{ contender: 'ours', people, cards, prepared: { dataDir, table } },
			...{ warmUpSeconds: 3, windows: WINDOWS, windowSeconds: Number(values.seconds) / WINDOWS },
		});
		console.log(
			`${people} people, ${cards} cards: CPU ${share(measured.serverCpu)}, ${megabytes(measured.serverBytes)} MB, ` +
				`${kilobytes(measured.bytesToAll)} / ${kilobytes(measured.bytesToNinth)} KB/s`,
		);
		return measured;
	} finally {
		rmSync(dataDir, { recursive: true, force: true });
	}
}
