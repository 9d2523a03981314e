import { encodePeers, type PeerPerson, type PeerState } from '#protocol/peers-message.ts';
import { isWithin, type Cell, type ViewCells } from './presence-view.ts';

/** `stock`: to stock clients. To our own: `view`, of whoever a receiver can see, and `table`, of everybody. */
export type RoundKind = 'stock' | 'view' | 'table';

export interface Placed extends PeerState {
	readonly cell: Cell | null;
	/** At the round before: whoever saw somebody there has to see them leave. */
	readonly before: Cell | null;
}

/** What our own clients are told in one round. */
interface RoundNews {
	readonly gone: readonly number[];
	readonly people: readonly PeerPerson[];
	readonly changed: readonly Placed[];
	/** All that changed goes to all receivers, whatever they see. */
	readonly isTable: boolean;
	/** Everybody who shows something; asked for at most once. */
	readonly everyone: () => readonly Placed[];
}

/** Receivers without a view share one frame. */
const NO_VIEW = '';

/** One round of presence: frames made once for all receivers that see the same squares. Lives no longer than its sending. */
export class Round {
	readonly #makeStock: () => Uint8Array | null;
	#stock: Uint8Array | null | undefined;
	readonly #news: RoundNews | null;
	readonly #frames = new Map<string, Uint8Array | null>();
	#everyone: readonly Placed[] | null = null;

	/** Frames are made when the first receiver asks, and so of what is true then. */
	constructor(makeStock: () => Uint8Array | null, news: RoundNews | null) {
		this.#makeStock = makeStock;
		this.#news = news;
	}

	/** The frame for stock clients; null where there is nothing to tell them. */
	get stock(): Uint8Array | null {
		if (this.#stock === undefined) this.#stock = this.#makeStock();
		return this.#stock;
	}

	get isForOwn(): boolean {
		return this.#news !== null;
	}

	/** The frame for one of our own clients; null where there is nothing to tell it. `isNewView`: it has looked elsewhere since. */
	frameFor(view: ViewCells | null, isNewView: boolean): Uint8Array | null {
		if (this.#news === null) return null;
		const key = view === null ? NO_VIEW : isNewView ? `new ${view.key}` : view.key;
		let frame = this.#frames.get(key);
		if (frame === undefined) {
			frame = this.#frame(this.#news, view, isNewView);
			this.#frames.set(key, frame);
		}
		return frame;
	}

	#frame({ gone, people, changed, isTable, everyone }: RoundNews, view: ViewCells | null, isNewView: boolean) {
		let states: readonly Placed[] = isTable ? changed : [];
		if (view !== null && isNewView) {
			// Who stands still there may have come since the last round of everybody.
			this.#everyone ??= everyone();
			const told = new Set(states.map(({ number }) => number));
			states = [
				...states,
				...this.#everyone.filter(({ number, cell }) => isWithin(cell, view) && !told.has(number)),
			];
		} else if (view !== null && !isTable) {
			states = changed.filter(({ cell, before }) => isWithin(cell, view) || isWithin(before, view));
		}
		return gone.length + people.length + states.length === 0 ? null : encodePeers({ gone, people, states });
	}
}
