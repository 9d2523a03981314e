import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { POSITION_ID, type ParticipantId, type SectorId } from '#domain/ids.ts';
import { SECTOR_SHAPES, SECTOR_TONES } from '#domain/rules.ts';
import { BadPresence, readId, readPoint, readState, writeId, writePoint, writeState } from './presence-bytes.ts';
import type { PresenceState } from './presence.ts';
import { MESSAGE, type PresenceIdentity } from './sync.ts';

/** A device by the number under which the server speaks of it; a number that went may come again as somebody else. */
export interface PeerPerson {
	readonly number: number;
	readonly person: PresenceIdentity;
}

export interface PeerState {
	readonly number: number;
	readonly state: PresenceState;
}

/**
 * The server to our own clients (`MESSAGE.peers`). Each device is introduced once; from then on it is a number of one or two bytes
 * and its whole last value, so no message builds on one before it but by the introductions. To be taken in this order.
 */
export interface PeersMessage {
	/** The receiver's own number, under which it passes over itself. It forgets everybody: all come anew. */
	readonly own?: number;
	readonly gone?: readonly number[];
	readonly people?: readonly PeerPerson[];
	readonly states?: readonly PeerState[];
}

const OWN = 1;
const GONE = 2;
const PEOPLE = 4;
const STATES = 8;
const CURSORS = 16;

/**
 * One byte of type, one that tells the parts, the parts: 1 own number; 2 who went; 4 people; 8 states that show more than a cursor,
 * or nothing; 16, up to the end, the others: number and place, five or six bytes each.
 */
export function encodePeers({ own, gone = [], people = [], states = [] }: PeersMessage): Uint8Array {
	let cursors = 0;
	for (const { state } of states) if (isCursorAlone(state)) cursors++;
	const acts = states.length - cursors;
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.peers);
		encoding.writeUint8(
			encoder,
			(own === undefined ? 0 : OWN) |
				(gone.length > 0 ? GONE : 0) |
				(people.length > 0 ? PEOPLE : 0) |
				(acts > 0 ? STATES : 0) |
				(cursors > 0 ? CURSORS : 0),
		);
		if (own !== undefined) encoding.writeVarUint(encoder, own);
		if (gone.length > 0) {
			encoding.writeVarUint(encoder, gone.length);
			for (const number of gone) encoding.writeVarUint(encoder, number);
		}
		if (people.length > 0) {
			encoding.writeVarUint(encoder, people.length);
			for (const peer of people) writePerson(encoder, peer);
		}
		if (acts > 0) {
			encoding.writeVarUint(encoder, acts);
			for (const { number, state } of states) {
				if (isCursorAlone(state)) continue;
				encoding.writeVarUint(encoder, number);
				writeState(encoder, state);
			}
		}
		for (const { number, state } of states) {
			if (!isCursorAlone(state)) continue;
			encoding.writeVarUint(encoder, number);
			writePoint(encoder, state.cursor);
		}
	});
}

/** Reads what follows the message's type. Throws where it is no such message. */
export function readPeers(decoder: decoding.Decoder): Required<Omit<PeersMessage, 'own'>> & Pick<PeersMessage, 'own'> {
	const parts = decoding.readUint8(decoder);
	const own = parts & OWN ? { own: decoding.readVarUint(decoder) } : {};
	const gone = parts & GONE ? readMany(decoder, decoding.readVarUint) : [];
	const people = parts & PEOPLE ? readMany(decoder, readPerson) : [];
	const states: PeerState[] = parts & STATES ? readMany(decoder, readPeerState) : [];
	while (parts & CURSORS && decoding.hasContent(decoder)) {
		const number = decoding.readVarUint(decoder);
		states.push({ number, state: { cursor: readPoint(decoder), drag: null, editing: null } });
	}
	if (decoding.hasContent(decoder)) throw new BadPresence('more than a message');
	return { ...own, gone, people, states };
}

const isCursorAlone = (
	state: PresenceState,
): state is PresenceState & { cursor: NonNullable<PresenceState['cursor']> } =>
	state.cursor !== null &&
	state.drag === null &&
	state.editing === null &&
	!(state.brings || state.screen || state.laser || state.follows || state.looks);

function readMany<Item>(decoder: decoding.Decoder, readOne: (decoder: decoding.Decoder) => Item): Item[] {
	const items: Item[] = [];
	for (let left = decoding.readVarUint(decoder); left > 0; left--) items.push(readOne(decoder));
	return items;
}

function readPeerState(decoder: decoding.Decoder): PeerState {
	return { number: decoding.readVarUint(decoder), state: readState(decoder) };
}

/** Number, id, label ('' for none), then the sector: its letter ('' for no sector), id, shape and tone. */
function writePerson(encoder: encoding.Encoder, { number, person: { id, label, sector } }: PeerPerson): void {
	encoding.writeVarUint(encoder, number);
	writeId(encoder, id);
	encoding.writeVarString(encoder, label ?? '');
	encoding.writeVarString(encoder, sector?.letter ?? '');
	if (!sector || sector.letter === '') return;
	encoding.writeVarString(encoder, sector.id);
	encoding.writeUint8(encoder, SECTOR_SHAPES.indexOf(sector.shape));
	encoding.writeUint8(encoder, SECTOR_TONES.indexOf(sector.tone));
}

function readPerson(decoder: decoding.Decoder): PeerPerson {
	const number = decoding.readVarUint(decoder);
	const id = readId(decoder) as ParticipantId; // 20 characters of base32, by how it is packed
	const label = decoding.readVarString(decoder);
	const letter = decoding.readVarString(decoder);
	const sector = letter === '' ? null : readSector(decoder, letter);
	return { number, person: { id, label: label === '' ? null : label, sector } };
}

function readSector(decoder: decoding.Decoder, letter: string): PresenceIdentity['sector'] {
	const id = decoding.readVarString(decoder);
	const shape = SECTOR_SHAPES[decoding.readUint8(decoder)];
	const tone = SECTOR_TONES[decoding.readUint8(decoder)];
	if (!POSITION_ID.test(id) || shape === undefined || tone === undefined) throw new BadPresence('no such sector');
	return { id: id as SectorId, letter, shape, tone }; // a code by position, checked above
}
