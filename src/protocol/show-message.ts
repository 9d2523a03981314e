import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { BadPresence, readState, readView, writeState, writeView } from './presence-bytes.ts';
import type { PresenceState, PresenceView } from './presence.ts';
import { MESSAGE } from './sync.ts';

const HELLO = 1;
const VIEW = 2;
const BLIND = 4;
const STATE = 8;

/**
 * Our own client to the server (`MESSAGE.show`): what its person shows and looks at, whenever it changes, the whole last value
 * each time. A moved cursor is seven bytes.
 */
export interface ShowMessage {
	/**
	 * The Yjs client id under which stock clients see this device. In the first of a connection's messages, which also asks for
	 * compact presence; a client that sends awareness instead gets awareness.
	 */
	readonly clientId?: number;
	/** What the canvas looks at; null where there is none (list, projector): then others come slowly. Absent: as before. */
	readonly view?: PresenceView | null;
	/** Absent: as before. */
	readonly state?: PresenceState;
}

/** One byte of type, then what of the message there is, told by one byte: 1 client id, 2 view, 4 no view, 8 state. */
export function encodeShow({ clientId, view, state }: ShowMessage): Uint8Array<ArrayBuffer> {
	const parts =
		(clientId === undefined ? 0 : HELLO) |
		(view === undefined ? 0 : view === null ? BLIND : VIEW) |
		(state === undefined ? 0 : STATE);
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.show);
		encoding.writeUint8(encoder, parts);
		if (clientId !== undefined) encoding.writeVarUint(encoder, clientId);
		if (view) writeView(encoder, view);
		if (state) writeState(encoder, state);
	});
}

/** Reads what follows the message's type. Throws where it is no such message. */
export function readShow(decoder: decoding.Decoder): ShowMessage {
	const parts = decoding.readUint8(decoder);
	const isBlind = (parts & BLIND) !== 0;
	if (parts > (HELLO | VIEW | BLIND | STATE) || (isBlind && parts & VIEW)) throw new BadPresence('no such parts');
	const message = {
		...(parts & HELLO ? { clientId: decoding.readVarUint(decoder) } : {}),
		...(parts & VIEW ? { view: readView(decoder) } : isBlind ? { view: null } : {}),
		...(parts & STATE ? { state: readState(decoder) } : {}),
	};
	if (decoding.hasContent(decoder)) throw new BadPresence('more than a message');
	return message;
}
