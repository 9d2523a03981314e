import * as Y from 'yjs';
import type { UndoneCounts } from '#domain/events.ts';
import { isGone } from './link.ts';

/** How something came out: back on the board, off it, with its older words, or otherwise as before (place, kind, links). */
export type UndoneHow = keyof UndoneCounts;

export interface UndoneChange {
	/** Name of the root that it stands under. */
	readonly root: string;
	readonly id: string;
	readonly how: UndoneHow;
	/** Its words once it is done; empty for what bears none. */
	readonly text: string;
}

interface Seen {
	readonly isThere: boolean;
	readonly text: string;
	/** Everything else, for comparing. */
	readonly rest: string;
}

/** By root and id, what people see of a document. */
export type Picture = ReadonlyMap<string, ReadonlyMap<string, Seen>>;

/** Roots whose records bear no words: what happens to them counts as a change, whichever way. */
const WORDLESS: ReadonlySet<string> = new Set(['links', 'drawings', 'choices']);

export function pictureOf(roots: readonly Y.Map<unknown>[]): Picture {
	return new Map(
		roots.map((root) => [
			Y.findRootTypeKey(root),
			new Map([...root.entries()].map(([id, value]) => [id, see(value)])),
		]),
	);
}

function see(value: unknown): Seen {
	if (value instanceof Y.Text) return { isThere: true, text: value.toString(), rest: '' };
	if (!(value instanceof Y.Map)) return { isThere: !isGone(value), text: '', rest: JSON.stringify(value) ?? '' };
	const record: Y.Map<unknown> = value;
	const texts: string[] = [];
	const rest: [string, unknown][] = [];
	for (const [key, part] of record.entries()) {
		if (part instanceof Y.Text) texts.push(part.toString());
		else rest.push([key, part]);
	}
	const isMerged = typeof record.get('into') === 'string';
	return {
		isThere: record.get('gone') !== true && !isMerged,
		text: texts.join(' ').trim(),
		rest: JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1))),
	};
}

const NOTHING: Seen = { isThere: false, text: '', rest: '' };

export function changesBetween(before: Picture, after: Picture): UndoneChange[] {
	const changes: UndoneChange[] = [];
	for (const [root, records] of after) {
		for (const id of new Set([...(before.get(root)?.keys() ?? []), ...records.keys()])) {
			const was = before.get(root)?.get(id) ?? NOTHING;
			const is = records.get(id) ?? NOTHING;
			const how = howOf(was, is);
			if (how === null) continue;
			changes.push({ root, id, how: WORDLESS.has(root) ? 'changed' : how, text: is.text });
		}
	}
	return changes;
}

function howOf(was: Seen, is: Seen): UndoneHow | null {
	if (was.isThere !== is.isThere) return is.isThere ? 'restored' : 'takenBack';
	if (was.text !== is.text) return 'rewritten';
	return was.rest === is.rest ? null : 'changed';
}

export function countChanges(changes: readonly UndoneChange[]): UndoneCounts {
	const counts = { restored: 0, takenBack: 0, rewritten: 0, changed: 0 };
	for (const { how } of changes) counts[how] += 1;
	return counts;
}
