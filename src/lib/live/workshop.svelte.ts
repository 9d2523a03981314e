import type { Command } from '#domain/commands.ts';
import type { TableSnapshot } from '#protocol/api.ts';
import type { ConnectionState } from './connection-state.ts';
import { Reading } from './reading.ts';
import { WorkshopLink, type CommandOutcome, type WorkshopLinkOptions } from './workshop-link.ts';

/** A live table for components. Create it when a page opens the table, `stop()` it when the page is left. */
export class LiveWorkshop {
	readonly status: Reading<ConnectionState>;
	readonly #view: Reading<TableSnapshot | null>;
	readonly #offset: Reading<number>;
	readonly #link: WorkshopLink;

	constructor(options: WorkshopLinkOptions) {
		const link = new WorkshopLink(options);
		this.#link = link;
		this.status = new Reading(link.changes, () => link.connection);
		this.#view = new Reading(link.changes, () => link.view);
		this.#offset = new Reading(link.changes, () => link.clockOffset);
	}

	/** The table as this person may see it, with their own part; null until it has come. */
	get current(): TableSnapshot | null {
		return this.#view.current;
	}

	/** Add it to `Date.now()` for the server's clock (milliseconds); timers count by that. */
	get clockOffset(): number {
		return this.#offset.current;
	}

	/** Gives a command and answers once the table shows what it did. A refusal is an answer, with a sentence to show. */
	command(command: Command): Promise<CommandOutcome> {
		return this.#link.command(command);
	}

	stop(): void {
		this.#link.stop();
	}
}
