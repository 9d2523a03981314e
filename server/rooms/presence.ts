import type { ParticipantId } from '#domain/ids.ts';
import { encodePeers, type PeerPerson } from '#protocol/peers-message.ts';
import type { PresenceState } from '#protocol/presence.ts';
import type { PresenceIdentity } from '#protocol/sync.ts';
import { presenceFrame, type PresenceEntry } from './frames.ts';
import { Round, type Placed, type RoundKind } from './presence-round.ts';
import { parseState, readStockState, stamp, type StockState } from './presence-stock.ts';
import { cellOf, type Cell } from './presence-view.ts';

/** Beyond it a clock can't be counted up by every client (F17). */
const CLOCK_MAX = 2 ** 31;

/** Hidden ones kept so that their clocks go on counting; beyond it they are forgotten. */
const REMEMBERED_MAX = 2_000;

/** One device, as it shows now. */
interface Shown {
	readonly clientId: number;
	/** Clock of the client's last message, where it is a stock one. */
	seen: number;
	/** Clock sent out to stock clients: they take a state only under a newer one. */
	clock: number;
	/** Null once it hid or left. */
	state: { readonly own: PresenceState; readonly stock: StockState | PresenceState } | null;
	identity: PresenceIdentity;
	/** How our own clients are told of it; 0 while it is not here. */
	number: number;
	/** It has shown something that our own clients draw, or looks at the board: they have been told, or will be, whose number it is. */
	isDrawn: boolean;
	/** At the last round. */
	cell: Cell | null;
}
type Drawn = Shown & { readonly state: NonNullable<Shown['state']> };

/**
 * Cursors, drags, carets: one last value a device, never stored. Whose it is the server writes itself; a state that is too large, an
 * old clock or one beyond counting is passed over (F17). What changes between two rounds goes out once, as it then is (F18).
 */
export class Presence {
	readonly #shown = new Map<number, Shown>();
	/** Changed since the last round of each kind. */
	readonly #changed: Readonly<Record<RoundKind, Set<Shown>>> = {
		stock: new Set(),
		view: new Set(),
		table: new Set(),
	};
	readonly #introduced = new Set<Shown>();
	readonly #gone = new Set<number>();
	readonly #numbers = new Set<number>();

	/** Takes what a stock client says of itself; false where it is passed over. The caller has checked that the id is this person's. */
	show({ clientId, clock, json }: PresenceEntry, identity: () => PresenceIdentity): boolean {
		const before = this.#shown.get(clientId);
		if (clock > CLOCK_MAX || (before !== undefined && clock < before.seen)) return false;
		const state = parseState(json);
		if (state === undefined) return false;
		// Under the same clock a client can only leave, or come back after its connection broke.
		if (before !== undefined && clock === before.seen && (before.state === null) === (state === null)) return false;
		const shown = this.#hereAs(clientId, identity);
		// The client's own clock where it is ahead: then its copy of itself, which it gets back, is none the newer.
		shown.clock = before === undefined ? clock : Math.max(before.clock + 1, clock);
		shown.seen = clock;
		this.#become(shown, state && { own: readStockState(state), stock: state });
		return true;
	}

	/** The same from our own clients, whose messages come in order over one socket and need no clock. */
	showOwn(clientId: number, state: PresenceState, identity: () => PresenceIdentity): void {
		const shown = this.#hereAs(clientId, identity);
		shown.clock += 1;
		this.#become(shown, { own: state, stock: state });
	}

	/** Tells our own clients who it is, though it points at nothing: whoever works by keys can be followed too. */
	introduce(clientId: number): void {
		const shown = this.#shown.get(clientId);
		if (shown?.state && !shown.isDrawn) this.#draw(shown);
	}

	hide(clientId: number): boolean {
		const shown = this.#shown.get(clientId);
		if (shown === undefined || shown.state === null) return false;
		shown.clock += 1;
		this.#become(shown, null);
		return true;
	}

	/** Writes identities anew, after the table's rule on names or somebody's sector changed; false where none did. */
	restamp(identityOf: (participant: ParticipantId) => PresenceIdentity): boolean {
		let isNew = false;
		for (const shown of this.#shown.values()) {
			if (shown.state === null) continue;
			const identity = identityOf(shown.identity.id);
			if (JSON.stringify(identity) === JSON.stringify(shown.identity)) continue;
			shown.identity = identity;
			shown.clock += 1;
			this.#changed.stock.add(shown);
			if (shown.isDrawn) this.#introduced.add(shown);
			isNew = true;
		}
		return isNew;
	}

	/** Is there anything that a round of this kind would tell? */
	hasNews(kind: RoundKind): boolean {
		const isTold = kind === 'view' && (this.#introduced.size > 0 || this.#gone.size > 0);
		return isTold || this.#changed[kind].size > 0;
	}

	/** What changed since the last round of these kinds; its frames are made before anything changes again. */
	takeRound(kinds: ReadonlySet<RoundKind>): Round {
		const stock = kinds.has('stock') ? [...this.#changed.stock] : [];
		if (kinds.has('stock')) this.#changed.stock.clear();
		this.#forgetHidden();
		return new Round(() => (stock.length === 0 ? null : presenceFrame(stock.map(entryOf))), this.#takeNews(kinds));
	}

	#takeNews(kinds: ReadonlySet<RoundKind>): ConstructorParameters<typeof Round>[1] {
		const { view, table } = this.#changed;
		const isTable = kinds.has('table');
		if (!isTable && !kinds.has('view')) return null;
		const news = {
			gone: [...this.#gone],
			people: [...this.#introduced].map(personOf),
			changed: [...(isTable ? table : view)].filter(isDrawn).map(move),
			isTable,
			everyone: () => [...this.#drawn()].map(stand),
		};
		this.#gone.clear();
		this.#introduced.clear();
		view.clear();
		if (isTable) table.clear();
		return news;
	}

	/** Everybody who is here, for a stock client that joins or lagged; null where nobody is. */
	wholeStock(): Uint8Array | null {
		const here = [...this.#shown.values()].filter(({ state }) => state !== null);
		return here.length === 0 ? null : presenceFrame(here.map(entryOf));
	}

	/** The same for one of our own, whose device this client id is. */
	wholeOwn(clientId: number | null): Uint8Array {
		const drawn = [...this.#drawn()];
		const own = (clientId !== null && this.#shown.get(clientId)?.number) || 0;
		return encodePeers({ own, people: drawn.map(personOf), states: drawn.map(stand) });
	}

	/** Asked whose it is only when somebody comes: `restamp` keeps that true for as long as they are here. */
	#hereAs(clientId: number, identity: () => PresenceIdentity): Shown {
		const before = this.#shown.get(clientId);
		if (before !== undefined) {
			if (before.state === null) before.identity = identity();
			return before;
		}
		const shown = {
			clientId,
			seen: 0,
			clock: 0,
			state: null,
			identity: identity(),
			number: 0,
			isDrawn: false,
			cell: null,
		};
		this.#shown.set(clientId, shown);
		return shown;
	}

	#become(shown: Shown, state: Shown['state']): void {
		shown.state = state;
		this.#changed.stock.add(shown);
		if (state === null) return this.#retire(shown);
		if (shown.number === 0) shown.number = this.#freeNumber();
		if (shown.isDrawn || showsAnything(state.own)) this.#draw(shown);
	}

	#draw(shown: Shown): void {
		if (!shown.isDrawn) this.#introduced.add(shown);
		shown.isDrawn = true;
		this.#changed.view.add(shown);
		this.#changed.table.add(shown);
	}

	#retire(shown: Shown): void {
		this.#numbers.delete(shown.number);
		if (shown.isDrawn) this.#gone.add(shown.number);
		shown.number = 0;
		shown.isDrawn = false;
		shown.cell = null;
		this.#introduced.delete(shown);
		this.#changed.view.delete(shown);
		this.#changed.table.delete(shown);
	}

	/** The smallest one, so that most are told in one byte. One that just went may come again: "gone" is told first. */
	#freeNumber(): number {
		let number = 1;
		while (this.#numbers.has(number)) number++;
		this.#numbers.add(number);
		return number;
	}

	*#drawn(): Iterable<Drawn> {
		for (const shown of this.#shown.values()) if (isDrawn(shown)) yield shown;
	}

	#forgetHidden(): void {
		if (this.#shown.size <= REMEMBERED_MAX) return;
		for (const [clientId, shown] of this.#shown) {
			if (shown.state === null && !this.#changed.stock.has(shown)) this.#shown.delete(clientId);
		}
	}
}

const showsAnything = ({ cursor, drag, editing, ...more }: PresenceState): boolean =>
	cursor !== null ||
	drag !== null ||
	editing !== null ||
	Boolean(more.brings ?? more.screen ?? more.follows ?? more.looks);

const isDrawn = (shown: Shown): shown is Drawn => shown.isDrawn && shown.state !== null;

function entryOf({ clientId, clock, state, identity }: Shown): PresenceEntry {
	return { clientId, clock, json: state === null ? 'null' : stamp(state.stock, identity) };
}

const personOf = ({ number, identity }: Shown): PeerPerson => ({ number, person: identity });

const stand = ({ number, state, cell }: Drawn): Placed => ({ number, state: state.own, cell, before: cell });

/** Puts somebody where they now are, as of this round. */
function move(shown: Drawn): Placed {
	const { number, state, cell: before } = shown;
	shown.cell = cellOf(state.own);
	return { number, state: state.own, cell: shown.cell, before };
}
