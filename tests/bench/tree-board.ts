import * as Y from 'yjs';
import type { NewCard, NewLink } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { seedBoard } from '#board/seed.ts';
import { ID_BYTES } from '#domain/ids.ts';
import { seeded } from './seeded.ts';

const WORDS = 'la falta de horarios y servicios de cuidado deja a muchas mujeres sin tiempo ni ingresos propios'.split(
	' ',
);

/** A problem tree of that many cards, as an update: of twenty cards two are effects, three solutions, the rest causes in branches. */
export function treeOf(cards: number): Uint8Array {
	const random = seeded(cards);
	const newId = () => newCardId(Uint8Array.from({ length: ID_BYTES }, () => Math.floor(random() * 256)));
	const made: NewCard[] = [
		{ id: newId(), kind: 'problem', pos: [0, 0], text: 'Trabajo no remunerado de cuidados en los hogares' },
	];
	const links: NewLink[] = [];
	const causes: NewCard[] = [];
	for (let number = 1; number < cards; number++) {
		const kind = number % 20 < 2 ? 'effect' : number % 20 < 5 && causes.length > 0 ? 'solution' : 'cause';
		const text = Array.from(
			{ length: 6 + Math.floor(random() * 10) },
			() => WORDS[Math.floor(random() * WORDS.length)],
		);
		const y = { effect: -400, cause: 400, solution: 800 }[kind];
		const card: NewCard = { id: newId(), kind, pos: [number * 260, y], text: `${number}. ${text.join(' ')}` };
		const [problem] = made;
		if (!problem) break;
		if (kind === 'effect') links.push({ from: problem.id, to: card.id });
		else {
			const parent =
				causes.length > 0 && random() < 0.7 ? causes[Math.floor(random() * causes.length)] : undefined;
			links.push({ from: card.id, to: (parent ?? (kind === 'cause' ? problem : (causes[0] ?? problem))).id });
		}
		if (kind === 'cause') causes.push(card);
		made.push(card);
	}
	const doc = new Y.Doc();
	const outcome = seedBoard(doc, made, links);
	if (!outcome.ok) throw new Error(`the board was not made: ${outcome.code}`);
	return Y.encodeStateAsUpdate(doc);
}
