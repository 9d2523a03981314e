import { afterEach, beforeEach, expect, test } from 'vitest';
import { addCard } from '#board/edit-cards.ts';
import type { CardId } from '#domain/ids.ts';
import { CLOSE } from '#protocol/sync.ts';
import { Admission } from '../../../server/rooms/admission.ts';
import { DocumentLink } from '../../../src/lib/live/document-link.ts';
import { UNOBSERVED } from '../../../server/rooms/observe.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from './table.ts';

/** A hall that is small enough for a test, before a server that lets in few at a time. */
const PEOPLE = 40;
const FEW = { atOnce: 4, waiting: 12, within: 500 };

let database: ReturnType<typeof databaseFile>;
let server: Server;
let links: DocumentLink[];

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file);
	links = [];
});
afterEach(async () => {
	for (const link of links) link.stop();
	await server.stop();
	database.drop();
});

test('F20 after a crash a whole hall comes back by itself within ten seconds, some of them asked to wait', async () => {
	addCardTo(server);
	// `person` pads names to an id, so each name has letters of its own.
	const names = Array.from(
		{ length: PEOPLE },
		(_, at) => `p${String.fromCharCode(97 + (at % 26))}${'xyz'[Math.floor(at / 26)]}`,
	);
	links = names.map((name) => openAs(name));
	await eventually(() => links.every((link) => link.connection.is === 'online'));

	const { port } = new URL(server.origin);
	await server.crash();
	await eventually(() => links.every((link) => link.connection.is === 'offline'));
	const turnedAway: number[] = [];
	let open = () => {};
	// The board takes its time to open, so that those who come first hold their places and some are turned away.
	const opened = new Promise<void>((resolve) => (open = resolve));
	server = await Server.start(database.file, {
		port: Number(port),
		admission: FEW,
		observe: {
			...UNOBSERVED,
			expelled: (code) => {
				if (turnedAway.push(code) === PEOPLE / 4) open();
			},
		},
		documents: (real) => ({
			...real,
			load: async (...asked) => {
				await opened;
				return await real.load(...asked);
			},
		}),
	});
	const started = performance.now();
	await eventually(() => links.every((link) => link.connection.is === 'online'));
	expect(performance.now() - started).toBeLessThan(10_000);
	expect(new Set(turnedAway)).toEqual(new Set([CLOSE.busy]));
});

test('F20 whoever comes when too many wait already is told to come back, and nobody holds a place for ever', async () => {
	const admission = new Admission({ atOnce: 1, waiting: 1, within: 30 });
	const entered: string[] = [];
	expect(admission.ask(() => entered.push('ana'))).not.toBeNull();
	const leave = admission.ask(() => entered.push('ben'));
	expect(leave).not.toBeNull();
	expect(admission.ask(() => entered.push('chela'))).toBeNull();
	leave?.();
	expect(admission.ask(() => entered.push('dora'))).not.toBeNull();
	// Ana's phone has gone silent half-way.
	await eventually(() => entered.length === 2);
	expect(entered).toEqual(['ana', 'dora']);
});

/** Everybody tries again at the same instant, as they do where nothing spreads them; after that they are spread. */
function openAs(name: string): DocumentLink {
	let tries = 0;
	return new DocumentLink({
		workshop: WORKSHOP,
		document: BOARD,
		origin: server.origin,
		protocols: [`bearer.${name}`],
		random: () => (tries++ === 0 ? 0 : Math.random()),
	});
}

function addCardTo({ rooms }: Server): void {
	void rooms.write(WORKSHOP, BOARD, (doc) =>
		addCard(doc, { id: 'tarjeta2222222222222' as CardId, kind: 'problem', pos: [0, 0], text: 'Brecha' }),
	);
}
