import type { EvidenceKind } from '#domain/ledger/evidence.ts';

/** What a file of evidence is by its bytes, whatever its name says; null for what nobody may add. */
export type EvidenceType =
	| 'application/pdf'
	| 'image/png'
	| 'image/jpeg'
	/** DER that holds a time-stamp's TSTInfo (RFC 3161). */
	| 'application/timestamp-reply'
	/** Any other DER. */
	| 'application/pkcs7-mime';

/** Nothing that a browser would run is among them. */
const TYPES: Readonly<Record<EvidenceKind, readonly EvidenceType[]>> = {
	timestamp: ['application/timestamp-reply'],
	// NOM-151 certificates come as a time-stamp token, as other DER or printed.
	conservation: ['application/timestamp-reply', 'application/pkcs7-mime', 'application/pdf'],
	gazette: ['application/pdf', 'image/png', 'image/jpeg'],
	other: ['application/pdf', 'image/png', 'image/jpeg', 'application/timestamp-reply', 'application/pkcs7-mime'],
};

export function mayBe(kind: EvidenceKind, type: EvidenceType | null): boolean {
	return type !== null && TYPES[kind].includes(type);
}

export function evidenceType(bytes: Uint8Array): EvidenceType | null {
	if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'application/pdf';
	if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
	if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
	if (!isDer(bytes)) return null;
	return Buffer.from(bytes).includes(TST_INFO) ? 'application/timestamp-reply' : 'application/pkcs7-mime';
}

/** id-ct-TSTInfo, 1.2.840.113549.1.9.16.1.4 (RFC 3161, section 2.4.2), as DER writes it. */
const TST_INFO = Buffer.from('060b2a864886f70d0109100104', 'hex');

/** One SEQUENCE that is as long as the file, its length written in the one way that DER allows. */
function isDer(bytes: Uint8Array): boolean {
	const [tag, first] = bytes;
	if (tag !== 0x30 || first === undefined) return false;
	if (first < 0x80) return bytes.length === 2 + first;
	const octets = first & 0x7f;
	if (octets === 0 || octets > 4) return false;
	const length = bytes.subarray(2, 2 + octets).reduce((sum, byte) => sum * 256 + byte, 0);
	return length >= 0x80 && bytes[2] !== 0 && bytes.length === 2 + octets + length;
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
	return head.every((byte, index) => bytes[index] === byte);
}
