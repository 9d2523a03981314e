import type { CardId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Peer } from '$lib/live/presence.ts';

/** Who else has which card open, by the name that the table's rule shows. */
export function writersOf(others: readonly Peer[]): ReadonlyMap<CardId, readonly string[]> {
	const writers = new Map<CardId, string[]>();
	for (const { editing, person } of others) {
		if (editing !== null)
			writers.set(editing, [...(writers.get(editing) ?? []), person.label ?? m.table_somebody()]);
	}
	return writers;
}
