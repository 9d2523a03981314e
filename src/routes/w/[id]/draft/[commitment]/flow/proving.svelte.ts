import type { Command } from '#domain/commands.ts';
import type { Proof } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';
import { ask } from '$lib/api/ask.ts';
import type { Asking } from '../../../table/asking.svelte.ts';
import type { LiveTable } from '../../../table/live-table.ts';

/** Whoever asks for something grave shows their password or code again, once the server wants it. */
export class Proving {
	secret = $state('');
	/** The server wants it. */
	isAsked = $state(false);
	problem: string | null = $state(null);
	busy = $state(false);

	/** As `Asking.ask`; where the server wants a proof the field shows, and the next press sends it first. */
	async ask(asking: Asking, table: LiveTable, command: Command): Promise<boolean> {
		if (this.busy) return false;
		this.busy = true;
		try {
			if (this.isAsked && !(await this.#prove(table.view.id))) return false;
			const granted = await asking.ask(table, command);
			if (asking.refused?.code === 'proof.required') {
				this.isAsked = true;
				asking.forget();
			}
			return granted !== null;
		} finally {
			this.busy = false;
		}
	}

	async #prove(workshop: string): Promise<boolean> {
		const secret = this.secret.trim();
		this.problem = secret === '' ? m.sign_proof_missing() : null;
		if (this.problem) return false;
		const answer = await ask<Proof>(fetch, `/api/workshops/${workshop}/proof`, {
			method: 'POST',
			body: { secret },
		});
		this.problem = answer.ok ? null : answer.error.message;
		if (!answer.ok) return false;
		this.secret = '';
		this.isAsked = false;
		return true;
	}
}
