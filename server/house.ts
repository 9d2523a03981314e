import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import { documentName } from '#board/document-names.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { CLOSE } from '#protocol/sync.ts';
import { createApp } from './app.ts';
import { createAuth, type Auth } from './auth/auth.ts';
import type { Config } from './config.ts';
import type { Deps } from './http/deps.ts';
import { createHealth } from './health.ts';
import type { Env } from './http/env.ts';
import { LiveLane } from './http/live-lane.ts';
import { createUpgrades, type Upgrades } from './http/upgrade.ts';
import { InstanceLog, InstanceLogDamaged } from './ledger/instance-log.ts';
import { finishRotation } from './ledger/rotate-key.ts';
import { exampleKeyFile, openSigningKey } from './ledger/signing.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { bothOf } from './rooms/observe.ts';
import type { RoomsDeps } from './rooms/deps.ts';
import { createRooms, type Rooms } from './rooms/rooms.ts';
import { openStorage } from './storage/open.ts';
import { Webhooks } from './plans/webhooks.ts';
import type { Storage } from './storage/storage.ts';
import type { Documents } from './workshops/documents.ts';
import { Workshops } from './workshops/workshops.ts';

/** Everything behind the door, wired once a process. */
export interface House {
	readonly config: Config;
	readonly log: Logger;
	readonly storage: Storage;
	readonly rooms: Rooms;
	readonly workshops: Workshops;
	readonly instanceLog: InstanceLog;
	readonly auth: Auth;
	readonly webhooks: Webhooks;
	readonly deps: Deps;
	readonly app: OpenAPIHono<Env>;
	readonly upgrades: Upgrades;
	/** Where people find this server, when no request says it: PUBLIC_ORIGIN, or what the listener was given. */
	origin: string;
	/** Saves, tells everybody to come back, and lets go of the database. */
	close(): Promise<void>;
}

/** Opens the database and the keys and wires the lanes. Throws `OpenRefused`, `KeyUnusable`. */
export async function openHouse(config: Config): Promise<House> {
	const log = createLog(config);
	const storage = await openStorage({ url: config.databaseUrl, role: 'server' });
	try {
		await finishRotation(storage.instanceLog, config.signingKeyFile);
		const house = wire(config, log, storage);
		// What a crash left between an issue and its checkpoint, or an earlier version issued without a log, is made up for here.
		await house.instanceLog.checkpoint().catch((error: unknown) => {
			if (!(error instanceof InstanceLogDamaged)) throw error;
			// People can work on; nothing is issued until somebody has looked.
			log.fatal({ err: error }, 'the log of the instance is damaged: run ledger:check');
		});
		return house;
	} catch (error) {
		await storage.close();
		throw error;
	}
}

function wire(config: Config, log: Logger, storage: Storage): House {
	const clock = Date.now;
	const signer = openSigningKey(config.signingKeyFile);
	// An example is signed by a key of its own, so that nobody can pass it off as an agreement.
	const exampleSigner = openSigningKey(exampleKeyFile(config.signingKeyFile));
	const where = { origin: config.publicOrigin ?? `http://localhost:${config.port}` };

	// The lanes need each other: commands freeze documents, and documents ask what a phase or a lock permits.
	const documents: Documents = documentsOf(() => rooms, storage);
	const instance = {
		now: clock,
		signer: (example: boolean) => (example ? exampleSigner : signer),
		origin: () => where.origin,
	};
	const instanceLog = new InstanceLog({ storage, signer: instance.signer, clock });
	const checkpoints = {
		ready: () => instanceLog.ready(),
		async sign() {
			try {
				await instanceLog.checkpoint();
			} catch (error) {
				// The record or the session is on disk; the next round of upkeep signs again, and says so as long as it can't.
				log.error({ err: error }, 'the log could not be signed');
			}
		},
	};
	const workshops = new Workshops({ storage, documents, instance, checkpoints });
	const live = new LiveLane();
	const count = () => rooms.count();
	const health = createHealth({ storage, count, clock });
	const token = config.metricsToken;
	const metrics = token === null ? null : { source: createMetrics({ count, live: () => live.connections }), token };
	const observe = metrics === null ? health.observer : bothOf(health.observer, metrics.source.observer);
	const onLost = (id: WorkshopId) => workshops.tables.lost(id);
	const onTooMany: RoomsDeps['onTooMany'] = (key, participant) => workshops.stopped(key, participant);
	const rooms = createRooms({ storage, access: workshops.access, clock, log, onLost, onTooMany, observe });

	const webhooks = new Webhooks({ storage, addresses: config.webhooks, signer: () => signer, clock, log });
	const auth = createAuth(storage.auth, clock);
	const deps: Deps = { settings: config, storage, workshops, instanceLog, auth, clock, log, health, metrics };
	const onRefused = metrics?.source.upgradeRefused;
	const upgrades = createUpgrades({ settings: config, auth, workshops, rooms, live, clock, log, onRefused });

	return {
		...{ config, log, storage, rooms, workshops, instanceLog, auth, webhooks, deps, upgrades },
		app: createApp(deps),
		get origin() {
			return where.origin;
		},
		set origin(origin) {
			where.origin = origin;
		},
		async close() {
			upgrades.stop();
			live.stop();
			await rooms.stop();
			await workshops.tables.stop();
			await storage.close();
		},
	};
}

function documentsOf(rooms: () => Rooms, storage: Storage): Documents {
	return {
		async frozen(workshop, target, use) {
			const freeze = await rooms().freeze(workshop, target);
			try {
				return await freeze.read(use);
			} finally {
				freeze.release();
			}
		},
		undoing: (workshop, target, acts, use) => rooms().undoing(workshop, target, acts, use),
		undoable: (workshop, target, acts) => rooms().undoable(workshop, target, acts),
		planting: (workshop, target, use) => rooms().planting(workshop, target, use),
		async discard(workshop, target) {
			await rooms().discard(workshop, target);
			await storage.documents.discard(workshop, documentName(target));
		},
		written: (workshop, target) => rooms().written(workshop, target),
		read: (workshop, target, read) => rooms().read(workshop, target, read),
		write: (workshop, target, write) => rooms().write(workshop, target, write),
		closePerson: (workshop, participant) => rooms().closePerson(workshop, participant, CLOSE.removed),
		closeWorkshop: (workshop, why) =>
			void rooms().closeWorkshop(workshop, why === 'lost' ? CLOSE.busy : CLOSE.removed),
	};
}
