import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Struct } from './decode.ts';
import type { Removal } from './deletes.ts';
import type { News } from './news.ts';
import type { Trial } from './trial.ts';

/**
 * The legal part of an update. What is refused becomes a tombstone of equal length, so that clocks stay without gaps and what
 * the author wrote beside it keeps its base; removals that must not happen are left out. Null where nothing legal is in it.
 */
export function rewrite(news: News, { refused, kept }: Pick<Trial, 'refused' | 'kept'>): Uint8Array | null {
	const removals = news.removals.filter((removal) => !kept.has(removal));
	if (removals.length === 0 && refused.size === news.items.length) return null;
	const illegal = new Set<Struct>([...refused.keys()].map(({ struct }) => struct));
	return encoding.encode((encoder) => {
		writeStructs(encoder, news, illegal);
		writeRemovals(encoder, news, removals);
	});
}

function writeStructs(encoder: encoding.Encoder, { structs }: News, illegal: ReadonlySet<Struct>): void {
	encoding.writeVarUint(encoder, structs.size);
	for (const [client, row] of structs) {
		const body = new Y.UpdateEncoderV1();
		for (const struct of row) (illegal.has(struct) ? new Y.GC(struct.id, struct.length) : struct).write(body, 0);
		encoding.writeVarUint(encoder, row.length);
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, row[0]?.id.clock ?? 0);
		encoding.writeUint8Array(encoder, body.toUint8Array());
	}
}

/** What takes effect on the stored document, and what the update removes of its own. */
function writeRemovals(encoder: encoding.Encoder, news: News, removals: readonly Removal[]): void {
	const ranges = new Map<number, { clock: number; length: number }[]>();
	const add = (client: number, clock: number, length: number): void => {
		const known = ranges.get(client);
		if (known) known.push({ clock, length });
		else ranges.set(client, [{ clock, length }]);
	};
	for (const { item, clock, length } of removals) add(item.id.client, clock, length);
	for (const [client, row] of news.structs) {
		const from = row[0]?.id.clock ?? 0;
		for (const { clock, len } of news.deletes.clients.get(client) ?? []) {
			const start = Math.max(from, clock);
			if (clock + len > start) add(client, start, clock + len - start);
		}
	}
	encoding.writeVarUint(encoder, ranges.size);
	for (const [client, list] of ranges) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, list.length);
		for (const { clock, length } of list) {
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarUint(encoder, length);
		}
	}
}
