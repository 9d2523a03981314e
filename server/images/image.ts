import type { ImageType } from '#protocol/api.ts';

/** An image with nothing in it but what is seen, standing still. */
export interface CleanImage {
	readonly type: ImageType;
	readonly bytes: Uint8Array;
	/** Pixels, as it is shown: a photo that lies on its side is turned by what it says of itself. */
	readonly width: number;
	readonly height: number;
}

/** Reads on from a place; `Broken` past the end. */
export class Broken extends Error {}

export class Reader {
	readonly bytes: Uint8Array;
	readonly #view: DataView;
	at = 0;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	get isAtEnd(): boolean {
		return this.at >= this.bytes.length;
	}

	take(length: number): Uint8Array {
		if (length < 0 || this.at + length > this.bytes.length) throw new Broken();
		this.at += length;
		return this.bytes.subarray(this.at - length, this.at);
	}

	u8(): number {
		return this.#view.getUint8(this.#past(1));
	}

	u16(isLittle = false): number {
		return this.#view.getUint16(this.#past(2), isLittle);
	}

	u24(): number {
		const [low = 0, middle = 0, high = 0] = this.take(3);
		return low | (middle << 8) | (high << 16);
	}

	u32(isLittle = false): number {
		return this.#view.getUint32(this.#past(4), isLittle);
	}

	/** Four letters, or more. */
	letters(length: number): string {
		return Buffer.from(this.take(length)).toString('latin1');
	}

	#past(length: number): number {
		const { at } = this;
		this.take(length);
		return at;
	}
}

export const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
