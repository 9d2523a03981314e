import * as Y from 'yjs';
import { ID_BYTES } from '#domain/ids.ts';
import { addCard } from '#board/edit-cards.ts';
import { link } from '#board/edit-links.ts';
import { newCardId, type CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import type { Position } from '#board/geometry.ts';
import { readTree } from '#board/read-tree.ts';

/** A stream of numbers in [0, 1) that a seed decides (mulberry32), so that a failing run can be named. */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Fresh card ids, the same ones each time for one seed. */
export function idsFrom(seed: number): () => CardId {
	const random = randomFrom(seed);
	return () => newCardId(Uint8Array.from({ length: ID_BYTES }, () => Math.floor(random() * 256)));
}

/** A document of a client whose id is fixed, so that ties break the same way each time. */
export function docOf(clientId: number): Y.Doc {
	const doc = new Y.Doc();
	doc.clientID = clientId;
	return doc;
}

/** Brings documents to the same state, whatever each has missed. */
export function sync(...docs: readonly Y.Doc[]): void {
	for (const from of docs) {
		for (const to of docs) {
			if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'remote');
		}
	}
}

/** A board written as lines: name, kind, text, position; and links as pairs of names. */
export function boardOf<Name extends string>(
	cards: Readonly<Record<Name, readonly [CardKind, string, Position?]>>,
	links: readonly (readonly [from: NoInfer<Name>, to: NoInfer<Name>])[] = [],
	doc = docOf(1),
): { doc: Y.Doc; ids: Record<Name, CardId> } {
	const nextId = idsFrom(7);
	const ids = {} as Record<Name, CardId>; // filled for every name right below
	let x = 0;
	for (const name of Object.keys(cards) as Name[]) {
		const [kind, text, pos] = cards[name];
		ids[name] = nextId();
		addCard(doc, { id: ids[name], kind, text, pos: pos ?? [(x += 300), 0] });
	}
	for (const [from, to] of links) link(doc, ids[from], ids[to]);
	return { doc, ids };
}

/** What people see of a board, as plain data for comparing two devices. */
export function seen(doc: Y.Doc): unknown {
	const tree = readTree(doc);
	return {
		cards: [...tree.cards.values()],
		places: [...tree.places],
		roots: tree.roots,
		links: tree.links,
		gone: tree.gone,
		merged: [...tree.merged],
		setAside: tree.setAside,
	};
}

/** The Jalisco case of the guide, as a small tree. */
export const JALISCO = {
	cards: {
		problem: ['problem', 'Desigualdad laboral y salarial entre hombres y mujeres en la entidad', [400, 300]],
		pensions: ['effect', 'Las mujeres jubiladas reciben pensiones más bajas', [250, 0]],
		poverty: ['effect', 'Hogares con jefatura femenina, más pobres', [550, 0]],
		unpublished: ['cause', 'Las empresas no publican sus salarios por puesto', [100, 600]],
		care: ['cause', 'El cuidado recae en las mujeres', [400, 600]],
		inspection: ['cause', 'La inspección laboral no revisa igualdad salarial', [700, 600]],
		reports: ['cause', 'Cada empresa reporta sus salarios de forma distinta', [100, 900]],
		registry: ['solution', 'Registro público de empresas igualitarias', [350, 900]],
	},
	links: [
		['problem', 'pensions'],
		['problem', 'poverty'],
		['unpublished', 'problem'],
		['care', 'problem'],
		['inspection', 'problem'],
		['reports', 'unpublished'],
		['registry', 'unpublished'],
		['registry', 'inspection'],
		['care', 'pensions'],
	],
} as const satisfies {
	cards: Readonly<Record<string, readonly [CardKind, string, Position]>>;
	links: readonly (readonly [string, string])[];
};
