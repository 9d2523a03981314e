import { z } from 'zod';
import { HASH, type PublicKey } from '#domain/ids.ts';
import { commitmentId, fileHash, participantId, signatory, textHash } from './schemas.ts';

const publicKey = z
	.custom<PublicKey>((value) => typeof value === 'string' && HASH.test(value))
	.meta({ type: 'string', pattern: HASH.source, description: 'Ed25519' });
const onText = { commitment: commitmentId, content: textHash };

/** What is asked about signing: sign-offs by three methods, and people's own keys. */
export const SIGNING_COMMANDS = [
	z.strictObject({
		type: z.literal('signCommitment'),
		...onText,
		signatory,
		method: z.discriminatedUnion('kind', [
			z.strictObject({
				kind: z.literal('key'),
				key: publicKey,
				signature: z.string().regex(/^[0-9a-f]{128}$/),
			}),
			z.strictObject({ kind: z.literal('code') }),
		]),
	}),
	z.strictObject({
		type: z.literal('enterAutograph'),
		...onText,
		participant: participantId,
		signatory,
		scan: fileHash,
	}),
	z.strictObject({ type: z.literal('witnessSignature'), ...onText, participant: participantId }),
	z.strictObject({ type: z.literal('offerSigningKey'), key: publicKey }),
	z.strictObject({ type: z.literal('confirmSigningKey'), participant: participantId, key: publicKey }),
	z.strictObject({ type: z.literal('endSigningKey'), key: publicKey }),
] as const;
