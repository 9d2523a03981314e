import { parseCardId } from '#board/ids.ts';
import { parseId, type CardId, type ParticipantId } from '#domain/ids.ts';
import {
	DRAG_PREVIEW_MAX,
	PRESENCE_REACH,
	type Point,
	type PresenceState,
	type PresenceView,
} from '#protocol/presence.ts';
import { PRESENCE_MAX_BYTES, PRESENCE_USER, PRESENCE_WHO, type PresenceIdentity } from '#protocol/sync.ts';

/** A presence state as a stock client has it: any JSON object. */
export type StockState = Readonly<Record<string, unknown>>;

/** An object, null for "not here", or undefined for what is no state. */
export function parseState(json: string): StockState | null | undefined {
	if (json.length > PRESENCE_MAX_BYTES || Buffer.byteLength(json) > PRESENCE_MAX_BYTES) return undefined;
	try {
		const state: unknown = JSON.parse(json);
		if (state === null) return null;
		return isRecord(state) ? state : undefined;
	} catch {
		return undefined;
	}
}

/** The state with whose it is, in the fields that editors look for; what the client says of that is overwritten (F17). */
export function stamp(state: StockState | PresenceState, identity: PresenceIdentity): string {
	const tone = identity.sector?.tone ?? 'citizens';
	const user = {
		name: identity.label ?? identity.sector?.letter ?? '',
		color: `var(--sector-${tone})`,
		colorLight: `color-mix(in srgb, var(--sector-${tone}) 25%, transparent)`,
	};
	return JSON.stringify({ ...state, [PRESENCE_WHO]: identity, [PRESENCE_USER]: user });
}

/** The person under whose name the server sent a state out; null for one that it never stamped. */
export function stampedFor(json: string): string | null {
	const state = parseState(json);
	const who = state?.[PRESENCE_WHO];
	return isRecord(who) && typeof who.id === 'string' ? who.id : null;
}

/** What our own clients can show of it: a broken field counts as nothing, so that nobody hides by one. */
export function readStockState(state: StockState): PresenceState {
	const drag: Record<CardId, Point> = {};
	let dragged = 0;
	for (const [key, value] of Object.entries(isRecord(state['drag']) ? state['drag'] : {})) {
		const card = parseCardId(key);
		const at = readPoint(value);
		if (card === null || at === null || dragged === DRAG_PREVIEW_MAX) continue;
		drag[card] = at;
		dragged += 1;
	}
	const cursor = readPoint(state['cursor']);
	const follows = parseId<ParticipantId>(state['follows']);
	const looks = readView(state['looks']);
	return {
		cursor,
		drag: dragged > 0 ? drag : null,
		editing: parseCardId(state['editing']),
		...(cursor !== null && state['laser'] === true ? { laser: true } : {}),
		...(follows && { follows }),
		...(looks && { looks }),
	};
}

function readView(value: unknown): PresenceView | null {
	if (!isRecord(value)) return null;
	const from = readPoint([value['left'], value['top']]);
	const to = readPoint([value['right'], value['bottom']]);
	if (from === null || to === null || to[0] < from[0] || to[1] < from[1]) return null;
	return { left: from[0], top: from[1], right: to[0], bottom: to[1] };
}

function readPoint(value: unknown): Point | null {
	if (!Array.isArray(value) || value.length !== 2) return null;
	const [x, y]: readonly unknown[] = value;
	if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) return null;
	return [within(x), within(y)];
}

const within = (value: number): number => Math.max(-PRESENCE_REACH, Math.min(PRESENCE_REACH, value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
