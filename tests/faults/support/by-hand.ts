import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

export type Write = (encoder: encoding.Encoder) => void;

const NOTHING: Write = (encoder) => encoding.writeVarUint(encoder, 0);

/** A Yjs update written by hand: its groups of structs, then its deletes. */
export function updateByHand(structs: Write, deletes: Write = NOTHING): Uint8Array {
	return encoding.encode((encoder) => {
		structs(encoder);
		deletes(encoder);
	});
}

/** Numbers as Yjs writes them, one after another. */
export const numbers =
	(...list: readonly number[]): Write =>
	(encoder) => {
		for (const number of list) encoding.writeVarUint(encoder, number);
	};

const CONTENT_STRING = 4;
const CONTENT_ANY = 8;
const HAS_LEFT = 128;

/** One struct: letters right of another struct. */
export const lettersBeside =
	(client: number, clock: number, letters: string): Write =>
	(encoder) => {
		encoding.writeUint8(encoder, CONTENT_STRING | HAS_LEFT);
		numbers(client, clock)(encoder);
		encoding.writeVarString(encoder, letters);
	};

/** One struct: a plain value beside another struct. */
export const valueBeside =
	(client: number, clock: number, value: string | number): Write =>
	(encoder) => {
		encoding.writeUint8(encoder, CONTENT_ANY | HAS_LEFT);
		numbers(client, clock, 1)(encoder);
		encoding.writeAny(encoder, value);
	};

/** One struct: the tombstone of `length` letters or values. */
export const tombstone =
	(length: number): Write =>
	(encoder) => {
		encoding.writeUint8(encoder, 0);
		encoding.writeVarUint(encoder, length);
	};

export const together =
	(...writes: readonly Write[]): Write =>
	(encoder) => {
		for (const write of writes) write(encoder);
	};

/** The structs of an update of one client, without its deletes. */
export const structsOf =
	(update: Uint8Array): Write =>
	(encoder) => {
		const { structs } = Y.decodeUpdate(update);
		const { client = 0, clock = 0 } = structs[0]?.id ?? {};
		const body = new Y.UpdateEncoderV1();
		for (const struct of structs) struct.write(body, 0);
		numbers(1, structs.length, client, clock)(encoder);
		encoding.writeUint8Array(encoder, body.toUint8Array());
	};
