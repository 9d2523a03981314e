import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { Peer } from './peers.ts';

/**
 * Milliseconds that a preview outlives its drag. "I let go" travels as presence and may overtake the move itself, which waits
 * for the disk; without this the card would jump back and forth.
 */
const LINGER_MS = 600;

interface Preview {
	readonly at: Position;
	/** Where the document had the card while it was dragged. */
	readonly from: Position;
	/** When the drag ended, or null while it goes on. */
	readonly endedAt: number | null;
}

/** Where others' drags show cards now, kept from one reading of their presence to the next. */
export class DragPreviews {
	#previews: ReadonlyMap<CardId, Preview> = new Map();

	/** True while previews wait to run out, so that they must be read again. */
	get isLingering(): boolean {
		return [...this.#previews.values()].some((preview) => preview.endedAt !== null);
	}

	update(peers: readonly Peer[], tree: ProblemTree, now: number): Map<CardId, Position> {
		const next = new Map<CardId, Preview>();
		for (const peer of peers) {
			for (const [id, at] of peer.drag) {
				const card = tree.cards.get(id);
				if (card) next.set(id, { at, from: card.pos, endedAt: null });
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
		return new Map([...next].map(([id, preview]) => [id, preview.at]));
	}
}
