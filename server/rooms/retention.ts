import type { StoredUpdate } from '../storage/storage.ts';
import { asOne, bytesOf } from './authors.ts';
import { ACTS_KEPT_BYTES, ACTS_KEPT_MS, ACTS_KEPT_UPDATES, ACTS_MERGED_MS } from './limits.ts';

export interface Retained {
	/** The oldest updates, that go into the snapshot. */
	readonly folded: readonly StoredUpdate[];
	/** What stays apart after it. Several authors' updates may depend on each other: apply all of it in one transaction. */
	readonly kept: readonly StoredUpdate[];
}

/**
 * What of a log stays apart when it is folded into a snapshot: what people did lately, so that it can be undone, as far back as
 * the bounds reach. What nobody is known to have written stays only between such updates.
 */
export function retain(updates: readonly StoredUpdate[], now: number): Retained {
	const first = firstRecent(updates, now);
	if (first === -1) return { folded: updates, kept: [] };
	const slots = inSlots(updates.slice(first));
	const kept: StoredUpdate[] = [];
	let bytes = 0;
	let from = updates.length;
	for (const slot of slots.reverse()) {
		const merged = mergeSlot(slot);
		bytes += bytesOf(merged);
		if (bytes > ACTS_KEPT_BYTES || kept.length + merged.length > ACTS_KEPT_UPDATES) break;
		kept.unshift(...merged);
		from -= slot.length;
	}
	return { folded: updates.slice(0, from), kept };
}

/** How many updates a fold would do away with, without merging any: what is old, and all but one of each author's in a slot. */
export function foldable(updates: readonly StoredUpdate[], now: number): number {
	const first = firstRecent(updates, now);
	if (first === -1) return updates.length;
	const kept = inSlots(updates.slice(first)).map((slot) => new Set(slot.map(({ participant }) => participant)).size);
	return updates.length - kept.reduce((sum, authors) => sum + authors, 0);
}

/** Where the acts begin that stay apart; -1 where there are none. */
function firstRecent(updates: readonly StoredUpdate[], now: number): number {
	const oldest = slotOf(now - ACTS_KEPT_MS);
	return updates.findIndex(({ participant, at }) => participant !== null && slotOf(at) > oldest);
}

const slotOf = (at: number): number => Math.floor(at / ACTS_MERGED_MS);

/**
 * Runs of updates that are merged by author: some seconds each, never across what the server itself wrote. They begin at fixed
 * times, so that what was merged once, and may depend on each other, is never cut apart later.
 */
function inSlots(updates: readonly StoredUpdate[]): StoredUpdate[][] {
	const slots: StoredUpdate[][] = [];
	for (const update of updates) {
		const slot = slots.at(-1);
		const start = slot?.[0];
		const ofPeople = start && start.participant !== null && update.participant !== null;
		if (slot && ofPeople && slotOf(start.at) === slotOf(update.at)) slot.push(update);
		else slots.push([update]);
	}
	return slots;
}

/** One update of each author, in the order in which they began, at the time of the first. */
function mergeSlot(slot: readonly StoredUpdate[]): StoredUpdate[] {
	const byAuthor = Map.groupBy(slot, ({ participant }) => participant);
	return [...byAuthor.values()].flatMap(asOne);
}
