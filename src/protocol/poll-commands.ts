import { z } from 'zod';
import {
	CONSENSUS_ANSWERS,
	MAJORITY_ANSWERS,
	METHODS,
	MOST_OPTIONS,
	RESULTS_SHOWN,
	SECRECIES,
	THRESHOLDS,
	TIE_RULES,
} from '#domain/polls.ts';
import { SLIP_NUMBERS } from '#domain/room-votes.ts';
import { LIMITS } from '#domain/rules.ts';
import { TEXT_LIMITS } from '#domain/texts.ts';
import {
	cardId,
	commitmentId,
	filledLine,
	filledReason,
	optionId,
	pollId,
	reason,
	sectorId,
	textHash,
} from './schemas.ts';

/** What polls of any method are opened with, and the ballots that they take. */
const MOST_POINTS = 20;

const of = z.enum(['causes', 'solutions']);
const cards = z.array(cardId).min(1).max(MOST_OPTIONS);
const texts = z.array(filledLine(TEXT_LIMITS.line)).min(2).max(MOST_OPTIONS);

export const pollAbout = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('cards'), of, cards, content: textHash }),
	z.strictObject({
		kind: z.literal('commitments'),
		commitments: z
			.array(z.strictObject({ commitment: commitmentId, title: filledLine(TEXT_LIMITS.title) }))
			.min(2)
			.max(MOST_OPTIONS),
	}),
	z.strictObject({ kind: z.literal('texts'), texts }),
	z.strictObject({ kind: z.literal('practice'), texts }),
	z.strictObject({ kind: z.literal('confirm'), of, cards, content: textHash, after: pollId.nullable() }),
	z.strictObject({ kind: z.literal('commitment'), commitment: commitmentId, content: textHash }),
	z.strictObject({ kind: z.literal('decision'), text: filledLine(TEXT_LIMITS.line) }),
	z.strictObject({ kind: z.literal('same-question'), round: pollId }),
]);

export const pollTerms = z.strictObject({
	method: z.enum(METHODS),
	budget: z.int().min(1).max(MOST_POINTS).nullable(),
	cap: z.int().min(1).max(MOST_OPTIONS).nullable(),
	seatedLater: z.boolean(),
	quorum: z
		.strictObject({
			total: z
				.int()
				.min(1)
				.max(LIMITS.sectors * LIMITS.seats),
			bySector: z.record(sectorId, z.int().min(1).max(LIMITS.seats)),
		})
		.nullable(),
	weighting: z.enum(['people', 'sectors', 'blocks']).nullable(),
	threshold: z.enum(THRESHOLDS).nullable(),
	floor: z.int().min(1).max(100).nullable(),
	secrecy: z.enum(SECRECIES),
	results: z.enum(RESULTS_SHOWN),
	tie: z.enum(TIE_RULES),
	closesAt: z.int().min(0).nullable(),
});

export const replaces = z.strictObject({ poll: pollId, reason: filledReason }).nullable();
export const runOffOptions = z.array(optionId).min(2).max(MOST_OPTIONS);
export const dots = z.record(optionId, z.int().min(0).max(MOST_POINTS));
/** How often one device may do something with one secret ballot: more is no change of mind. */
export const ballotNumber = z.int().min(1).max(1_000_000);
export const consensusAnswer = z.enum(CONSENSUS_ANSWERS);

const score = z.int().min(1).max(5);
const options = z.array(optionId).max(MOST_OPTIONS);
export const castChoice = z.discriminatedUnion('method', [
	z.strictObject({ method: z.literal('dots'), dots }),
	z.strictObject({ method: z.literal('approval'), approved: options }),
	z.strictObject({ method: z.literal('score'), scores: z.record(optionId, score) }),
	z.strictObject({
		method: z.literal('impact'),
		scores: z.record(optionId, z.strictObject({ impact: score, feasibility: score })),
	}),
	z.strictObject({ method: z.literal('ranking'), ranks: z.array(options).max(MOST_OPTIONS) }),
	z.strictObject({ method: z.literal('majority'), answer: z.enum(MAJORITY_ANSWERS) }),
	z.strictObject({ method: z.literal('consensus'), answer: consensusAnswer, reason }),
]);

export const slipNumber = z
	.int()
	.min(SLIP_NUMBERS.from)
	.max(SLIP_NUMBERS.below - 1);
const people = z.int().min(0).max(LIMITS.people);
/** Hands of a sector: how many people, and how many for each option or answer. */
export const hands = {
	voters: people,
	counts: z.record(z.string().max(40), people).refine((counts) => Object.keys(counts).length <= MOST_OPTIONS),
} as const;
