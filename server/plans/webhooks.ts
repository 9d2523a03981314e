import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Logger } from 'pino';
import type { Signer } from '#domain/decision.ts';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { Storage } from '../storage/storage.ts';
import { publicEvents, type PublicEvent } from './public-events.ts';

export const WEBHOOK_FORMAT = 'mesa-abierta/event/1';
/** How often the log is looked at; after failures ever more seldom, up to the longest. */
const LOOK_MS = 15_000;
const LONGEST_MS = 6 * 3_600_000;
const TIMEOUT_MS = 10_000;

interface WebhookDeps {
	readonly storage: Pick<Storage, 'log' | 'instanceLog' | 'plans'>;
	/** Addresses that whoever runs the server set; none by default. */
	readonly addresses: readonly string[];
	readonly signer: () => Signer;
	readonly clock: () => number;
	readonly log: Pick<Logger, 'warn'>;
	readonly send?: typeof fetch;
}

/**
 * Tells addresses of the operator's own what became public: each event at least once and in order, signed with the instance's key. What
 * was told is kept in the database, so that a restart neither repeats nor loses anything; an address that does not answer with 2xx is
 * asked again later, and holds up nobody else.
 */
export class Webhooks {
	readonly #deps: WebhookDeps;
	readonly #failures = new Map<string, { readonly count: number; readonly again: number }>();
	#running: Promise<void> | null = null;

	constructor(deps: WebhookDeps) {
		this.#deps = deps;
	}

	/** Returns the way to stop. */
	start(): () => void {
		if (this.#deps.addresses.length === 0) return () => {};
		const timer = setInterval(() => void this.deliver(), LOOK_MS);
		timer.unref();
		void this.deliver();
		return () => clearInterval(timer);
	}

	/** One round over all addresses; a second one at the same time is the same. */
	deliver(): Promise<void> {
		this.#running ??= this.#round().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	async #round(): Promise<void> {
		await Promise.all(
			this.#deps.addresses.map((address) =>
				this.#toAddress(address).catch((error: unknown) => {
					this.#failed(address);
					// The address may hold a secret, so the log has only its fingerprint.
					this.#deps.log.warn(
						{ err: error, webhook: fingerprint(address) },
						'a webhook did not take an event',
					);
				}),
			),
		);
	}

	async #toAddress(address: string): Promise<void> {
		const { storage, clock } = this.#deps;
		if ((this.#failures.get(address)?.again ?? 0) > clock()) return;
		const key = fingerprint(address);
		const told = await storage.plans.toldUntil(key);
		if (told === null) {
			// A new address hears of what comes, not of all that ever was.
			await storage.plans.tell(key, (await storage.instanceLog.leaves()).length);
			return;
		}
		for (const event of await publicEvents(storage, told)) {
			await this.#post(address, event);
			await storage.plans.tell(key, event.index + 1);
			this.#failures.delete(address);
		}
	}

	async #post(address: string, event: PublicEvent): Promise<void> {
		const { signer, send = fetch } = this.#deps;
		const body = canonicalJson({ format: WEBHOOK_FORMAT, ...event });
		const { key, sign } = signer();
		const answer = await send(address, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-mesa-event': event.id,
				'x-mesa-key': key,
				'x-mesa-signature': sign(utf8ToBytes(body)),
			},
			body,
			redirect: 'manual',
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		await answer.body?.cancel();
		if (!answer.ok) throw new Error(`answered ${answer.status}`);
	}

	#failed(address: string): void {
		const count = (this.#failures.get(address)?.count ?? 0) + 1;
		const wait = Math.min(LOOK_MS * 2 ** count, LONGEST_MS);
		this.#failures.set(address, { count, again: this.#deps.clock() + wait });
	}
}

/** First 16 hex characters of the address's SHA-256. */
function fingerprint(address: string): string {
	return bytesToHex(sha256(utf8ToBytes(address))).slice(0, 16);
}
