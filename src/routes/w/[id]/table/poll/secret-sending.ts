import { bytesToHex } from '@noble/hashes/utils.js';
import type { CastChoice } from '#domain/commands.ts';
import type { BallotSecret } from '#domain/ids.ts';
import { ballotKey, receiptOf, SECRET_BYTES } from '#domain/secret-ballots.ts';
import type { PollView } from '#protocol/view.ts';
import type { Asking } from '../asking.svelte.ts';
import type { LiveTable } from '../live-table.ts';
import { keepBallot, keptBallot, type KeptBallot } from './kept-ballots.svelte.ts';

type Ballot = Pick<PollView, 'id' | 'cardHash'>;

/** Gives, or gives again, a ballot of a secret vote: what this device must remember is kept before anything leaves it. */
export async function castSecretly(table: LiveTable, asking: Asking, poll: Ballot, choice: CastChoice): Promise<void> {
	const before = keptBallot(poll.id) ?? { secret: freshSecret(), n: 0, counted: null, sent: null };
	await send(table, asking, poll, { ...before, n: before.n + 1, sent: choice }, choice);
}

/** The page was left before the server had answered: the same once more, under the same number. */
export async function sendAgain(table: LiveTable, asking: Asking, poll: Ballot): Promise<void> {
	const kept = keptBallot(poll.id);
	if (kept?.sent) await send(table, asking, poll, kept, kept.sent);
}

export async function withdrawSecretly(table: LiveTable, asking: Asking, poll: Ballot): Promise<boolean> {
	const kept = keptBallot(poll.id);
	if (!kept) return false;
	const { secret } = kept;
	const n = kept.n + 1;
	keepBallot(poll.id, { ...kept, n });
	const done = await asking.ask(table, { type: 'withdrawSecretly', poll: poll.id, secret, n });
	if (done) keepBallot(poll.id, { secret, n, counted: null, sent: null });
	return done !== null;
}

async function send(
	table: LiveTable,
	asking: Asking,
	poll: Ballot,
	kept: KeptBallot,
	choice: CastChoice,
): Promise<void> {
	const { secret, n, counted } = kept;
	keepBallot(poll.id, kept);
	const done = await asking.ask(table, {
		type: 'castSecretly',
		poll: poll.id,
		rules: poll.cardHash,
		key: ballotKey(secret),
		receipt: receiptOf(secret),
		secret: n === 1 ? null : secret,
		n,
		choice,
	});
	keepBallot(poll.id, { secret, n, counted: done ? choice : counted, sent: null });
}

const freshSecret = (): BallotSecret =>
	bytesToHex(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))) as BallotSecret;
