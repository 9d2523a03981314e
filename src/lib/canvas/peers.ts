import type { Awareness } from 'y-protocols/awareness';
import { parseCardId, type CardId } from '#board/ids.ts';
import { toPosition, type Position } from '#board/geometry.ts';
import { SECTOR_SHAPES, SECTOR_TONES } from '#domain/rules.ts';
import { parseId, POSITION_ID, type ParticipantId, type SectorId } from '#domain/ids.ts';
import { DRAG_PREVIEW_MAX } from '#protocol/presence.ts';
import { PRESENCE_WHO, type PresenceIdentity } from '#protocol/sync.ts';

/** Another device at the table, as its presence reads now. */
export interface Peer {
	readonly client: number;
	readonly person: PresenceIdentity | null;
	readonly cursor: Position | null;
	readonly drag: ReadonlyMap<CardId, Position>;
	readonly editing: CardId | null;
}

/** UTF-16 units of a name beside a cursor. */
const LABEL_MAX = 60;

/** Each state read once: others' cursors that did not move stay the same objects, and are not drawn again. */
const read = new WeakMap<object, Peer>();

/** All others in the room. */
export function readPeers(awareness: Awareness): Peer[] {
	const peers: Peer[] = [];
	awareness.getStates().forEach((state, client) => {
		if (client === awareness.clientID) return;
		const peer = read.get(state) ?? readPeer(client, state);
		read.set(state, peer);
		peers.push(peer);
	});
	return peers;
}

/** A state that can't be read counts as much as can be read of it: nobody hides by a broken field. */
export function readPeer(client: number, state: unknown): Peer {
	const drag = new Map<CardId, Position>();
	for (const [key, value] of Object.entries(fieldsOf(field(state, 'drag')))) {
		const id = parseCardId(key);
		const at = toPosition(value);
		if (id && at && drag.size < DRAG_PREVIEW_MAX) drag.set(id, at);
	}
	return {
		client,
		person: readPerson(field(state, PRESENCE_WHO)),
		cursor: toPosition(field(state, 'cursor')),
		drag,
		editing: parseCardId(field(state, 'editing')),
	};
}

function readPerson(value: unknown): PresenceIdentity | null {
	const id = parseId<ParticipantId>(field(value, 'id'));
	if (id === null) return null;
	const label = field(value, 'label');
	return {
		id,
		label: typeof label === 'string' && label.trim() !== '' ? label.slice(0, LABEL_MAX) : null,
		sector: readSector(field(value, 'sector')),
	};
}

function readSector(value: unknown): PresenceIdentity['sector'] {
	const letter = field(value, 'letter');
	const shape = SECTOR_SHAPES.find((known) => known === field(value, 'shape'));
	const tone = SECTOR_TONES.find((known) => known === field(value, 'tone'));
	const id = field(value, 'id');
	if (typeof letter !== 'string' || shape === undefined || tone === undefined) return null;
	if (typeof id !== 'string' || !POSITION_ID.test(id)) return null;
	return { id: id as SectorId, letter: letter.slice(0, 2), shape, tone }; // a code by position, checked above
}

/** Own properties only: what comes over the wire may name a prototype's (F9). */
const field = (value: unknown, key: string): unknown => fieldsOf(value)[key];

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(Object.entries(value));
}
