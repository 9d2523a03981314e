import * as Y from 'yjs';
import type { NewCard, NewLink } from '#board/edit-cards.ts';
import { seedBoard } from '#board/seed.ts';
import type { CardKind } from '#board/kinds.ts';
import { cardNumber } from '../board.ts';

const WORDS =
	'la norma no pide comparar salarios y nadie los publica porque las empresas temen perder a quien saben que pagan menos de lo que vale su trabajo en cada puesto'.split(
		' ',
	);

/** Page units from card to card, and cards a branch: one at its head, four below it, twenty below those. */
const STEP = { x: 260, y: 190 } as const;
const BRANCH = 25;
const BRANCH_COLUMNS = 5;

export interface Tree {
	readonly cards: readonly (NewCard & { readonly text: string })[];
	readonly links: readonly NewLink[];
}

/** A problem tree of that many cards in branches of 25, side by side on an area as wide as a screen; the same in every run. */
export function treeOf(count: number): Tree {
	const branches = Math.ceil(count / BRANCH);
	const acrossBranches = Math.max(1, Math.round(Math.sqrt(branches * 1.6)));
	const cards = Array.from({ length: count }, (_, number) => {
		const branch = Math.floor(number / BRANCH);
		const within = number % BRANCH;
		const column = (branch % acrossBranches) * BRANCH_COLUMNS + (within % BRANCH_COLUMNS);
		const row = Math.floor(branch / acrossBranches) * BRANCH_COLUMNS + Math.floor(within / BRANCH_COLUMNS);
		return {
			id: cardNumber(number),
			kind: kindOf(number),
			pos: [column * STEP.x, row * STEP.y] as const,
			text: textOf(number),
		};
	});
	const links = cards.slice(1).map(({ id: from }, index): NewLink => ({ from, to: cardNumber(parentOf(index + 1)) }));
	return { cards, links };
}

export function boardOfTree({ cards, links }: Tree): Uint8Array {
	const doc = new Y.Doc();
	const seeded = seedBoard(doc, cards, links);
	if (!seeded.ok) throw new Error(`the board was refused: ${seeded.code}`);
	return Y.encodeStateAsUpdate(doc);
}

/** The area of so many columns and rows of cards from the upper left, in page units. */
export const areaOf = (columns: number, rows: number) => ({
	right: columns * STEP.x - 30,
	bottom: rows * STEP.y - 30,
});

function kindOf(number: number): CardKind {
	if (number === 0) return 'problem';
	return number % 11 === 5 ? 'effect' : number % 5 === 3 ? 'solution' : 'cause';
}

/** Within a branch four hang on its head, and five on each of those; every head feeds the problem. */
function parentOf(number: number): number {
	const within = number % BRANCH;
	const head = number - within;
	if (within === 0) return 0;
	return within <= 4 ? head : head + 1 + Math.floor((within - 5) / 5);
}

/** From 6 to 17 words, as people write. */
function textOf(number: number): string {
	const length = 6 + ((number * 7) % 12);
	return Array.from({ length }, (_, index) => WORDS[(number * 5 + index) % WORDS.length]).join(' ');
}
