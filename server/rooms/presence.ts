import type { ParticipantId } from '#domain/ids.ts';
import { PRESENCE_MAX_BYTES, PRESENCE_USER, PRESENCE_WHO, type PresenceIdentity } from '#protocol/sync.ts';
import { presenceFrame, type PresenceEntry } from './frames.ts';

/** Beyond it a clock can't be counted up by every client (F17). */
const CLOCK_MAX = 2 ** 31;

/** Hidden ones kept so that their clocks go on counting; beyond it they are forgotten. */
const REMEMBERED_MAX = 2_000;

interface Shown {
	/** Clock of the client's last message. */
	seen: number;
	/** Clock sent out: others take a state only under a newer one. */
	clock: number;
	/** As the client sent it; null once it hid or left. */
	state: Readonly<Record<string, unknown>> | null;
	identity: PresenceIdentity;
}

/**
 * Cursors, selections, carets: one last value a client id, never stored. Whose it is the server writes itself; a state that is
 * too large, an old clock or one beyond counting is passed over (F17).
 */
export class Presence {
	readonly #shown = new Map<number, Shown>();
	readonly #changed = new Set<number>();

	/** Takes what a client says of itself; false where it is passed over. The caller has checked that the id is this person's. */
	show({ clientId, clock, json }: PresenceEntry, identity: PresenceIdentity): boolean {
		const before = this.#shown.get(clientId);
		if (clock > CLOCK_MAX || (before !== undefined && clock < before.seen)) return false;
		const state = parseState(json);
		if (state === undefined) return false;
		// Under the same clock a client can only leave, or come back after its connection broke.
		if (before !== undefined && clock === before.seen && (before.state === null) === (state === null)) return false;
		this.#shown.set(clientId, { seen: clock, clock: nextClock(before, clock), state, identity });
		this.#changed.add(clientId);
		return true;
	}

	hide(clientId: number): boolean {
		const shown = this.#shown.get(clientId);
		if (shown === undefined || shown.state === null) return false;
		shown.state = null;
		shown.clock += 1;
		this.#changed.add(clientId);
		return true;
	}

	/** Writes identities anew, after the table's rule on names or somebody's sector changed. */
	restamp(identityOf: (participant: ParticipantId) => PresenceIdentity): boolean {
		for (const [clientId, shown] of this.#shown) {
			if (shown.state === null) continue;
			const identity = identityOf(shown.identity.id);
			if (JSON.stringify(identity) === JSON.stringify(shown.identity)) continue;
			shown.identity = identity;
			shown.clock += 1;
			this.#changed.add(clientId);
		}
		return this.#changed.size > 0;
	}

	/** What changed since the last call, as one frame for everybody; null where nothing did. */
	takeFrame(): Uint8Array | null {
		if (this.#changed.size === 0) return null;
		const frame = presenceFrame(this.#entries(this.#changed));
		this.#changed.clear();
		if (this.#shown.size > REMEMBERED_MAX) {
			for (const [clientId, { state }] of this.#shown) if (state === null) this.#shown.delete(clientId);
		}
		return frame;
	}

	/** Everybody who shows, for one who joins or lagged. */
	wholeFrame(): Uint8Array | null {
		const shown = [...this.#shown].filter(([, { state }]) => state !== null).map(([clientId]) => clientId);
		return shown.length === 0 ? null : presenceFrame(this.#entries(shown));
	}

	#entries(clientIds: Iterable<number>): PresenceEntry[] {
		const entries: PresenceEntry[] = [];
		for (const clientId of clientIds) {
			const shown = this.#shown.get(clientId);
			if (shown) entries.push({ clientId, clock: shown.clock, json: stamp(shown) });
		}
		return entries;
	}
}

/** The client's own clock where it is ahead: then its copy of itself, which it gets back, is none the newer. */
const nextClock = (before: Shown | undefined, clock: number): number =>
	before === undefined ? clock : Math.max(before.clock + 1, clock);

function stamp({ state, identity }: Shown): string {
	if (state === null) return 'null';
	const tone = identity.sector?.tone ?? 'citizens';
	const user = {
		name: identity.label ?? identity.sector?.letter ?? '',
		color: `var(--sector-${tone})`,
		colorLight: `color-mix(in srgb, var(--sector-${tone}) 25%, transparent)`,
	};
	return JSON.stringify({ ...state, [PRESENCE_WHO]: identity, [PRESENCE_USER]: user });
}

/** An object, null for "not here", or undefined for what is no state. */
function parseState(json: string): Readonly<Record<string, unknown>> | null | undefined {
	if (json.length > PRESENCE_MAX_BYTES || Buffer.byteLength(json) > PRESENCE_MAX_BYTES) return undefined;
	try {
		const state: unknown = JSON.parse(json);
		if (state === null) return null;
		return isRecord(state) ? state : undefined;
	} catch {
		return undefined;
	}
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The person under whose name the server sent a state out; null for one that it never stamped. */
export function stampedFor(json: string): string | null {
	const state = parseState(json);
	const who = state?.[PRESENCE_WHO];
	return isRecord(who) && typeof who.id === 'string' ? who.id : null;
}
