import { afterEach, beforeEach, expect, it } from 'vitest';
import { cardText, markGone } from '#board/edit-cards.ts';
import { readTree } from '#board/read-tree.ts';
import type { ErrorBody, TableSnapshot, UndoPreview } from '#protocol/api.ts';
import type { MinutesData } from '#protocol/minutes.ts';
import { REMOVED_RECORDS } from '../../server/rooms/limits.ts';
import type { Person } from '../support/people.ts';
import type { RawClient } from '../support/raw-client.ts';
import { participantOf, put, sendEdits, serveAttacked, typeOn, type AttackedTable } from './support/table.ts';

let table: AttackedTable;
beforeEach(async () => {
	table = await serveAttacked();
});
afterEach(() => table.stop());

const NAMES = Array.from({ length: 40 }, (_, index) => `causa ${String(index).padStart(2, '0')}`);
const DAY = 86_400_000;

/** Ana puts up forty cards; Mallory, with a program of her own, removes all of them and deletes their words. */
async function wiped(): Promise<{ ana: RawClient; mallory: RawClient }> {
	const ana = await table.raw(table.ana);
	for (const name of NAMES) put(ana, name);
	const mallory = await table.raw(table.mallory);
	await expect.poll(async () => (await table.texts()).length).toBe(40);
	await mallory.sync();
	sendEdits(mallory, () => {
		const ids = [...readTree(mallory.doc).cards.keys()];
		markGone(mallory.doc, ids);
		for (const id of ids) cardText(mallory.doc, id)?.delete(0, 5);
	});
	await expect.poll(() => table.texts()).toEqual([]);
	return { ana, mallory };
}

async function undo(whose: Person, from = Date.now() - 300_000, reason = 'Borró el tablero', by = table.lucia) {
	const participant = await participantOf(table, whose);
	return by.command<ErrorBody>(table.id, { type: 'undoActs', participant, from, commitment: null, reason });
}

async function preview(whose: Person, by = table.lucia) {
	const participant = await participantOf(table, whose);
	const query = new URLSearchParams({ participant, from: String(Date.now() - 300_000) });
	return by.get<UndoPreview>(`/api/workshops/${table.id}/acts?${query.toString()}`);
}

/** Stopped in order and started again, with somebody at the table. */
async function restarted(): Promise<void> {
	await table.server.restart();
	await table.server.house.workshops.load(table.id);
}

const view = async () => (await table.lucia.get<TableSnapshot>(`/api/workshops/${table.id}`)).body.state;

it('F31 the facilitator restores a wiped board with one action, everybody sees it, and what others wrote meanwhile stays', async () => {
	const { ana } = await wiped();
	put(ana, 'mientras tanto');
	await expect.poll(() => table.texts()).toEqual(['mientras tanto']);
	expect((await preview(table.mallory)).body).toMatchObject({
		counts: { restored: 40, takenBack: 0, rewritten: 0, changed: 0 },
		since: null,
	});
	expect(await table.texts()).toEqual(['mientras tanto']);
	expect((await undo(table.mallory)).status).toBe(200);
	expect(await table.texts()).toEqual([...NAMES, 'mientras tanto']);
	await ana.until(() => readTree(ana.doc).cards.size === 41);
	const [undone] = (await view()).undone;
	expect(undone).toMatchObject({
		by: 'Lucía',
		person: 'Mallory',
		reason: 'Borró el tablero',
		counts: { restored: 40 },
	});
	expect((await undo(table.mallory)).body).toMatchObject({ code: 'acts.none' });
	expect(await table.texts()).toEqual([...NAMES, 'mientras tanto']);
});

it('F31 whoever facilitates hears of a mass removal that the table stopped, and nobody else does', async () => {
	const ana = await table.raw(table.ana);
	for (let index = 0; index <= REMOVED_RECORDS; index++) put(ana, `causa ${index}`);
	const mallory = await table.raw(table.mallory);
	await expect.poll(async () => (await table.texts()).length).toBe(REMOVED_RECORDS + 1);
	await mallory.sync();
	sendEdits(mallory, () => markGone(mallory.doc, readTree(mallory.doc).cards.keys()));
	await mallory.until(() => mallory.resets.length > 0);
	expect(await table.texts()).toHaveLength(REMOVED_RECORDS + 1);
	const stoppedFor = async (person: Person) =>
		(await person.get<TableSnapshot>(`/api/workshops/${table.id}`)).body.me.stopped;
	expect(await stoppedFor(table.lucia)).toMatchObject([{ name: 'Mallory', commitment: null }]);
	expect(await stoppedFor(table.ana)).toEqual([]);
});

it('F31 acts can be undone after the server was stopped and started again', async () => {
	await wiped();
	await restarted();
	await restarted();
	expect((await undo(table.mallory)).status).toBe(200);
	expect(await table.texts()).toEqual(NAMES);
	await restarted();
	expect(await table.texts()).toEqual(NAMES);
});

it('F31 what the person does after an undoing can be undone by itself', async () => {
	const { mallory } = await wiped();
	await undo(table.mallory);
	await mallory.until(() => readTree(mallory.doc).cards.size === 40);
	put(mallory, 'otra vez');
	await expect.poll(async () => (await table.texts()).length).toBe(41);
	expect((await undo(table.mallory)).status).toBe(200);
	expect(await table.texts()).toEqual(NAMES);
});

it('F31 an undoing that can not be stored changes nothing, in the document or on the record', async () => {
	await wiped();
	const { storage } = table.server.house;
	const seq = (await view()).seq;
	const real = storage.log.append;
	const break_ = (when: 'before' | 'after') => {
		Object.assign(storage.log, {
			append: async (...decision: Parameters<typeof real>) => {
				Object.assign(storage.log, { append: real });
				if (when === 'after') await real(...decision);
				throw new Error('disk I/O error');
			},
		});
	};
	break_('before');
	expect((await undo(table.mallory)).status).toBe(500);
	await expect.poll(() => table.texts()).toEqual([]);
	expect((await view()).seq).toBe(seq);
	// Stored, though the process never heard so, as when it dies in between: the document and the record still agree.
	break_('after');
	expect((await undo(table.mallory)).status).toBe(500);
	await restarted();
	expect(await table.texts()).toEqual(NAMES);
	const log = await table.server.house.storage.log.events(table.id);
	const words = new TextDecoder();
	expect(log.filter(({ bytes }) => words.decode(bytes).includes('acts.undone'))).toHaveLength(1);
});

it('F31 it stands in the minutes with who, whose, since when and why', async () => {
	await wiped();
	const setup = { title: 'Primera', place: 'Guadalajara', mode: 'hybrid', date: '2026-11-22', videoLink: null };
	await table.lucia.command(table.id, { type: 'openSession', setup });
	const from = Date.now() - 60_000;
	await undo(table.mallory, from);
	const { acts } = (await table.lucia.get<MinutesData>(`/api/workshops/${table.id}/record`)).body;
	expect(acts.at(-1)).toMatchObject({
		act: 'acts.undone',
		by: 'Lucía',
		person: 'Mallory',
		from,
		title: null,
		undone: { restored: 40 },
		reason: 'Borró el tablero',
	});
});

it('only a facilitator undoes, with a reason, and only where nothing is locked', async () => {
	await wiped();
	expect((await undo(table.mallory, 0, 'x', table.ana)).body).toMatchObject({ code: 'role.facilitator-only' });
	expect((await preview(table.mallory, table.ana)).status).toBe(403);
	expect((await undo(table.mallory, 0, '')).status).toBe(400);
	const lock = { type: 'setLock', target: { kind: 'board' }, reason: 'Vamos a votar' };
	await table.lucia.command(table.id, lock);
	expect((await undo(table.mallory)).body).toMatchObject({ code: 'lock.held' });
	expect(await table.texts()).toEqual([]);
});

it('what a card’s lock holds is left as it is', async () => {
	const ana = await table.raw(table.ana);
	const [locked, open] = [put(ana, 'cerrada'), put(ana, 'abierta')];
	const mallory = await table.raw(table.mallory);
	await expect.poll(() => table.texts()).toEqual(['abierta', 'cerrada']);
	await mallory.sync();
	typeOn(mallory, locked, ' y más');
	typeOn(mallory, open, ' y más');
	await expect.poll(() => table.texts()).toEqual(['abierta y más', 'cerrada y más']);
	await table.lucia.command(table.id, {
		type: 'setLock',
		target: { kind: 'card', card: locked },
		reason: 'Acordada',
	});
	expect((await undo(table.mallory)).status).toBe(200);
	expect(await table.texts()).toEqual(['abierta', 'cerrada y más']);
});

it('a moment from which nobody knows any more who did what is refused, with the one from which it is known', async () => {
	await wiped();
	const { storage, workshops } = table.server.house;
	const { snapshot, updates, lastUpdate } = await storage.documents.load(table.id, 'board');
	expect(snapshot).toBeNull();
	const epoch = workshops.access.epoch(table.id);
	const until = Date.now() - DAY;
	await storage.documents.compact(table.id, epoch, 'board', new Uint8Array([0, 0]), lastUpdate, updates, until);
	expect((await undo(table.mallory, until)).body).toMatchObject({
		code: 'acts.too-old',
		details: { since: until + 1 },
	});
	expect((await undo(table.mallory, until + 1)).status).toBe(200);
	expect((await undo(table.ana, until + 1)).status).toBe(200);
});
