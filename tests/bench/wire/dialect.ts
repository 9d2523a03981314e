import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MESSAGE, OWN_PROTOCOL, STOCK_PROTOCOL } from '#protocol/sync.ts';
import { readPeers } from '#protocol/peers-message.ts';
import { encodeShow } from '#protocol/show-message.ts';
import { viewOf } from '../hall.ts';

/** One person of the hall, as a server knows them. */
export interface Seat {
	/** From 0. */
	readonly number: number;
	readonly clientId: number;
	/** At our own server. */
	readonly token: string;
	readonly participant: string;
}

export type Heard =
	| { readonly type: 'update'; readonly update: Uint8Array; readonly isAnswer: boolean }
	| { readonly type: 'positions'; readonly positions: readonly { readonly seat: number; readonly x: number }[] }
	| null;

export interface Roll {
	readonly byClientId: ReadonlyMap<number, number>;
	readonly byParticipant: ReadonlyMap<string, number>;
}

/** How one kind of client speaks to one kind of server. */
export interface Dialect {
	protocols(seat: Seat): string[];
	/** What is said once the socket is open. */
	hello(seat: Seat): Uint8Array[];
	cursor(seat: Seat, at: readonly [number, number], clock: number): Uint8Array;
	edit(update: Uint8Array): Uint8Array;
	/** A reader for one connection; it may remember what the server said before. */
	reader(roll: Roll): (bytes: Uint8Array) => Heard;
}

export type DialectName = 'y-websocket' | 'hocuspocus' | 'mesa.1' | 'mesa.2';

const SYNC_ANSWER = 1;
const SYNC_UPDATE = 2;
/** Of a document that holds nothing. */
const NO_VECTOR = new Uint8Array([0]);
const NO_UPDATE = new Uint8Array([0, 0]);

/** The name under which both stock servers hold the board. */
export const ROOM = 'board';

const message = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);

const sync =
	(step: number, body: Uint8Array) =>
	(encoder: encoding.Encoder): void => {
		encoding.writeVarUint(encoder, MESSAGE.sync);
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, body);
	};

const awareness =
	(clientId: number, clock: number, state: object) =>
	(encoder: encoding.Encoder): void => {
		encoding.writeVarUint(encoder, MESSAGE.awareness);
		encoding.writeVarUint8Array(
			encoder,
			message((entries) => {
				encoding.writeVarUint(entries, 1);
				encoding.writeVarUint(entries, clientId);
				encoding.writeVarUint(entries, clock);
				encoding.writeVarString(entries, JSON.stringify(state));
			}),
		);
	};

/** On stock servers each client says itself whose cursor it is; ours writes that. */
const named = (seat: Seat, cursor: readonly [number, number]) => ({
	cursor,
	drag: null,
	editing: null,
	user: { name: `Persona ${seat.number}`, color: '#1b6ca8' },
});

function hearAwareness(body: Uint8Array, { byClientId }: Roll): Heard {
	const decoder = decoding.createDecoder(body);
	const positions: { seat: number; x: number }[] = [];
	for (let left = decoding.readVarUint(decoder); left > 0; left--) {
		const seat = byClientId.get(decoding.readVarUint(decoder));
		decoding.readVarUint(decoder);
		// What a stock client does with every entry that it hears.
		const state = JSON.parse(decoding.readVarString(decoder)) as { cursor?: readonly [number, number] } | null;
		if (seat !== undefined && state?.cursor) positions.push({ seat, x: state.cursor[0] });
	}
	return { type: 'positions', positions };
}

function hear(decoder: decoding.Decoder, roll: Roll): Heard {
	switch (decoding.readVarUint(decoder)) {
		case MESSAGE.sync: {
			const step = decoding.readVarUint(decoder);
			const body = decoding.readVarUint8Array(decoder);
			if (step !== SYNC_ANSWER && step !== SYNC_UPDATE) return null;
			return { type: 'update', update: body, isAnswer: step === SYNC_ANSWER };
		}
		case MESSAGE.awareness:
			return hearAwareness(decoding.readVarUint8Array(decoder), roll);
		default:
			return null;
	}
}

const plain: Dialect = {
	protocols: () => [],
	hello: () => [message(sync(0, NO_VECTOR)), message(sync(SYNC_ANSWER, NO_UPDATE))],
	cursor: (seat, at, clock) => message(awareness(seat.clientId, clock, named(seat, at))),
	edit: (update) => message(sync(SYNC_UPDATE, update)),
	reader: (roll) => (bytes) => hear(decoding.createDecoder(bytes), roll),
};

/** Every message of Hocuspocus carries the document's name first. */
const addressed = (write: (encoder: encoding.Encoder) => void): Uint8Array =>
	message((encoder) => {
		encoding.writeVarString(encoder, ROOM);
		write(encoder);
	});
const HOCUSPOCUS_AUTH = 2;

const hocuspocus: Dialect = {
	protocols: () => [],
	hello: () => [
		addressed((encoder) => {
			encoding.writeVarUint(encoder, HOCUSPOCUS_AUTH);
			encoding.writeVarUint(encoder, 0);
			encoding.writeVarString(encoder, 'token');
		}),
		addressed(sync(0, NO_VECTOR)),
		addressed(sync(SYNC_ANSWER, NO_UPDATE)),
	],
	cursor: (seat, at, clock) => addressed(awareness(seat.clientId, clock, named(seat, at))),
	edit: (update) => addressed(sync(SYNC_UPDATE, update)),
	reader: (roll) => (bytes) => {
		const decoder = decoding.createDecoder(bytes);
		decoding.readVarString(decoder);
		return hear(decoder, roll);
	},
};

/** A stock client at our server: it is told who it is, and says only what it shows. */
const stockAtOurs: Dialect = {
	...plain,
	protocols: (seat) => [STOCK_PROTOCOL, `bearer.${seat.token}`],
	cursor: (seat, cursor, clock) => message(awareness(seat.clientId, clock, { cursor, drag: null, editing: null })),
};

/** Our own client: presence in a few bytes, and the server knows where its person looks. */
const own: Dialect = {
	...plain,
	protocols: (seat) => [OWN_PROTOCOL, STOCK_PROTOCOL, `bearer.${seat.token}`],
	// The first message tells how it wants to hear of the others.
	hello: (seat) => [encodeShow({ clientId: seat.clientId, view: viewOf(seat.number) }), ...plain.hello(seat)],
	cursor: (_seat, cursor) => encodeShow({ state: { cursor, drag: null, editing: null } }),
	reader(roll) {
		const seats = new Map<number, number>();
		return (bytes) => {
			const decoder = decoding.createDecoder(bytes);
			if (bytes[0] !== MESSAGE.peers) return hear(decoder, roll);
			decoding.readVarUint(decoder);
			const { people, states } = readPeers(decoder);
			for (const { number, person } of people) {
				const seat = roll.byParticipant.get(person.id);
				if (seat !== undefined) seats.set(number, seat);
			}
			const positions = states.flatMap(({ number, state: { cursor } }) => {
				const seat = seats.get(number);
				return seat === undefined || cursor === null ? [] : [{ seat, x: cursor[0] }];
			});
			return { type: 'positions', positions };
		};
	},
};

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
	'y-websocket': plain,
	hocuspocus,
	'mesa.1': stockAtOurs,
	'mesa.2': own,
};
