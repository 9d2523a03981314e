import { bytesToHex } from '@noble/hashes/utils.js';
import type { ParticipantId, PublicKey, WorkshopId } from '#domain/ids.ts';
import { inKeys } from '../live/device-database.ts';

/** A person's own key on their own device. The private half can sign here and can't be read out. */
export interface DeviceKey {
	readonly publicKey: PublicKey;
	readonly privateKey: CryptoKey;
}

/** Why no key can be made here: `insecure`, the page came by http, where browsers have no keys; `unsupported`, an old browser. */
export type KeySupport = 'ok' | 'insecure' | 'unsupported';

const ALGORITHM = { name: 'Ed25519' } as const;

export async function keySupport(): Promise<KeySupport> {
	if (!window.isSecureContext) return 'insecure';
	try {
		await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
		return 'ok';
	} catch {
		return 'unsupported';
	}
}

/** A fresh key, and its private half to be saved in a file if its owner wants one (PKCS #8); nobody else sees either. */
export async function makeKey(): Promise<DeviceKey & { readonly pkcs8: Uint8Array<ArrayBuffer> }> {
	const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	if (!('privateKey' in pair)) throw new TypeError('Ed25519 makes a pair of keys');
	const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
	const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
	return { publicKey: publicKeyOf(raw), privateKey: await importPrivate(pkcs8), pkcs8 };
}

/** For signing alone: it can't be read out again. */
export function importPrivate(pkcs8: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
	return crypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']);
}

/** Signature, 128 hex. */
export async function signWith({ privateKey }: Pick<DeviceKey, 'privateKey'>, bytes: Uint8Array): Promise<string> {
	return bytesToHex(new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, new Uint8Array(bytes))));
}

/** Of one person at one table: whoever else uses this browser is not offered it. */
export function keepKey(workshop: WorkshopId, participant: ParticipantId, key: DeviceKey): Promise<void> {
	const { publicKey, privateKey } = key;
	return inKeys('readwrite', (keys) => {
		keys.put({ publicKey, privateKey }, placeOf(workshop, participant, publicKey));
		return () => {};
	});
}

/** The key with this public half, if this device has it; null also where the browser keeps nothing. */
export async function keyHere(
	workshop: WorkshopId,
	participant: ParticipantId,
	publicKey: PublicKey,
): Promise<DeviceKey | null> {
	try {
		return await inKeys('readonly', (keys) => {
			const found = keys.get(placeOf(workshop, participant, publicKey));
			// Written by `keepKey` alone.
			return () => (found.result as DeviceKey | undefined) ?? null;
		});
	} catch {
		return null;
	}
}

function placeOf(workshop: WorkshopId, participant: ParticipantId, publicKey: PublicKey): string {
	return `${workshop}/${participant}/${publicKey}`;
}

function publicKeyOf(raw: Uint8Array): PublicKey {
	if (raw.length !== 32) throw new TypeError('an Ed25519 key has 32 bytes');
	return bytesToHex(raw) as PublicKey;
}
