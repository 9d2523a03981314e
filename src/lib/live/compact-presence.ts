import type * as decoding from 'lib0/decoding';
import type { CardId } from '#domain/ids.ts';
import { readPeers } from '#protocol/peers-message.ts';
import { presenceCell, SHOWS_NOTHING, type Point, type PresenceState, type PresenceView } from '#protocol/presence.ts';
import { encodeShow, type ShowMessage } from '#protocol/show-message.ts';
import { Changes } from './changes.ts';
import type { Peer, Presence } from './presence.ts';

/** Milliseconds between two messages: 20 a second is smooth to the eye, and the server sends on no more (F18). */
const LEAST_MS = 50;

/** The server sends people in view at least every 165 ms. Who moved longer ago stood still meanwhile, and glides as fast as that. */
const GLIDE_MAX_MS = 180;

export interface PresenceLine {
	/** The Yjs client id of this copy. */
	clientId(): number;
	/** False where there is no connection; what was to be shown goes with the next greeting. */
	send(bytes: Uint8Array<ArrayBuffer>): boolean;
}

interface Known extends Peer {
	readonly movedAt: number;
}

/** Presence in a few bytes (`show-message.ts`, `peers-message.ts`), over the socket of one copy of a document. */
export class CompactPresence implements Presence {
	readonly #line: PresenceLine;
	readonly #changes = new Changes();
	readonly #known = new Map<number, Known>();
	#others: readonly Peer[] | null = null;
	#own = 0;
	#state = SHOWS_NOTHING;
	#view: PresenceView | null = null;
	/** Not yet sent. */
	#waiting: Pick<ShowMessage, 'state' | 'view'> = {};
	#sentAt = -Infinity;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(line: PresenceLine) {
		this.#line = line;
	}

	get others(): readonly Peer[] {
		this.#others ??= [...this.#known.values()].filter(({ number }) => number !== this.#own);
		return this.#others;
	}

	onChange(listener: () => void): () => void {
		return this.#changes.subscribe(listener);
	}

	show(change: Partial<PresenceState>): void {
		const next = { ...this.#state, ...change };
		if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
		this.#state = next;
		this.#waiting = { ...this.#waiting, state: next };
		this.#schedule();
	}

	look(view: PresenceView | null): void {
		if (touches(view) === touches(this.#view)) return; // the server would send nothing else
		this.#view = view;
		this.#waiting = { ...this.#waiting, view };
		this.#schedule();
	}

	/** What a new connection says first. */
	greeting(): Uint8Array<ArrayBuffer> {
		this.#waiting = {};
		return encodeShow({ clientId: this.#line.clientId(), view: this.#view, state: this.#state });
	}

	/** Takes in what follows the type of a message from the server. */
	hear(decoder: decoding.Decoder): void {
		const now = performance.now();
		const { own, gone, people, states } = readPeers(decoder);
		if (own !== undefined) {
			this.#own = own;
			this.#known.clear();
		}
		for (const number of gone) this.#known.delete(number);
		for (const { number, person } of people) {
			this.#known.set(number, { ...(this.#known.get(number) ?? NOBODY), number, person });
		}
		for (const { number, state } of states) {
			const known = this.#known.get(number);
			if (known) this.#known.set(number, moved(known, state, now));
		}
		this.#tell();
	}

	/** The line broke: who is at the table is not known until it is back. */
	lost(): void {
		if (this.#known.size === 0) return;
		this.#known.clear();
		this.#tell();
	}

	stop(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		this.#waiting = {};
	}

	#tell(): void {
		this.#others = null;
		this.#changes.tell();
	}

	#schedule(): void {
		if (this.#timer !== null) return;
		const wait = Math.max(0, this.#sentAt + LEAST_MS - performance.now());
		this.#timer = setTimeout(() => {
			this.#timer = null;
			const message = this.#waiting;
			this.#waiting = {};
			if (Object.keys(message).length > 0 && this.#line.send(encodeShow(message)))
				this.#sentAt = performance.now();
		}, wait);
	}
}

const NOBODY = {
	cursor: null,
	drag: new Map<CardId, Point>(),
	editing: null,
	brings: null,
	screen: null,
	laser: false,
	follows: null,
	looks: null,
	glide: 0,
	movedAt: -Infinity,
};

function moved(known: Known, state: PresenceState, now: number): Known {
	const { cursor, drag, editing } = state;
	return {
		number: known.number,
		person: known.person,
		cursor,
		// The keys are card ids, by how they are packed; an object's own keys are plain strings to the compiler.
		drag: new Map(Object.entries(drag ?? {}) as [CardId, Point][]),
		editing,
		brings: state.brings ?? null,
		screen: state.screen ?? null,
		laser: state.laser ?? false,
		follows: state.follows ?? null,
		looks: state.looks ?? null,
		glide: known.cursor === null || cursor === null ? 0 : Math.min(GLIDE_MAX_MS, now - known.movedAt),
		movedAt: now,
	};
}

const touches = (view: PresenceView | null): string =>
	view === null ? '' : [view.left, view.top, view.right, view.bottom].map(presenceCell).join();
