import type { Command } from '#domain/commands.ts';
import type { Answer, LiveTable } from './live-table.ts';

type Granted = Extract<Answer, { ok: true }>;
export type Refused = Extract<Answer, { ok: false }>;

/** One control's question to the server: on its way, or refused, with the sentence to show beside the control. */
export class Asking {
	busy = $state(false);
	refused: Refused | null = $state(null);

	/** Asks once; a second press while the first is on its way asks nothing. Null where it was refused. */
	async ask(table: LiveTable, command: Command): Promise<Granted | null> {
		if (this.busy) return null;
		this.busy = true;
		this.refused = null;
		try {
			const answer = await table.send(command);
			if (answer.ok) return answer;
			this.refused = answer;
			return null;
		} finally {
			this.busy = false;
		}
	}

	forget(): void {
		this.refused = null;
	}
}
