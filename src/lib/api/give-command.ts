import type { Command } from '#domain/commands.ts';
import type { CommandAnswer } from '#protocol/api.ts';
import { delayBefore } from '../live/backoff.ts';
import { freshId } from '../live/fresh-id.ts';
import { ask, type Answer } from './ask.ts';

/** Tries after the first: with the waits between them some five seconds, as long as a person waits for a button. */
const RETRIES = 4;
/** No answer came, or a proxy gave it: whether the command was carried out is not known. */
const OUTCOME_UNKNOWN: readonly number[] = [0, 502, 503, 504];

/**
 * Gives the table one command, under a key of its own. Where the network fails it is sent again under the same key, so that it
 * is carried out once however often it arrives; a refusal is an answer, and is not tried again.
 */
export async function giveCommand(
	fetcher: typeof fetch,
	workshop: string,
	command: Command,
	random: () => number = Math.random,
): Promise<Answer<CommandAnswer>> {
	const key = freshId();
	const send = () =>
		ask<CommandAnswer>(fetcher, `/api/workshops/${encodeURIComponent(workshop)}/commands`, {
			method: 'POST',
			body: command,
			headers: { 'idempotency-key': key },
		});
	let answer = await send();
	for (let attempt = 0; attempt < RETRIES && !answer.ok && OUTCOME_UNKNOWN.includes(answer.status); attempt++) {
		await new Promise((resolve) => setTimeout(resolve, delayBefore(attempt, random())));
		answer = await send();
	}
	return answer;
}
