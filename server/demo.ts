import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { moveCards } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { layoutTree } from '#board/layout.ts';
import { readTree } from '#board/read-tree.ts';
import { seedBoard } from '#board/seed.ts';
import { ID_BYTES, type WorkshopId } from '#domain/ids.ts';
import * as messages from '#i18n/compiled/messages.js';
import { newPrincipalId } from './auth/principals.ts';
import { DEMO_CARDS, DEMO_TABLE } from './demo-case.ts';
import type { House } from './house.ts';

/** Opens the example table, once for all starts, and says how to get in: lines for the terminal. */
export async function openDemo(house: House): Promise<string[]> {
	const { storage, auth, config } = house;
	const options = { locale: config.locale };
	const workshop = (await openedBefore(house)) ?? (await create(house));
	const code = await storage.log.joinCode(workshop);
	// A link works once, so each start makes another; the example's facilitator needs no account.
	const { secret } = await auth.tokens.mint('facilitate', { workshop });
	const at = house.origin;
	return [
		messages.server_demo_ready({}, options),
		...(code === null
			? []
			: [
					messages.server_demo_join(
						{ code: code.replace(/^(.{4})/, '$1-'), url: `${at}/join/${code}` },
						options,
					),
				]),
		messages.server_demo_facilitate({ url: `${at}/facilitate?token=${secret}` }, options),
		'',
	];
}

async function openedBefore({ storage }: House): Promise<WorkshopId | null> {
	const tables = await storage.log.workshops();
	return tables.find(({ example, status }) => example && status === 'open')?.workshop ?? null;
}

async function create({ storage, workshops, rooms, config }: House): Promise<WorkshopId> {
	const host = newPrincipalId();
	await storage.auth.createGuest(host, Date.now());
	const name = messages.server_demo_host({}, { locale: config.locale });
	const created = await workshops.create(host, name, DEMO_TABLE, true);
	if (!created.ok) throw new Error(`the example table was refused: ${created.code}`);
	const board = demoBoard();
	await rooms.write(created.id, { document: 'board' }, (doc) => Y.applyUpdate(doc, board));
	return created.id;
}

/** The tree of the case, laid out, as a Yjs update. */
function demoBoard(): Uint8Array {
	const doc = new Y.Doc();
	const ids = DEMO_CARDS.map(() => newCardId(randomBytes(ID_BYTES)));
	const cards = DEMO_CARDS.flatMap(({ kind, text }, index) => {
		const id = ids[index];
		return id === undefined ? [] : [{ id, kind, text, pos: [index * 10, 0] as const }];
	});
	const links = DEMO_CARDS.flatMap(({ feeds }, index) =>
		feeds.flatMap((fed) => {
			const [from, to] = [ids[index], ids[fed]];
			return from === undefined || to === undefined ? [] : [{ from, to }];
		}),
	);
	const seeded = seedBoard(doc, cards, links);
	if (!seeded.ok) throw new Error(`the example board was refused: ${seeded.code}`);
	moveCards(doc, layoutTree(readTree(doc)));
	return Y.encodeStateAsUpdate(doc);
}
