import { z } from 'zod';
import { OUTCOMES, PROGRESS, WHOLE } from '#domain/annotation.ts';
import { RANDOM_ID } from '#domain/ids.ts';
import { TEXT_LIMITS } from '#domain/texts.ts';
import { cardId, commitmentId, filledLine, filledReason, link, paragraph, sectorId, textHash } from './schemas.ts';

const type = <Type extends string>(name: Type) => z.literal(name);
/** Words as they stand in the issued text: nothing of them is trimmed or joined. */
const words = z.string().min(1).max(TEXT_LIMITS.paragraph);
const lineOfAction = z.union([z.literal(WHOLE), z.string().regex(RANDOM_ID)]);

/** Commands about a commitment that was issued. */
export const FOLLOW_UP_COMMANDS = [
	z.strictObject({ type: type('amendCommitment'), commitment: commitmentId, reason: filledReason }),
	z.strictObject({
		type: type('proposeWithdrawal'),
		commitment: commitmentId,
		reason: filledReason,
		openUntil: z.int().min(0),
	}),
	z.strictObject({ type: type('dropAmendment'), commitment: commitmentId, reason: filledReason }),
	z.strictObject({
		type: type('requestErratum'),
		commitment: commitmentId,
		says: words,
		shouldSay: words,
		why: filledReason,
	}),
	z.strictObject({
		type: type('requestRoute'),
		commitment: commitmentId,
		content: textHash,
		why: filledReason,
	}),
	z.strictObject({ type: type('witnessNote'), commitment: commitmentId, content: textHash }),
	z.strictObject({
		type: type('reportProgress'),
		commitment: commitmentId,
		line: lineOfAction,
		status: z.enum(PROGRESS),
		text: paragraph(TEXT_LIMITS.paragraph).min(1),
		evidence: z
			.array(z.strictObject({ title: filledLine(TEXT_LIMITS.title), url: z.union([z.literal(''), link]) }))
			.max(10),
	}),
	z.strictObject({ type: type('askReason'), commitment: commitmentId, card: cardId, of: sectorId }),
	z.strictObject({
		type: type('answerReason'),
		commitment: commitmentId,
		card: cardId,
		outcome: z.enum(OUTCOMES),
		text: paragraph(TEXT_LIMITS.paragraph).min(1),
	}),
] as const;
