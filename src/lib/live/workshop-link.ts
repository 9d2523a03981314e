import type { Command } from '#domain/commands.ts';
import type { WorkshopId } from '#domain/ids.ts';
import type { ErrorBody, TableSnapshot } from '#protocol/api.ts';
import { isFinal } from '#protocol/sync.ts';
import type { LiveMessage, MyPart, WorkshopView } from '#protocol/view.ts';
import { giveCommand } from '../api/give-command.ts';
import { delayBefore } from './backoff.ts';
import { Changes } from './changes.ts';
import { CONNECTING, OFFLINE, ONLINE, type ConnectionState } from './connection-state.ts';
import { watchReachability } from './reachability.ts';

export type CommandOutcome =
	/** `made`: ids of what the command made. */
	| { readonly ok: true; readonly seq: number; readonly made: Readonly<Record<string, string>> }
	/** `message` is in the person's language. Code `network`: nobody answered; it may or may not have been carried out. */
	| ({ readonly ok: false } & ErrorBody);

export interface WorkshopLinkOptions {
	readonly workshop: WorkshopId;
	/** `wss://host`; this page's own by default. */
	readonly origin?: string;
	/** What the page was rendered with, shown until the first frames come. */
	readonly initial?: TableSnapshot | null;
	readonly protocols?: readonly string[];
	readonly fetch?: typeof fetch;
	/** Between 0 and 1; spreads reconnections. */
	readonly random?: () => number;
}

/** How long a command waits to see itself in the state before it answers anyway. */
const SEEN_WITHIN_MS = 2_000;

/** A table's decisions as the server sees them, kept current, and the way to give commands. Plain TypeScript, without Yjs. */
export class WorkshopLink {
	readonly changes = new Changes();
	readonly #options: WorkshopLinkOptions;
	readonly #stopWatching: () => void;
	#socket: WebSocket | null = null;
	#state: WorkshopView | null = null;
	#me: MyPart | null = null;
	#view: TableSnapshot | null = null;
	#connection: ConnectionState = CONNECTING;
	#clockOffset: number | null = null;
	/** Nothing has come over the present socket yet; this device's clock may have been set since the last one. */
	#isNewLine = true;
	#attempt = 0;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#isStopped = false;

	constructor(options: WorkshopLinkOptions) {
		this.#options = options;
		if (options.initial) this.#start(options.initial);
		this.#connect();
		this.#stopWatching = watchReachability({
			online: () => this.#connect(),
			woke: () => {
				if (this.#connection.is === 'closed') return;
				this.#drop();
				this.#connection = OFFLINE;
				this.#connect();
				this.changes.tell();
			},
		});
	}

	/** null until both parts have come. What was last seen stays while the connection is lost. */
	get view(): TableSnapshot | null {
		return this.#view;
	}

	get connection(): ConnectionState {
		return this.#connection;
	}

	/** Add it to `Date.now()` for the server's clock (milliseconds). */
	get clockOffset(): number {
		return this.#clockOffset ?? 0;
	}

	/** Gives a command; answers once this screen shows what it did, or two seconds later. Never throws for a lost network. */
	async command(command: Command): Promise<CommandOutcome> {
		const { workshop, random } = this.#options;
		const answer = await giveCommand(this.#options.fetch ?? fetch, workshop, command, random);
		if (!answer.ok) return { ok: false, ...answer.error };
		await this.#seen(answer.body.seq);
		return { ok: true, seq: answer.body.seq, made: answer.body.made };
	}

	stop(): void {
		this.#isStopped = true;
		this.#stopWatching();
		if (this.#timer) clearTimeout(this.#timer);
		this.#drop();
	}

	#start(view: TableSnapshot): void {
		this.#view = view;
		this.#state = view.state;
		this.#me = view.me;
		this.#keepTime(view.me.now);
	}

	#connect(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		if (this.#isStopped || this.#socket || this.#connection.is === 'closed') return;
		const { origin = location.origin.replace(/^http/, 'ws'), workshop, protocols } = this.#options;
		const socket = new WebSocket(`${origin}/live/${workshop}`, [...(protocols ?? [])]);
		this.#socket = socket;
		this.#isNewLine = true;
		socket.onmessage = (event: MessageEvent) => {
			if (socket === this.#socket && typeof event.data === 'string') this.#hear(event.data);
		};
		socket.onclose = (event: CloseEvent) => {
			if (socket === this.#socket) this.#onClosed(event.code);
		};
		socket.onerror = () => {}; // a close follows
	}

	/** Lets go of the present socket, and of whatever it still has to say. */
	#drop(): void {
		const socket = this.#socket;
		this.#socket = null;
		socket?.close();
	}

	#hear(text: string): void {
		// From our own server; its shape is the contract in `#protocol/view.ts`.
		const message = JSON.parse(text) as LiveMessage;
		switch (message.type) {
			case 'state':
				this.#state = message.state;
				break;
			case 'me':
				this.#keepTime(message.me.now);
				this.#me = message.me;
				break;
		}
		this.#attempt = 0;
		this.#connection = ONLINE;
		if (this.#state && this.#me) this.#view = { state: this.#state, me: this.#me };
		this.changes.tell();
	}

	/** A time that took long to arrive makes the server's clock look late: the latest of all is the nearest. */
	#keepTime(serverNow: number): void {
		const offset = serverNow - Date.now();
		if (this.#isNewLine || this.#clockOffset === null || offset > this.#clockOffset) this.#clockOffset = offset;
		this.#isNewLine = false;
	}

	#onClosed(code: number): void {
		this.#socket = null;
		if (isFinal(code)) {
			this.#connection = { is: 'closed', code };
		} else {
			this.#connection = OFFLINE;
			const wait = delayBefore(this.#attempt++, (this.#options.random ?? Math.random)());
			this.#timer = setTimeout(() => this.#connect(), wait);
		}
		this.changes.tell();
	}

	async #seen(seq: number): Promise<void> {
		const isSeen = () => this.#me !== null && this.#me.seq >= seq;
		if (isSeen()) return;
		await new Promise<void>((resolve) => {
			const done = () => {
				clearTimeout(timer);
				unsubscribe();
				resolve();
			};
			const timer = setTimeout(done, SEEN_WITHIN_MS);
			const unsubscribe = this.changes.subscribe(() => {
				if (isSeen()) done();
			});
		});
	}
}
