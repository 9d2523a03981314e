import { unzipSync } from 'fflate';
import type { z } from 'zod';
import type { WorkshopId } from '#domain/ids.ts';
import { chainHash, decodeEvent, GENESIS } from '../ledger/chain.ts';
import { inspectTable } from '../ledger/inspect-table.ts';
import type { StoredEvent } from '../storage/storage.ts';
import { pictureOf } from '../workshops/boards.ts';
import { ArchiveRefused } from './archive-refused.ts';
import * as format from './format.ts';
import { sumOf } from './write-archive.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What stands in an archive: every file is the one that the list names, every line has its shape, and the table is whole. */
export type TableArchive = ReturnType<typeof readArchive>;

/** Reads a stranger's file. Throws `ArchiveRefused`, before anything is unpacked that has no place in an archive. */
export function readArchive(zip: Uint8Array) {
	const files = unpack(zip);
	const list = listOf(files);
	const of = <Schema extends z.ZodType>(name: format.ArchiveFile, schema: Schema) => parsed(files, name, schema);
	const workshop = list.workshop as WorkshopId; // the schema has looked at it
	const events = eventsOf(linesIn(files, 'events.jsonl'), workshop);
	const texts = of('texts.jsonl', format.text);
	const records = of('records.jsonl', format.record);
	const issued = of('issued.jsonl', format.issued);
	const [wrong] = inspectTable({ events, texts, records, issued, secret: null, changedAt: null });
	if (wrong) throw new ArchiveRefused('archive.damaged', `${wrong.code} ${wrong.at}`);
	if (issued.some((row) => row.workshop !== workshop)) throw new ArchiveRefused('archive.malformed', 'issued.jsonl');
	const last = events.at(-1);
	if (last?.seq !== list.head.seq || last.hash !== list.head.hash)
		throw new ArchiveRefused('archive.damaged', format.LIST);
	const boards = of('boards.jsonl', format.board);
	for (const board of boards) soundBoard(board);
	const assets = of('assets.jsonl', format.asset).map((facts) => {
		const bytes = files.get(format.assetPath(facts.id));
		if (bytes?.length !== facts.size) throw new ArchiveRefused('archive.hash', format.assetPath(facts.id));
		return { ...facts, bytes };
	});
	return {
		workshop,
		events,
		texts,
		records,
		issued,
		boards,
		assets,
		people: of('people.jsonl', format.place),
		documents: of('documents.jsonl', format.document),
	};
}

/** Sizes are those that the file declares: more than that is never unpacked, whatever comes. */
function unpack(zip: Uint8Array): Map<string, Uint8Array> {
	if (zip.length > format.ARCHIVE_MAX) throw new ArchiveRefused('archive.too-large');
	let [count, whole] = [0, 0];
	const seen = new Set<string>();
	try {
		const files = unzipSync(zip, {
			filter({ name, originalSize }) {
				count += 1;
				whole += originalSize;
				if (count > format.FILES_MAX || whole > format.ARCHIVE_MAX)
					throw new ArchiveRefused('archive.too-large', name);
				if (!hasPlace(name) || seen.has(name)) throw new ArchiveRefused('archive.path', name);
				seen.add(name);
				return true;
			},
		});
		return new Map(Object.entries(files));
	} catch (cause) {
		if (cause instanceof ArchiveRefused) throw cause;
		throw new ArchiveRefused('archive.not-zip', '', { cause });
	}
}

const hasPlace = (name: string): boolean =>
	name === format.LIST || format.ASSET_PATH.test(name) || format.FILES.some((file) => file === name);

function listOf(files: ReadonlyMap<string, Uint8Array>): format.List {
	const said = files.get(format.LIST);
	if (!said) throw new ArchiveRefused('archive.path', format.LIST);
	const read = format.list.safeParse(jsonOf(said, format.LIST));
	if (!read.success) throw new ArchiveRefused('archive.format', format.LIST);
	const list = read.data;
	for (const name of format.FILES) if (!files.has(name)) throw new ArchiveRefused('archive.path', name);
	for (const [name, bytes] of files) {
		if (name !== format.LIST && list.files[name] !== sumOf(bytes)) throw new ArchiveRefused('archive.hash', name);
	}
	return list;
}

function linesIn(files: ReadonlyMap<string, Uint8Array>, name: format.ArchiveFile): string[] {
	try {
		return decoder
			.decode(files.get(name))
			.split('\n')
			.filter((line) => line !== '');
	} catch (cause) {
		throw new ArchiveRefused('archive.malformed', name, { cause });
	}
}

function parsed<Schema extends z.ZodType>(
	files: ReadonlyMap<string, Uint8Array>,
	name: format.ArchiveFile,
	schema: Schema,
): z.output<Schema>[] {
	return linesIn(files, name).map((line, index) => {
		const read = schema.safeParse(jsonOf(line, `${name}:${index + 1}`));
		if (!read.success) throw new ArchiveRefused('archive.malformed', `${name}:${index + 1}`);
		return read.data;
	});
}

function jsonOf(said: string | Uint8Array, at: string): unknown {
	try {
		return JSON.parse(typeof said === 'string' ? said : decoder.decode(said));
	} catch (cause) {
		throw new ArchiveRefused('archive.malformed', at, { cause });
	}
}

/** The chain is worked out again from the events' own bytes; the list's head says where it must end. */
function eventsOf(lines: readonly string[], workshop: WorkshopId): StoredEvent[] {
	let prev = GENESIS;
	return lines.map((line, index) => {
		const at = `events.jsonl:${index + 1}`;
		const bytes = new TextEncoder().encode(line);
		const value = jsonOf(line, at);
		if (typeof value !== 'object' || value === null || !('at' in value) || typeof value.at !== 'number')
			throw new ArchiveRefused('archive.malformed', at);
		const event = { workshop, seq: index + 1, bytes, prev, hash: chainHash(prev, bytes), at: value.at };
		prev = event.hash;
		try {
			decodeEvent(event);
		} catch (cause) {
			throw new ArchiveRefused('archive.damaged', at, { cause });
		}
		return event;
	});
}

function soundBoard(board: Parameters<typeof pictureOf>[0]): void {
	try {
		pictureOf(board);
	} catch (cause) {
		throw new ArchiveRefused('archive.damaged', `boards.jsonl ${board.seq}`, { cause });
	}
}
