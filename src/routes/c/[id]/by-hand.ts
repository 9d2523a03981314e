// What somebody needs to check a record with openssl instead of our script.

/** Before an Ed25519 public key in its standard envelope (RFC 8410): algorithm and length. */
const SPKI_PREFIX = '302a300506032b6570032100';

/** A public key (64 hex characters) as the file that openssl reads. */
export function publicKeyPem(publicKey: string): string {
	const bytes = (SPKI_PREFIX + publicKey).match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [];
	return `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...bytes))}\n-----END PUBLIC KEY-----`;
}

/** The commands, one a line; the file names are those that the page tells. */
export function opensslSteps(signature: string): string {
	return [
		'sha256sum registro.json',
		`echo ${signature} | xxd -r -p > firma.bin`,
		'openssl pkeyutl -verify -pubin -inkey clave.pem -rawin -in registro.json -sigfile firma.bin',
	].join('\n');
}
