import type { Rooms } from './rooms/rooms.ts';
import { UNOBSERVED, type RoomsObserver } from './rooms/observe.ts';
import type { Storage } from './storage/storage.ts';

/** After a failed save nothing may be written for hours: longer than this nobody can say that saving still fails. */
const FAILURE_COUNTS_MS = 60_000;
/** A database that takes longer to answer is as good as none for whoever waits at a table. */
const PING_MS = 3_000;

export interface HealthReport {
	readonly ok: boolean;
	/** The database answers. */
	readonly database: boolean;
	/** The last save of documents went through, or none failed within the last minute. */
	readonly saving: boolean;
	readonly rooms: number;
	readonly people: number;
}

export interface Health {
	/** Hears of saves from the documents lane. */
	readonly observer: RoomsObserver;
	report(): Promise<HealthReport>;
}

/** Whether this server does its work, as `/healthz` tells a watchdog: no id, no name. */
export function createHealth(deps: {
	readonly storage: Pick<Storage, 'ping'>;
	readonly count: Rooms['count'];
	readonly clock: () => number;
}): Health {
	let failedAt: number | null = null;
	return {
		observer: {
			...UNOBSERVED,
			saved() {
				failedAt = null;
			},
			notSaved() {
				failedAt = deps.clock();
			},
		},
		async report() {
			const database = await answersInTime(deps.storage.ping());
			const saving = failedAt === null || deps.clock() - failedAt > FAILURE_COUNTS_MS;
			const { rooms, people } = deps.count();
			return { ok: database && saving, database, saving, rooms, people };
		},
	};
}

async function answersInTime(asked: Promise<void>): Promise<boolean> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<false>((resolve) => {
		timer = setTimeout(() => resolve(false), PING_MS);
	});
	const answered = asked.then(
		() => true,
		() => false, // the report says so; whoever watches decides what to do
	);
	return await Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
