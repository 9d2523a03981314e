import type { Awareness } from 'y-protocols/awareness';
import { parseCardId } from '#board/ids.ts';
import type { CardId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import { PRESENCE_WHO } from '#protocol/sync.ts';

/** Who else has which card open, by the name that the table's rule shows; states come from other devices and are read with care. */
export function writersOf(awareness: Awareness): ReadonlyMap<CardId, readonly string[]> {
	const writers = new Map<CardId, string[]>();
	awareness.getStates().forEach((state: unknown, client) => {
		if (client === awareness.clientID) return;
		const card = parseCardId(own(state, 'editing'));
		if (card === null) return;
		const label = own(own(state, PRESENCE_WHO), 'label');
		const name = typeof label === 'string' && label !== '' ? label : m.table_somebody();
		writers.set(card, [...(writers.get(card) ?? []), name]);
	});
	return writers;
}

/** Own properties only: what comes over the wire may name a prototype's (F9). */
function own(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
		? Object.entries(value).find(([name]) => name === key)?.[1]
		: undefined;
}
