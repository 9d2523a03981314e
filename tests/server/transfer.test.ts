import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replay } from '#domain/evolve.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { decodeEvent } from '../../server/ledger/chain.ts';
import { inspect } from '../../server/ledger/inspect.ts';
import { ArchiveRefused } from '../../server/transfer/archive-refused.ts';
import { importTable } from '../../server/transfer/import-table.ts';
import { readArchive } from '../../server/transfer/read-archive.ts';
import { sumOf, writeArchive } from '../../server/transfer/write-archive.ts';
import { eachDialect } from '../support/storage.ts';
import { Lane, type Member } from './workshops/lane.ts';

function codeOf(zip: Uint8Array): string {
	try {
		readArchive(zip);
	} catch (error) {
		if (error instanceof ArchiveRefused) return error.code;
		throw error;
	}
	return 'taken';
}

eachDialect((dialect) => {
	describe(`[W4] a whole table as one file`, () => {
		let here: Lane;
		let there: Lane;
		let id: WorkshopId;
		let ana: Member;
		let zip: Uint8Array;
		beforeEach(async () => {
			[here, there] = [await Lane.open(dialect), await Lane.open(dialect)];
			const made = await here.table();
			id = made.id;
			const seated = await here.seatAll(id, made.lucia);
			ana = seated.ana;
			const people = [seated.ana, seated.ben, seated.chela];
			await here.adoptRules(id, made.lucia, people);
			await here.card(id, 'cause', 'Faltan guarderías');
			await here.issue(id, made.lucia, people);
			await here.do(id, seated.ben, { type: 'eraseMe' });
			await here.storage.people.setRejoinCode(ana.participant, 'ab'.repeat(32));
			await here.do(id, made.lucia, { type: 'closeSession' });
			zip = await writeArchive(here.storage, id);
		});
		afterEach(async () => {
			await here.close();
			await there.close();
		});

		it('has on another instance the same chain head, state, listing, board, boards kept, images and people’s codes, and is sound there', async () => {
			// Both instances stand on one PostgreSQL here, and there a table has one owner.
			await here.rooms.stop();
			await here.workshops.tables.stop();
			await importTable(there.storage, readArchive(zip), there.now);
			const [from, to] = [await here.storage.log.events(id), await there.storage.log.events(id)];
			expect(to.at(-1)?.hash).toBe(from.at(-1)?.hash);
			expect(replay(to.map(decodeEvent))).toEqual(replay(from.map(decodeEvent)));
			const listing = async (lane: Lane) =>
				(await lane.storage.log.workshops()).find((one) => one.workshop === id);
			expect(await listing(there)).toEqual(await listing(here));
			expect(await there.storage.log.records(id)).toEqual(await here.storage.log.records(id));
			expect(await there.storage.boards.moments(id)).toEqual(await here.storage.boards.moments(id));
			const board = await there.workshops.readings.boardAt(id, ana.principal, 'now').catch(() => null);
			expect(board).toMatchObject({ ok: false }); // her sign-in is of the other instance
			const back = await there.storage.people.byRejoinCode('ab'.repeat(32));
			expect(back?.participant).toBe(ana.participant);
			const now = await there.workshops.readings.boardAt(id, back?.principal ?? '', 'now');
			if (!now.ok || !now.at) throw new Error('no board');
			expect(now.at.board.cards.map(({ text }) => text)).toContain('Faltan guarderías');
			for await (const table of inspect(there.storage, new Set())) expect(table.damage).toEqual([]);
			await there.restart();
			expect((await there.workshops.readings.minutes(id, back?.principal ?? '', null)).ok).toBe(true);
		});

		it('goes on where it came from too: taking it out changes nothing', async () => {
			expect(sumOf(await writeArchive(here.storage, id))).toHaveLength(64);
			await here.workshops.tables.stop();
			for await (const table of inspect(here.storage, new Set())) expect(table.damage).toEqual([]);
		});

		it('is brought in once, and not where the table is', async () => {
			const twice = importTable(here.storage, readArchive(zip), here.now);
			await expect(twice).rejects.toMatchObject({ code: 'archive.exists' });
			await expect(writeArchive(there.storage, id)).rejects.toMatchObject({ code: 'archive.missing' });
		});

		it('is refused where anything in it was changed, and nothing of it is kept', async () => {
			const files = unzipSync(zip);
			const changed = (name: string, from: string, to: string, isListed: boolean): Uint8Array => {
				const text = new TextDecoder().decode(files[name]);
				expect(text).toContain(from);
				const bytes = strToU8(text.replace(from, to));
				const list = JSON.parse(new TextDecoder().decode(files['archive.json'])) as {
					files: Record<string, string>;
				};
				if (isListed) list.files[name] = sumOf(bytes);
				return zipSync({ ...files, [name]: bytes, 'archive.json': strToU8(JSON.stringify(list)) });
			};
			expect(codeOf(changed('texts.jsonl', 'salarial', 'laboral', false))).toBe('archive.hash');
			expect(codeOf(changed('texts.jsonl', 'salarial', 'laboral', true))).toBe('archive.damaged');
			expect(codeOf(changed('events.jsonl', '"session.opened"', '"session.opened "', true))).toBe(
				'archive.damaged',
			);
			expect(codeOf(changed('people.jsonl', '"participant"', '"person"', true))).toBe('archive.malformed');
			expect(codeOf(changed('documents.jsonl', '"board"', '"../board"', true))).toBe('archive.malformed');
			const list = new TextDecoder().decode(files['archive.json']).replace('table/1', 'table/2');
			expect(codeOf(zipSync({ ...files, 'archive.json': strToU8(list) }))).toBe('archive.format');
			expect(codeOf(zip)).toBe('taken');
		});

		it('is refused where it holds a path of its own, lacks a file, is no ZIP, or would unpack to more than any table', () => {
			const files = unzipSync(zip);
			expect(codeOf(zipSync({ ...files, '../../etc/passwd': strToU8('x') }))).toBe('archive.path');
			expect(codeOf(zipSync({ ...files, 'assets/..': strToU8('x') }))).toBe('archive.path');
			const { 'texts.jsonl': _, ...others } = files;
			expect(codeOf(zipSync(others))).toBe('archive.path');
			expect(codeOf(strToU8('no es un archivo'))).toBe('archive.not-zip');
			// Declares a gigabyte and packs to nothing: the size that it declares is enough.
			const bomb = zipSync({ 'events.jsonl': new Uint8Array(1024) });
			const view = new DataView(bomb.buffer, bomb.byteOffset);
			const central = bomb.findIndex(
				(_byte, at) => at + 4 <= bomb.length && view.getUint32(at, true) === 0x02014b50,
			);
			view.setUint32(central + 24, 1024 * 1024 * 1024, true);
			expect(codeOf(bomb)).toBe('archive.too-large');
			// Declares less than it holds: what is over is not unpacked, and then the hash is another.
			const liar = zipSync({ ...files, 'texts.jsonl': new Uint8Array(4 * 1024 * 1024) });
			const at = new DataView(liar.buffer, liar.byteOffset);
			const entry = liar.findIndex(
				(_byte, i) =>
					i + 57 <= liar.length &&
					at.getUint32(i, true) === 0x02014b50 &&
					new TextDecoder().decode(liar.slice(i + 46, i + 57)) === 'texts.jsonl',
			);
			at.setUint32(entry + 24, 16, true);
			expect(['archive.hash', 'archive.not-zip']).toContain(codeOf(liar));
		});
	});
});
