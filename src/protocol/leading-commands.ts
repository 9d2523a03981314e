import { z } from 'zod';
import { PHASE_KINDS } from '#domain/agenda.ts';
import { CARD_KINDS } from '#domain/cards.ts';
import { LIMITS } from '#domain/rules.ts';
import { TEXT_LIMITS } from '#domain/texts.ts';
import {
	cardId,
	durationMs,
	filledReason,
	handId,
	line,
	participantId,
	phaseId,
	reason,
	sectorId,
	textHash,
} from './schemas.ts';

const phase = z.strictObject({
	id: phaseId.nullable(),
	kind: z.enum(PHASE_KINDS),
	name: line(TEXT_LIMITS.label),
	writes: z.strictObject({
		cards: z.array(z.enum(CARD_KINDS)).max(CARD_KINDS.length),
		links: z.boolean(),
		drawings: z.boolean(),
		draftCore: z.boolean(),
		draftRoute: z.boolean(),
	}),
	durationMs,
	silent: z.boolean(),
	skipped: z.boolean(),
});
const cards = z.array(cardId).min(1).max(LIMITS.ownCards);
const type = <Name extends string>(name: Name) => z.literal(name);

/** Commands of whoever leads a session, and signs of those who take part in it. */
export const LEADING_COMMANDS = [
	z.strictObject({
		type: type('editAgenda'),
		version: z.int().min(0),
		phases: z.array(phase).min(1).max(LIMITS.phases),
	}),
	z.strictObject({ type: type('extendTimer'), byMs: durationMs }),
	z.strictObject({ type: type('pauseTable'), reason: filledReason }),
	z.strictObject({ type: type('resumeTable'), reason }),
	z.strictObject({ type: type('proposeWording'), card: cardId, content: textHash, reason: filledReason }),
	z.strictObject({ type: type('objectWording') }),
	z.strictObject({ type: type('raiseHand') }),
	z.strictObject({
		type: type('enterHand'),
		participant: participantId.nullable(),
		sector: sectorId.nullable(),
	}),
	z.strictObject({ type: type('lowerHand'), hand: handId.nullable() }),
	z.strictObject({ type: type('giveFloor'), hand: handId }),
	z.strictObject({ type: type('endFloor') }),
	z.strictObject({ type: type('markDone'), done: z.boolean() }),
	z.strictObject({ type: type('askTime') }),
	z.strictObject({ type: type('revealCards'), cards }),
	z.strictObject({ type: type('withdrawCards'), cards }),
	z.strictObject({ type: type('revealAll') }),
	z.strictObject({ type: type('moderateCard'), card: cardId, content: textHash, shown: z.boolean(), reason }),
] as const;
