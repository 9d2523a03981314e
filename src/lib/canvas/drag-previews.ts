import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { Peer } from '../live/presence.ts';

/**
 * Milliseconds that a preview outlives its drag. "I let go" travels as presence and may overtake the move itself, which waits
 * for the disk; without this the card would jump back and forth.
 */
const LINGER_MS = 600;

interface Preview {
	/** Where it is on its way to, from where, since when, and for how many milliseconds. */
	readonly at: Position;
	readonly start: Position;
	readonly since: number;
	readonly glide: number;
	/** Where the document had the card while it was dragged. */
	readonly from: Position;
	/** When the drag ended, or null while it goes on. */
	readonly endedAt: number | null;
}

/** Where others' drags show cards now, kept from one reading of their presence to the next. */
export class DragPreviews {
	readonly #mayGlide: () => boolean;
	#previews: ReadonlyMap<CardId, Preview> = new Map();
	#isGliding = false;

	/** `mayGlide`: false for people who asked their device for less motion. */
	constructor(mayGlide: () => boolean) {
		this.#mayGlide = mayGlide;
	}

	/** True while previews glide or wait to run out, so that they must be read again. */
	get isPending(): boolean {
		return this.#isGliding || [...this.#previews.values()].some((preview) => preview.endedAt !== null);
	}

	update(peers: readonly Peer[], tree: ProblemTree, now: number): Map<CardId, Position> {
		const next = new Map<CardId, Preview>();
		for (const peer of peers) {
			for (const [id, at] of peer.drag) {
				const card = tree.cards.get(id);
				if (card)
					next.set(id, this.#follow(this.#previews.get(id), { at, from: card.pos, glide: peer.glide, now }));
			}
		}
		for (const [id, preview] of this.#previews) {
			if (next.has(id)) continue;
			const endedAt = preview.endedAt ?? now;
			const card = tree.cards.get(id);
			const moved = card && (card.pos[0] !== preview.from[0] || card.pos[1] !== preview.from[1]);
			if (card && !moved && now - endedAt < LINGER_MS) next.set(id, { ...preview, endedAt });
		}
		this.#previews = next;
		this.#isGliding = [...next.values()].some(({ since, glide }) => now < since + glide);
		return new Map([...next].map(([id, preview]) => [id, placeAt(preview, now)]));
	}

	#follow(
		before: Preview | undefined,
		to: Pick<Preview, 'at' | 'from' | 'glide'> & { readonly now: number },
	): Preview {
		const { at, from, now } = to;
		if (before && before.at[0] === at[0] && before.at[1] === at[1]) return { ...before, from, endedAt: null };
		const start = before ? placeAt(before, now) : at;
		return { at, start, since: now, glide: this.#mayGlide() ? to.glide : 0, from, endedAt: null };
	}
}

function placeAt({ at, start, since, glide }: Preview, now: number): Position {
	const done = glide === 0 ? 1 : Math.min(1, Math.max(0, (now - since) / glide));
	return done === 1 ? at : [start[0] + (at[0] - start[0]) * done, start[1] + (at[1] - start[1]) * done];
}
