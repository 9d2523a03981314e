import type { CardId, ParticipantId } from '#domain/ids.ts';
import type { Point, PresenceState, PresenceView } from '#protocol/presence.ts';
import type { PresenceIdentity } from '#protocol/sync.ts';

/** Another device at the table, as it shows now. */
export interface Peer {
	/** Whose it is for as long as it is here; later it may be somebody else's. */
	readonly number: number;
	readonly person: PresenceIdentity;
	/** Page units of the canvas. */
	readonly cursor: Point | null;
	readonly drag: ReadonlyMap<CardId, Point>;
	readonly editing: CardId | null;
	/** Where this person, who facilitates, has everybody look; null mostly. */
	readonly brings: PresenceView | null;
	/** Where this person, who facilitates, has the projector look; null mostly. */
	readonly screen: PresenceView | null;
	/** The cursor is a pointer's dot, with a trail. */
	readonly laser: boolean;
	/** Whose view this device goes along with. */
	readonly follows: ParticipantId | null;
	/** What this person's canvas looks at, while somebody follows them. */
	readonly looks: PresenceView | null;
	/** Milliseconds over which to glide to this place from the one before, to arrive as the next comes; 0 where it is to jump. */
	readonly glide: number;
}

/** What people show each other on one board; canvas and list share it. */
export interface Presence {
	/** Others only. A peer that did not change stays the same object. */
	readonly others: readonly Peer[];
	/** Calls back when others changed. Returns the end of it. */
	onChange(listener: () => void): () => void;
	/** Tells the others what changed of what this person shows. */
	show(change: Partial<PresenceState>): void;
	/** What the canvas shows, so that who is there comes at once; null where there is no canvas. */
	look(view: PresenceView | null): void;
}
