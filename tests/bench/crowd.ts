import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { cardText } from '#board/edit-cards.ts';
import { cardsOf } from '#board/roots.ts';
import { boardOf, cardNumber } from './board.ts';
import { CURSORS_HZ, EDITORS, EDITS_HZ, isIn, MEASURING, Path, seesAll, viewOf } from './hall.ts';
import { Histogram } from './histogram.ts';
import { cpuSeconds, residentBytes } from './proc.ts';
import { DIALECTS, type Dialect, type DialectName, type Roll, type Seat } from './wire/dialect.ts';
import { WireSocket } from './wire/socket.ts';

/** What a generator is told to do. */
export interface Order {
	readonly dialect: DialectName;
	readonly port: number;
	readonly path: string;
	/** The server's process. */
	readonly pid: number;
	/** One for each person; stock servers don't look at them. */
	readonly people: readonly { readonly token: string; readonly participant: string }[];
	/** Cards on the board; a stock server gets them from the first client. */
	readonly cards: number;
	readonly warmUpSeconds: number;
	readonly windows: number;
	readonly windowSeconds: number;
}

/** What was seen within one window. Milliseconds, bytes a second, shares of a core. */
export interface Window {
	readonly editP50: number | null;
	readonly editP99: number | null;
	/** Age of the last known position of the others, sampled ten times a second: of those within view, and of the rest. */
	readonly inViewP50: number | null;
	readonly inViewP99: number | null;
	readonly outOfViewP50: number | null;
	readonly outOfViewP99: number | null;
	/** Positions a second that a measuring client got of one other person. */
	readonly inViewHz: number | null;
	readonly outOfViewHz: number | null;
	readonly serverCpu: number;
	readonly serverBytes: number;
	readonly generatorCpu: number;
	/** To a receiver that sees the whole board, and to one that sees a ninth of it. */
	readonly bytesToAll: number | null;
	readonly bytesToNinth: number | null;
	/** Of what should have been sent, the share that was. */
	readonly sent: number;
	readonly dropped: number;
}

const BEAT_MS = 5;
const SAMPLE_MS = 100;
const PONG_MS = 5_000;
/** Sockets that are opened at once, as a hall does that comes back from a break. */
const OPENING_AT_ONCE = 20;
const JOIN_WITHIN_MS = 120_000;

/** The people of a hall over real sockets, in this process. */
export class Crowd {
	readonly #order: Order;
	readonly #dialect: Dialect;
	readonly #seats: readonly Seat[];
	readonly #paths: readonly Path[];
	readonly #roll: Roll;
	readonly #sockets: (WireSocket | null)[] = [];
	readonly #editors: Editor[] = [];
	readonly #measuring: Measuring[] = [];
	readonly #edits = new Histogram();
	readonly #inView = new Histogram();
	readonly #outOfView = new Histogram();
	#sent = 0;
	#due = 0;
	#dropped = 0;

	constructor(order: Order) {
		this.#order = order;
		this.#dialect = DIALECTS[order.dialect];
		this.#seats = order.people.map(({ token, participant }, number) => {
			return { number, clientId: 1_000_000 + number, token, participant };
		});
		this.#paths = this.#seats.map(({ number }) => new Path(number));
		this.#roll = {
			byClientId: new Map(this.#seats.map(({ clientId, number }) => [clientId, number])),
			byParticipant: new Map(this.#seats.map(({ participant, number }) => [participant, number])),
		};
	}

	/** Everybody in, and the measuring clients in sync. */
	async join(): Promise<void> {
		const board = await this.#board();
		const editors = this.#seats.slice(-EDITORS);
		editors.forEach((seat, index) => {
			// Its own number, which it has shown as its cursor's too: one device, one id.
			this.#editors.push(new Editor(seat, board, index));
		});
		const deadline = performance.now() + JOIN_WITHIN_MS;
		for (let from = 0; from < this.#seats.length; from += OPENING_AT_ONCE) {
			const some = this.#seats.slice(from, from + OPENING_AT_ONCE);
			await Promise.all(some.map((seat) => this.#enter(seat, deadline)));
		}
	}

	/** Everybody acts as they do at a table; calls back with each window after the warm-up. */
	async act(onWindow: (window: Window) => void): Promise<void> {
		const began = performance.now();
		const nextCursor = this.#seats.map(({ number }) => began + (number * 1_000) / CURSORS_HZ / this.#seats.length);
		const nextEdit = this.#editors.map((_, index) => began + (index * 1_000) / EDITS_HZ / this.#editors.length);
		let clock = 1;
		const beating = setInterval(() => {
			const now = performance.now();
			nextCursor.forEach((at, number) => {
				if (at > now) return;
				nextCursor[number] = this.#after(at, now, 1_000 / CURSORS_HZ);
				this.#move(number, now, clock++);
			});
			nextEdit.forEach((at, index) => {
				if (at > now) return;
				nextEdit[index] = this.#after(at, now, 1_000 / EDITS_HZ);
				const editor = this.#editors[index];
				if (editor === undefined) return;
				this.#sockets[editor.seat.number]?.send(this.#dialect.edit(editor.type(performance.now())));
				this.#sent += 1;
			});
		}, BEAT_MS);
		const sampling = setInterval(() => this.#sample(), SAMPLE_MS);
		const ponging = setInterval(() => this.#sockets.forEach((socket) => socket?.pong()), PONG_MS);
		try {
			await sleep(this.#order.warmUpSeconds * 1_000);
			for (let window = 0; window < this.#order.windows; window++) onWindow(await this.#measure());
		} finally {
			for (const timer of [beating, sampling, ponging]) clearInterval(timer);
		}
	}

	leave(): void {
		for (const socket of this.#sockets) socket?.close();
	}

	/** The board as the server has it; where it has none, this crowd brings it. */
	#board(): Promise<Uint8Array> {
		const [seat] = this.#seats;
		if (seat === undefined) throw new Error('a crowd of nobody');
		const doc = new Y.Doc();
		const read = this.#dialect.reader(this.#roll);
		return new Promise((resolve, reject) => {
			const done = (): void => {
				resolve(Y.encodeStateAsUpdate(doc));
				// A stock server forgets a document that nobody has open.
				setTimeout(() => socket.close(), 10_000).unref();
			};
			const socket: WireSocket = new WireSocket(
				this.#order.port,
				this.#order.path,
				this.#dialect.protocols(seat),
				{
					opened: () => this.#dialect.hello(seat).forEach((message) => socket.send(message)),
					closed: (status) => reject(new Error(`nobody could look at the board: ${status ?? 'closed'}`)),
					message: (bytes) => {
						const heard = read(bytes);
						if (heard?.type !== 'update') return;
						Y.applyUpdate(doc, heard.update);
						const has = cardsOf(doc).size;
						if (
							has === 0 &&
							heard.isAnswer &&
							this.#order.cards > 0 &&
							!this.#order.dialect.startsWith('mesa')
						) {
							const board = boardOf(this.#order.cards);
							Y.applyUpdate(doc, board);
							socket.send(this.#dialect.edit(board));
						}
						if (cardsOf(doc).size >= this.#order.cards) done();
					},
				},
			);
		});
	}

	/** Opens one person's socket; comes back where the server asks to come back later. */
	async #enter(seat: Seat, deadline: number): Promise<void> {
		while (performance.now() < deadline) {
			if (await this.#tryToEnter(seat)) return;
			await sleep(200 + Math.random() * 300);
		}
		throw new Error(`person ${seat.number} did not get in`);
	}

	#tryToEnter(seat: Seat): Promise<boolean> {
		const isMeasuring = seat.number < MEASURING;
		return new Promise((resolve) => {
			let isIn = false;
			const enter = (): void => {
				isIn = true;
				resolve(true);
			};
			const measuring = isMeasuring ? this.#newMeasuring(seat, enter) : null;
			const socket: WireSocket = new WireSocket(
				this.#order.port,
				this.#order.path,
				this.#dialect.protocols(seat),
				{
					opened: () => {
						this.#sockets[seat.number] = socket;
						this.#dialect.hello(seat).forEach((message) => socket.send(message));
						if (measuring === null) enter();
						else this.#measuring[seat.number] = measuring;
					},
					closed: () => {
						this.#sockets[seat.number] = null;
						if (isIn) this.#dropped += 1;
						else resolve(false);
					},
					...(measuring === null ? {} : { message: (bytes: Uint8Array) => measuring.hear(bytes) }),
				},
			);
		});
	}

	#newMeasuring(seat: Seat, onSynced: () => void): Measuring {
		const read = this.#dialect.reader(this.#roll);
		return new Measuring(seat, read, this.#editors, this.#paths, this.#edits, (doc) => {
			if (cardsOf(doc).size >= this.#order.cards) onSynced();
		});
	}

	/** The next time that is not past: who is late does not make up for it, and what was missed counts as not sent. */
	#after(at: number, now: number, every: number): number {
		const missed = Math.max(1, Math.ceil((now - at) / every));
		this.#due += missed;
		return at + missed * every;
	}

	#move(number: number, now: number, clock: number): void {
		const seat = this.#seats[number];
		const path = this.#paths[number];
		if (seat === undefined || path === undefined) return;
		this.#sockets[number]?.send(this.#dialect.cursor(seat, path.step(now), clock));
		this.#sent += 1;
	}

	#sample(): void {
		const now = performance.now();
		const places = this.#paths.map((path) => path.at);
		for (const measuring of this.#measuring) measuring.sample(now, places, this.#inView, this.#outOfView);
	}

	async #measure(): Promise<Window> {
		for (const histogram of [this.#edits, this.#inView, this.#outOfView]) histogram.clear();
		for (const measuring of this.#measuring) measuring.clear();
		this.#sent = 0;
		this.#due = 0;
		const { pid } = this.#order;
		const before = {
			at: performance.now(),
			server: cpuSeconds(pid),
			own: process.cpuUsage(),
			bytes: this.#bytes(),
		};
		await sleep(this.#order.windowSeconds * 1_000);
		const seconds = (performance.now() - before.at) / 1_000;
		const own = process.cpuUsage(before.own);
		const bytes = this.#bytes();
		const perSecond = (seesAllOfIt: boolean): number | null => {
			const grown = this.#seats
				.filter(({ number }) => seesAll(number) === seesAllOfIt)
				.map(({ number }) => ((bytes[number] ?? 0) - (before.bytes[number] ?? 0)) / seconds);
			return grown.length === 0 ? null : grown.reduce((sum, each) => sum + each, 0) / grown.length;
		};
		return {
			editP50: this.#edits.quantile(0.5),
			editP99: this.#edits.quantile(0.99),
			inViewP50: this.#inView.quantile(0.5),
			inViewP99: this.#inView.quantile(0.99),
			outOfViewP50: this.#outOfView.quantile(0.5),
			outOfViewP99: this.#outOfView.quantile(0.99),
			inViewHz: rate(
				this.#measuring.reduce((sum, { heardInView }) => sum + heardInView, 0),
				this.#inView.total,
			),
			outOfViewHz: rate(
				this.#measuring.reduce((sum, { heardOutOfView }) => sum + heardOutOfView, 0),
				this.#outOfView.total,
			),
			serverCpu: (cpuSeconds(pid) - before.server) / seconds,
			serverBytes: residentBytes(pid),
			generatorCpu: (own.user + own.system) / 1e6 / seconds,
			bytesToAll: perSecond(true),
			bytesToNinth: perSecond(false),
			sent: this.#due === 0 ? 1 : this.#sent / this.#due,
			dropped: this.#dropped,
		};
	}

	#bytes(): number[] {
		return this.#seats.map(({ number }) => this.#sockets[number]?.received ?? 0);
	}
}

/** Each sample stands for a tenth of a second of one pair of people. */
const rate = (heard: number, samples: number): number | null =>
	samples === 0 ? null : heard / (samples * (SAMPLE_MS / 1_000));

/** Types at the end of a card of its own, five letters a second. */
class Editor {
	readonly seat: Seat;
	readonly #doc: Y.Doc;
	readonly #text: Y.Text;
	/** When each letter was typed, by clock. */
	readonly typedAt: number[] = [];
	#update: Uint8Array = new Uint8Array(0);

	constructor(seat: Seat, board: Uint8Array, card: number) {
		this.seat = seat;
		this.#doc = new Y.Doc();
		Y.applyUpdate(this.#doc, board);
		this.#doc.clientID = seat.clientId;
		this.#doc.on('update', (update: Uint8Array) => {
			this.#update = update;
		});
		const text = cardText(this.#doc, cardNumber(card));
		if (text === null) throw new Error(`card ${card} is not on the board`);
		this.#text = text;
	}

	type(now: number): Uint8Array {
		this.typedAt.push(now);
		this.#text.insert(this.#text.length, 'a');
		return this.#update;
	}
}

/** A client that decodes and applies what it hears, and notes how old it is. */
class Measuring {
	readonly #seat: Seat;
	readonly #doc = new Y.Doc();
	readonly #read: ReturnType<Dialect['reader']>;
	readonly #editors: readonly Editor[];
	readonly #paths: readonly Path[];
	readonly #edits: Histogram;
	readonly #onUpdate: (doc: Y.Doc) => void;
	readonly #view;
	/** By editor: letters applied here. */
	readonly #seen: number[];
	/** By person: when the last known position was sent. */
	readonly #known: number[] = [];
	heardInView = 0;
	heardOutOfView = 0;

	constructor(
		seat: Seat,
		read: ReturnType<Dialect['reader']>,
		editors: readonly Editor[],
		paths: readonly Path[],
		edits: Histogram,
		onUpdate: (doc: Y.Doc) => void,
	) {
		this.#seat = seat;
		this.#read = read;
		this.#editors = editors;
		this.#paths = paths;
		this.#edits = edits;
		this.#onUpdate = onUpdate;
		this.#view = viewOf(seat.number);
		this.#seen = editors.map(() => 0);
	}

	clear(): void {
		this.heardInView = 0;
		this.heardOutOfView = 0;
	}

	hear(bytes: Uint8Array): void {
		const heard = this.#read(bytes);
		if (heard === null) return;
		if (heard.type === 'positions') {
			for (const { seat, x } of heard.positions) this.#place(seat, x);
			return;
		}
		Y.applyUpdate(this.#doc, heard.update);
		this.#onUpdate(this.#doc);
		const now = performance.now();
		this.#editors.forEach(({ seat, typedAt }, index) => {
			const clock = Y.getState(this.#doc.store, seat.clientId);
			const isOther = seat.number !== this.#seat.number;
			for (let letter = this.#seen[index] ?? 0; letter < clock; letter++) {
				if (isOther) this.#edits.add(now - (typedAt[letter] ?? now));
			}
			this.#seen[index] = clock;
		});
	}

	#place(seat: number, x: number): void {
		const path = this.#paths[seat];
		if (path === undefined || seat === this.#seat.number) return;
		const at = path.whenAt(x);
		if (!Number.isNaN(at)) this.#known[seat] = at;
		if (isIn(this.#view, path.at)) this.heardInView += 1;
		else this.heardOutOfView += 1;
	}

	sample(now: number, places: readonly (readonly [number, number])[], inView: Histogram, outOfView: Histogram): void {
		places.forEach((place, seat) => {
			if (seat === this.#seat.number) return;
			const age = now - (this.#known[seat] ?? 0);
			(isIn(this.#view, place) ? inView : outOfView).add(age);
		});
	}
}
