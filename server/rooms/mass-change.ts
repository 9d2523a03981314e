import type * as Y from 'yjs';
import { isGone } from '#board/link.ts';
import type { ParticipantId } from '#domain/ids.ts';
import type { Removal } from './gate/deletes.ts';
import { isKeyed, type FreshItem, type News } from './gate/news.ts';
import { isShared, type Paths } from './gate/paths.ts';
import { broughtBy } from './gate/records.ts';
import { firstInRow } from './gate/row.ts';
import { REMOVED_LETTERS, REMOVED_RECORDS, REMOVED_WITHIN_MS } from './limits.ts';

/** The parts of an update that take away what others made. */
export interface Excess {
	readonly items: ReadonlySet<FreshItem>;
	readonly removals: ReadonlySet<Removal>;
}

/** What somebody has lately taken away of one record that another person made. */
interface Taken {
	at: number;
	letters: number;
	/** Marked gone, or merged away. */
	isRemoved: boolean;
}

/**
 * Bounds what one person takes away of what others made within a minute: marks gone, merges into another card, or deletes the
 * words of (F31). Whoever facilitates is bound too. Moving, linking, writing and removing one's own are free.
 */
export class MassChange {
	readonly #ownerOf: (clientId: number) => ParticipantId | null;
	readonly #paths: Paths;
	readonly #lately = new Map<ParticipantId, Map<string, Taken>>();

	constructor(ownerOf: (clientId: number) => ParticipantId | null, paths: Paths) {
		this.#ownerOf = ownerOf;
		this.#paths = paths;
	}

	/** Null where the update is within bounds, and then it counts; otherwise the parts of it that are not. */
	weigh(news: News, participant: ParticipantId, now: number): Excess | null {
		const items = new Map<FreshItem, string>();
		for (const item of news.items) {
			const record = this.#recordTaken(item, participant);
			if (record !== null) items.set(item, record);
		}
		const removals = new Map<Removal, string>();
		for (const removal of news.removals) {
			const record = this.#recordWrittenIn(removal, participant);
			if (record !== null) removals.set(removal, record);
		}
		if (items.size === 0 && removals.size === 0) return null;
		const taken = this.#takenBy(participant, now);
		for (const record of items.values()) note(taken, record, now).isRemoved = true;
		for (const [{ length }, record] of removals) note(taken, record, now).letters += length;
		if (count(taken) <= REMOVED_RECORDS) {
			this.#lately.set(participant, taken);
			return null;
		}
		return { items: new Set(items.keys()), removals: new Set(removals.keys()) };
	}

	/** The record of somebody else that an item marks gone or merges away; null for anything else. */
	#recordTaken(item: FreshItem, participant: ParticipantId): string | null {
		if (!isKeyed(item)) return null;
		const { struct, place } = item;
		const brought = broughtBy(struct);
		if (brought.is !== 'value') return null;
		const { type, path, key } = place;
		const [root = '', id] = path;
		if (id === undefined) {
			const before = type._map.get(key) ?? null; // a link is one plain value, replaced whole
			return before !== null && isGone(brought.value) && !this.#isOf(firstInRow(before), participant)
				? `${root}/${key}`
				: null;
		}
		const takes = (key === 'gone' && brought.value === true) || (key === 'into' && brought.value !== null);
		return takes && type._item !== null && !this.#isOf(type._item, participant) ? `${root}/${id}` : null;
	}

	/** The record in which a removal deletes somebody else's letters; null for anything else. */
	#recordWrittenIn({ item }: Removal, participant: ParticipantId): string | null {
		const parent: unknown = item.parent;
		if (item.parentSub !== null || !isShared(parent) || this.#isOf(item, participant)) return null;
		return this.#paths.of(parent).slice(0, 2).join('/');
	}

	/** What nobody owns the server wrote, for somebody. */
	#isOf({ id }: Y.Item, participant: ParticipantId): boolean {
		return this.#ownerOf(id.client) === participant;
	}

	/** A copy, so that what is refused does not count. */
	#takenBy(participant: ParticipantId, now: number): Map<string, Taken> {
		const taken = new Map<string, Taken>();
		for (const [record, what] of this.#lately.get(participant) ?? []) {
			if (what.at > now - REMOVED_WITHIN_MS) taken.set(record, { ...what });
		}
		return taken;
	}
}

function note(taken: Map<string, Taken>, record: string, now: number): Taken {
	const what = taken.get(record) ?? { at: now, letters: 0, isRemoved: false };
	what.at = now;
	taken.set(record, what);
	return what;
}

function count(taken: ReadonlyMap<string, Taken>): number {
	let records = 0;
	for (const { letters, isRemoved } of taken.values()) records += Number(isRemoved || letters >= REMOVED_LETTERS);
	return records;
}
