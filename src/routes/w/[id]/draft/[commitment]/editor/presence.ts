import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { SECTOR_TONES, type SectorTone } from '#domain/rules.ts';
import { PRESENCE_WHO } from '#protocol/sync.ts';
import { m } from '#i18n/compiled/messages.js';

/** Somebody else's caret in one text, in its own positions. */
export interface Caret {
	readonly client: number;
	readonly anchor: number;
	readonly head: number;
	/** A name, a sector's letter, or "someone": as far as the table's rule lets it show. */
	readonly name: string;
	readonly tone: SectorTone | null;
}

/** Others' carets that stand in `text`. Their states come from other devices: whatever can't be read is passed over (F17). */
export function caretsIn(text: Y.Text, awareness: Awareness): Caret[] {
	const carets: Caret[] = [];
	awareness.getStates().forEach((state: unknown, client) => {
		if (client === awareness.clientID) return;
		const cursor = member(state, 'cursor');
		const anchor = indexIn(text, member(cursor, 'anchor'));
		const head = indexIn(text, member(cursor, 'head'));
		if (anchor === null || head === null) return;
		carets.push({ client, anchor, head, ...shownAs(member(state, PRESENCE_WHO)) });
	});
	return carets;
}

/**
 * Shows one's own caret, as y-codemirror.next does (`cursor: { anchor, head }`, relative positions), so that its clients see it
 * too. null takes it away, if it stands in this text.
 */
export function showCaret(text: Y.Text, awareness: Awareness, at: { anchor: number; head: number } | null): void {
	const before = member(awareness.getLocalState(), 'cursor');
	if (at === null) {
		const isHere = indexIn(text, member(before, 'head')) !== null;
		if (isHere) awareness.setLocalStateField('cursor', null);
		return;
	}
	const place = (index: number) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
	const cursor = { anchor: place(at.anchor), head: place(at.head) };
	if (JSON.stringify(cursor) !== JSON.stringify(before)) awareness.setLocalStateField('cursor', cursor);
}

function indexIn(text: Y.Text, position: unknown): number | null {
	if (typeof position !== 'object' || position === null || text.doc === null) return null;
	try {
		const found = Y.createAbsolutePositionFromRelativePosition(
			Y.createRelativePositionFromJSON(position),
			text.doc,
			false,
		);
		return found?.type === text ? Math.min(found.index, text.length) : null;
	} catch {
		return null; // not a position at all
	}
}

function shownAs(who: unknown): Pick<Caret, 'name' | 'tone'> {
	const label = member(who, 'label');
	const sector = member(who, 'sector');
	const letter = member(sector, 'letter');
	const tone = SECTOR_TONES.find((known) => known === member(sector, 'tone')) ?? null;
	const name = [label, letter].find((text): text is string => typeof text === 'string' && text !== '');
	return { name: name ?? m.table_somebody(), tone };
}

/** Own properties only (F9). */
function member(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}
