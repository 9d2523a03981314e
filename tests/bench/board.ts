import * as Y from 'yjs';
import { newCardId, type CardId } from '#board/ids.ts';
import { seedBoard } from '#board/seed.ts';
import { ID_BYTES } from '#domain/ids.ts';
import { BOARD } from './hall.ts';

/** Some eight words, as cards of real tables have. */
const WORDS = 'Las empresas no publican cuánto pagan a mujeres y a hombres en cada puesto';

/** An id that the number decides, so that every run has the same board. */
export function cardNumber(number: number): CardId {
	const bytes = Uint8Array.from({ length: ID_BYTES }, (_, place) => Math.floor(number / 32 ** place) % 32);
	return newCardId(bytes);
}

/** A board of that many cards in rows, each fed by the next, as a Yjs update. */
export function boardOf(cards: number): Uint8Array {
	const doc = new Y.Doc();
	const columns = Math.ceil(Math.sqrt((cards * BOARD.width) / BOARD.height)) || 1;
	const rows = Math.ceil(cards / columns) || 1;
	const numbers = Array.from({ length: cards }, (_, number) => number);
	const seeded = seedBoard(
		doc,
		numbers.map((number) => ({
			id: cardNumber(number),
			kind: 'cause', // the one kind that every phase of the measurements lets people write
			pos: [
				Math.round(((number % columns) * BOARD.width) / columns),
				Math.round((Math.floor(number / columns) * BOARD.height) / rows),
			],
			text: `${number} ${WORDS}`,
		})),
		numbers.slice(1).map((number) => ({ from: cardNumber(number), to: cardNumber(number - 1) })),
	);
	if (!seeded.ok) throw new Error(`the board was refused: ${seeded.code}`);
	return Y.encodeStateAsUpdate(doc);
}
