import { online } from 'svelte/reactivity/window';
import type { Command } from '#domain/commands.ts';
import type { TableSnapshot } from '#protocol/api.ts';
import type { MyPart, WorkshopView } from '#protocol/view.ts';
import { LiveWorkshop } from '$lib/live/workshop.svelte.ts';
import { WallClock } from './wall-clock.ts';
import type { Answer, LiveTable } from './live-table.ts';

/**
 * A ballot that no server has answered is kept and sent again: the last one of a person counts, so that it counts once; one of a secret
 * vote under its own key and number.
 */
const KEPT: ReadonlySet<Command['type']> = new Set([
	'castBallot',
	'withdrawBallot',
	'castSecretly',
	'withdrawSecretly',
]);
/** Between two tries of a kept ballot while the line looks well; each try has waited for the network by itself before. */
const AGAIN_MS = 3_000;

/** The table that a page stands on: what it was written with on the server, then the live lane. `stop()` it on leaving. */
export class TableLine implements LiveTable {
	readonly #first: TableSnapshot;
	readonly #live: LiveWorkshop | null;
	readonly #clock = new WallClock();
	#isStopped = false;

	constructor(first: TableSnapshot) {
		this.#first = first;
		this.#live =
			typeof window === 'undefined' ? null : new LiveWorkshop({ workshop: first.state.id, initial: first });
	}

	get view(): WorkshopView {
		return (this.#live?.current ?? this.#first).state;
	}

	get me(): MyPart {
		return (this.#live?.current ?? this.#first).me;
	}

	get clock(): number {
		return this.#live ? this.#clock.current + this.#live.clockOffset : this.#first.me.now;
	}

	/** True from the start: a page that has just come says nothing of a line that is still being drawn. */
	get connected(): boolean {
		return this.#live?.status.current.is !== 'offline' && online.current !== false;
	}

	/** The code with which the server ended this for good, or null. */
	get ended(): number | null {
		const status = this.#live?.status.current;
		return status?.is === 'closed' ? status.code : null;
	}

	async send(command: Command): Promise<Answer> {
		if (!this.#live) throw new Error('nobody gives commands while a page is written on the server');
		let answer = await this.#live.command(command);
		while (!answer.ok && answer.code === 'network' && KEPT.has(command.type) && !this.#isStopped) {
			await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
			answer = await this.#live.command(command);
		}
		return answer;
	}

	stop(): void {
		this.#isStopped = true;
		this.#live?.stop();
	}
}
