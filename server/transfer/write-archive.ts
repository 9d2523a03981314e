import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { zipSync, type Zippable } from 'fflate';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { inspectTable } from '../ledger/inspect-table.ts';
import type { Storage } from '../storage/storage.ts';
import { ArchiveRefused } from './archive-refused.ts';
import { ARCHIVE_FORMAT, assetPath, LIST, type ArchiveFile, type List } from './format.ts';

/** A whole table as one ZIP file, with everything that is needed to go on with it elsewhere. Throws `ArchiveRefused`. */
export async function writeArchive(storage: Storage, workshop: WorkshopId): Promise<Uint8Array> {
	const { log, people, documents, boards, assets } = storage;
	// Events first: what they name is stored with them, so that whatever is written meanwhile is only more than needed.
	const events = await log.events(workshop);
	const last = events.at(-1);
	const summary = (await log.workshops()).find((one) => one.workshop === workshop);
	if (!last || summary?.status === 'erased') throw new ArchiveRefused('archive.missing', workshop);
	const [texts, records] = [await log.texts(workshop), await log.records(workshop)];
	const issued = (await log.allIssued()).filter((row) => row.workshop === workshop && row.at <= last.at);
	const [wrong] = inspectTable({ events, texts, records, issued, secret: null, changedAt: null });
	if (wrong) throw new ArchiveRefused('archive.damaged', `${wrong.code} ${wrong.at}`);
	const names = await documents.list(workshop);
	const kept = await Promise.all((await boards.moments(workshop)).map(({ seq }) => boards.picture(workshop, seq)));
	const images = await assets.list(workshop);
	const files: Record<ArchiveFile, string> = {
		'events.jsonl': events.map(({ bytes }) => `${new TextDecoder().decode(bytes)}\n`).join(''),
		'texts.jsonl': lines(texts),
		'records.jsonl': lines(records),
		'issued.jsonl': lines(issued),
		'people.jsonl': lines(await people.places(workshop)),
		'documents.jsonl': lines(
			await Promise.all(
				names.map(async (name) => {
					const { snapshot, snapshotUntil, updates, claims } = await documents.load(workshop, name);
					return { name, snapshot, snapshotUntil, updates, claims };
				}),
			),
		),
		'boards.jsonl': lines(kept.filter((board) => board !== null && board.seq <= last.seq)),
		'assets.jsonl': lines(images),
	};
	const packed: Zippable = {};
	for (const [name, said] of Object.entries(files)) packed[name] = utf8ToBytes(said);
	for (const { id } of images) {
		const image = await assets.read(workshop, id);
		if (image) packed[assetPath(id)] = [image.bytes, { level: 0 }];
	}
	const list: List = {
		format: ARCHIVE_FORMAT,
		workshop,
		head: { seq: last.seq, hash: last.hash },
		files: Object.fromEntries(Object.entries(packed).map(([name, file]) => [name, sumOf(bytesOf(file))])),
	};
	return zipSync({ [LIST]: utf8ToBytes(canonicalJson(list)), ...packed });
}

export const sumOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

function bytesOf(file: Zippable[string]): Uint8Array {
	const found = Array.isArray(file) ? file[0] : file;
	if (!(found instanceof Uint8Array)) throw new TypeError('an archive holds files alone');
	return found;
}

/** One JSON value a line; bytes as base64. */
function lines(values: readonly unknown[]): string {
	return values
		.map(
			(value) =>
				`${JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part))}\n`,
		)
		.join('');
}
