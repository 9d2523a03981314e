import type { Command } from '#domain/commands.ts';
import type { CommandAnswer } from '#protocol/api.ts';
import { idFromBytes, ID_BYTES } from '#domain/ids.ts';
import { ask, type Answer } from './ask.ts';

/** Gives the table one command, under a key of its own, so that a repeated request does nothing twice. */
export function giveCommand(fetcher: typeof fetch, workshop: string, command: Command): Promise<Answer<CommandAnswer>> {
	const key = idFromBytes(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
	return ask(fetcher, `/api/workshops/${encodeURIComponent(workshop)}/commands`, {
		method: 'POST',
		body: command,
		headers: { 'idempotency-key': key },
	});
}
