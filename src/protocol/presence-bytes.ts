import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { BASE32, type CardId, type ParticipantId } from '#domain/ids.ts';
import { DRAG_PREVIEW_MAX, PRESENCE_REACH, type Point, type PresenceState, type PresenceView } from './presence.ts';

const CURSOR = 1;
const DRAG = 2;
const EDITING = 4;
const BRINGS = 8;
const SCREEN = 16;
const LASER = 32;
const FOLLOWS = 64;
const LOOKS = 128;

const ID_LENGTH = 20;
/** 20 characters of 5 bits; the last four bits stay empty. */
const PACKED_ID_BYTES = 13;

/** A message that is none; whoever reads one ends with it. */
export class BadPresence extends Error {
	override readonly name = 'BadPresence';
}

/** One whole last value. Coordinates are rounded to page units, which is finer than a moving hand. */
export function writeState(encoder: encoding.Encoder, state: PresenceState): void {
	const { cursor, drag, editing, brings, screen, follows, looks } = state;
	encoding.writeUint8(
		encoder,
		(cursor ? CURSOR : 0) |
			(drag ? DRAG : 0) |
			(editing ? EDITING : 0) |
			(brings ? BRINGS : 0) |
			(screen ? SCREEN : 0) |
			(cursor && state.laser ? LASER : 0) |
			(follows ? FOLLOWS : 0) |
			(looks ? LOOKS : 0),
	);
	if (cursor) writePoint(encoder, cursor);
	if (drag) {
		const cards = Object.entries(drag).slice(0, DRAG_PREVIEW_MAX);
		encoding.writeVarUint(encoder, cards.length);
		for (const [card, at] of cards) {
			writeId(encoder, card);
			writePoint(encoder, at);
		}
	}
	if (editing) writeId(encoder, editing);
	if (brings) writeView(encoder, brings);
	if (screen) writeView(encoder, screen);
	if (follows) writeId(encoder, follows);
	if (looks) writeView(encoder, looks);
}

export function readState(decoder: decoding.Decoder): PresenceState {
	const shows = decoding.readUint8(decoder);
	if (shows & LASER && !(shows & CURSOR)) throw new BadPresence('points with no pointer');
	return {
		cursor: shows & CURSOR ? readPoint(decoder) : null,
		drag: shows & DRAG ? readDrag(decoder) : null,
		editing: shows & EDITING ? (readId(decoder) as CardId) : null, // 20 characters of base32, by how it is packed
		...(shows & BRINGS ? { brings: readView(decoder) } : {}),
		...(shows & SCREEN ? { screen: readView(decoder) } : {}),
		...(shows & LASER ? { laser: true } : {}),
		...(shows & FOLLOWS ? { follows: readId(decoder) as ParticipantId } : {}), // as above
		...(shows & LOOKS ? { looks: readView(decoder) } : {}),
	};
}

function readDrag(decoder: decoding.Decoder): PresenceState['drag'] {
	const count = decoding.readVarUint(decoder);
	if (count > DRAG_PREVIEW_MAX) throw new BadPresence('a drag of too many cards');
	const drag: Record<CardId, Point> = {};
	for (let left = count; left > 0; left--) {
		const card = readId(decoder) as CardId; // as above
		drag[card] = readPoint(decoder);
	}
	return drag;
}

export function writeView(encoder: encoding.Encoder, { left, top, right, bottom }: PresenceView): void {
	writePoint(encoder, [left, top]);
	writePoint(encoder, [right, bottom]);
}

export function readView(decoder: decoding.Decoder): PresenceView {
	const [left, top] = readPoint(decoder);
	const [right, bottom] = readPoint(decoder);
	if (right < left || bottom < top) throw new BadPresence('a view turned inside out');
	return { left, top, right, bottom };
}

export function writePoint(encoder: encoding.Encoder, [x, y]: Point): void {
	encoding.writeVarInt(encoder, whole(x));
	encoding.writeVarInt(encoder, whole(y));
}

export function readPoint(decoder: decoding.Decoder): Point {
	return [within(decoding.readVarInt(decoder)), within(decoding.readVarInt(decoder))];
}

/** + 0 turns −0 into 0, which a signed number of bytes would keep. */
const whole = (value: number): number => Math.round(within(value)) + 0;
const within = (value: number): number => Math.max(-PRESENCE_REACH, Math.min(PRESENCE_REACH, value));

/** A random id (`src/domain/ids.ts`) in 13 bytes. */
export function writeId(encoder: encoding.Encoder, id: string): void {
	if (id.length !== ID_LENGTH) throw new BadPresence('no random id');
	let bits = 0;
	let held = 0;
	for (let i = 0; i < ID_LENGTH; i++) {
		const value = BASE32.indexOf(id.charAt(i));
		if (value < 0) throw new BadPresence('no random id');
		held = (held << 5) | value;
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		encoding.writeUint8(encoder, (held >> bits) & 255);
		held &= (1 << bits) - 1;
	}
	encoding.writeUint8(encoder, (held << (8 - bits)) & 255);
}

export function readId(decoder: decoding.Decoder): string {
	let id = '';
	let bits = 0;
	let held = 0;
	for (let i = 0; i < PACKED_ID_BYTES; i++) {
		held = (held << 8) | decoding.readUint8(decoder);
		bits += 8;
		while (bits >= 5 && id.length < ID_LENGTH) {
			bits -= 5;
			id += BASE32.charAt((held >> bits) & 31);
			held &= (1 << bits) - 1;
		}
	}
	return id;
}
