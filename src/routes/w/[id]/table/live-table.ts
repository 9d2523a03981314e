import type { Command } from '#domain/commands.ts';
import type { MyPart, WorkshopView } from '#protocol/view.ts';

/** What the server said to a command: what it made, or its sentence of refusal, already in the reader's language. */
export type Answer =
	| { readonly ok: true; readonly made: Readonly<Record<string, string>> }
	| { readonly ok: false; readonly code: string; readonly message: string };

/** What every part of a table's pages works from: the last frames of the decisions lane, and the way to ask for something. */
export interface LiveTable {
	readonly view: WorkshopView;
	readonly me: MyPart;
	/** The server's clock now (milliseconds); moves once a second. */
	readonly clock: number;
	/** False while the line is down: nothing can be decided, and the page says so. */
	readonly connected: boolean;
	send(command: Command): Promise<Answer>;
}
