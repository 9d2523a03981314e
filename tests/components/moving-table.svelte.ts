import { flushSync } from 'svelte';
import type { Command } from '#domain/commands.ts';
import type { MyLeading } from '#protocol/leading-view.ts';
import type { MyPart, WorkshopView } from '#protocol/view.ts';
import type { Answer, LiveTable } from '../../src/routes/w/[id]/table/live-table.ts';

/** A table whose frames come one after another, as from the server. */
export class MovingTable implements LiveTable {
	view: WorkshopView = $state.raw() as WorkshopView; // set before the constructor is done
	me: MyPart = $state.raw() as MyPart;
	readonly clock: number;
	readonly connected = true;
	readonly #under: LiveTable;

	constructor(under: LiveTable) {
		this.#under = under;
		this.view = under.view;
		this.me = under.me;
		this.clock = under.clock;
	}

	send(command: Command): Promise<Answer> {
		return this.#under.send(command);
	}

	/** The next frame: what of leading is this person's, out of that memory. */
	become(mine: Partial<MyLeading>, memory: number): void {
		this.view = { ...this.view, leading: { ...this.view.leading, memory } };
		this.me = { ...this.me, leading: { ...this.me.leading, hasFloor: false, ...mine } };
		flushSync();
	}
}

/** Runs what a component would run, without one. Returns how to stop. */
export function inEffects(run: () => void): () => void {
	const stop = $effect.root(run);
	flushSync();
	return stop;
}
