import { z } from 'zod';
import { INSTITUTION_ANSWERS } from '#domain/institutions.ts';
import { TEXT_LIMITS } from '#domain/texts.ts';
import {
	commitmentId,
	filledLine,
	institutionId,
	isoDate,
	paragraph,
	reason,
	sectorId,
	signatory,
	textHash,
} from './schemas.ts';

const words = paragraph(TEXT_LIMITS.reason);

/** What is asked about the institutions that a commitment names. */
export const INSTITUTION_COMMANDS = [
	z.strictObject({
		type: z.literal('nameInstitution'),
		commitment: commitmentId,
		institution: institutionId.nullable(),
		sector: sectorId,
		terms: z.strictObject({
			name: filledLine(TEXT_LIMITS.organisation),
			role: z.enum(['lead', 'supporting']),
			accepts: words,
			powers: words,
			budget: words,
			until: isoDate.nullable(),
		}),
	}),
	z.strictObject({ type: z.literal('dropInstitution'), commitment: commitmentId, institution: institutionId }),
	z.strictObject({
		type: z.literal('answerForInstitution'),
		commitment: commitmentId,
		institution: institutionId,
		content: textHash,
		answer: z.enum(INSTITUTION_ANSWERS),
		reason,
		signatory,
	}),
] as const;
