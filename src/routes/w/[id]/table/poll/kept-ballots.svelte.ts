import { SvelteMap } from 'svelte/reactivity';
import type { CastChoice } from '#domain/commands.ts';
import type { BallotSecret, PollId } from '#domain/ids.ts';
import type { MyBallot, PollView } from '#protocol/view.ts';
import { deviceChoice } from '$lib/live/device.ts';
import type { LiveTable } from '../live-table.ts';

/** What this device alone knows of a ballot in a secret vote. */
export interface KeptBallot {
	readonly secret: BallotSecret;
	/** Counts what was done with it. */
	readonly n: number;
	/** What the server has said that it counts; null where it was withdrawn, or no answer has come. */
	readonly counted: CastChoice | null;
	/** On its way: sent again under the same number until the server answers. */
	readonly sent: CastChoice | null;
}

const kept = new SvelteMap<PollId, KeptBallot>();
let isAwake = $state(false);

/** A page is written on the server first, which keeps none of this: until it is awake here it shows what the server wrote. */
export function wakeKeptBallots(): void {
	isAwake = true;
}

const nameOf = (poll: PollId): string => `mesa-ballot-${poll}`;

export function keptBallot(poll: PollId): KeptBallot | null {
	return isAwake ? (kept.get(poll) ?? read(poll)) : null;
}

/** Kept before anything is sent, or nobody could change the ballot again. A shared computer forgets it with the page. */
export function keepBallot(poll: PollId, ballot: KeptBallot): void {
	kept.set(poll, ballot);
	if (deviceChoice() === 'shared') return;
	try {
		localStorage.setItem(nameOf(poll), JSON.stringify(ballot));
	} catch {
		// Forbidden or full: it stays with this page, and the receipt can be written down.
	}
}

/** My ballot as this device knows it: of a secret vote the server does not know which one is mine. */
export function myBallot(table: Pick<LiveTable, 'me'>, poll: Pick<PollView, 'id'>): MyBallot | undefined {
	const ballot = table.me.ballots[poll.id];
	return ballot?.hasVoted ? { ...ballot, choice: keptBallot(poll.id)?.counted ?? null } : ballot;
}

function read(poll: PollId): KeptBallot | null {
	try {
		const stored: unknown = JSON.parse(localStorage.getItem(nameOf(poll)) ?? 'null');
		return isKept(stored) ? stored : null;
	} catch {
		return null;
	}
}

/** Written by `keepBallot`, of whichever version; a choice that is no choice of the poll's method shows as none. */
function isKept(stored: unknown): stored is KeptBallot {
	if (typeof stored !== 'object' || stored === null) return false;
	const { secret, n } = stored as Record<string, unknown>;
	return typeof secret === 'string' && /^[0-9a-f]{32}$/.test(secret) && Number.isSafeInteger(n);
}
