import { z } from 'zod';
import { HASH } from '#domain/ids.ts';
import { POLL_EXPORT_FORMAT, type PollExport } from '#domain/poll-export.ts';
import {
	CLOSINGS,
	CONSENSUS_ANSWERS,
	ELIGIBLE,
	EVERYONE,
	MAJORITY_ANSWERS,
	METHODS,
	RESULTS_SHOWN,
	SECRECIES,
	THRESHOLDS,
	TIE_RULES,
} from '#domain/polls.ts';
import { blockId, optionId, pollId, sectorId, textHash } from './schemas.ts';

/** GET /api/workshops/<id>/polls/<poll>/export. What a recount reads is checked here to the last number; the rest is kept as it is. */
const hex = z.string().regex(HASH);
const whole = z.int().min(0);
const perOption = z.record(optionId, whole);
const score = z.int().min(1).max(5);
/** A sector; of a secret vote, what is stored beside a ballot. */
const group = z.union([sectorId, z.literal(EVERYONE)]);

export const ruleCard = z.looseObject({
	method: z.enum(METHODS),
	eligible: z.enum(ELIGIBLE),
	budget: whole.nullable(),
	cap: whole.nullable(),
	quorum: z.looseObject({ total: whole, sectors: z.array(sectorId) }),
	weighting: z.enum(['people', 'sectors', 'blocks']),
	secrecy: z.enum(SECRECIES),
	results: z.enum(RESULTS_SHOWN),
	closes: z.enum(CLOSINGS),
	tie: z.enum(TIE_RULES),
	threshold: z.enum(THRESHOLDS).optional(),
	floor: z
		.object({ percent: whole.max(100), sectors: z.array(sectorId) })
		.nullable()
		.optional(),
});

const choice = z.discriminatedUnion('method', [
	z.strictObject({ method: z.literal('dots'), dots: perOption }),
	z.strictObject({ method: z.literal('approval'), approved: z.array(optionId) }),
	z.strictObject({ method: z.literal('score'), scores: z.record(optionId, score) }),
	z.strictObject({
		method: z.literal('impact'),
		scores: z.record(optionId, z.strictObject({ impact: score, feasibility: score })),
	}),
	z.strictObject({ method: z.literal('ranking'), ranks: z.array(z.array(optionId)) }),
	z.strictObject({ method: z.literal('majority'), answer: z.enum(MAJORITY_ANSWERS) }),
	z.strictObject({ method: z.literal('consensus'), answer: z.enum(CONSENSUS_ANSWERS), reason: z.null() }),
]);

export const pollExport = z.looseObject({
	format: z.literal(POLL_EXPORT_FORMAT),
	poll: pollId,
	question: z.string(),
	card: ruleCard,
	cardHash: textHash,
	sectors: z.array(z.object({ id: group, block: z.union([blockId, z.literal(EVERYONE)]) })),
	options: z.array(z.looseObject({ id: optionId, text: z.string() })),
	ballots: z.array(
		z.strictObject({
			sector: group,
			choice,
			receipt: hex.optional(),
			open: z
				.strictObject({
					name: z.string().nullable(),
					salt: z.string().regex(/^[0-9a-f]{32}$/),
					bytes: z.string(),
				})
				.optional(),
		}),
	),
	eligible: z.record(group, whole).optional(),
	breakdown: z
		.strictObject({ devices: whole, tables: whole, hands: whole, paper: whole, notVoting: whole })
		.optional(),
	refs: z.array(hex),
	tally: z.looseObject({ method: z.enum(METHODS), ballots: whole }),
	root: textHash,
});

/** Of the instance that serves it, and in `docs/schemas`. */
export const POLL_SCHEMA_PATH = '/schemas/poll-1.json';

/** What anybody who reads such a file can check it by (JSON Schema 2020-12). */
export function pollExportSchema(): Record<string, unknown> {
	const schema = z.toJSONSchema(pollExport, { unrepresentable: 'any', io: 'input' });
	return { ...schema, title: POLL_EXPORT_FORMAT };
}

/** Null where the text is no export of this format. */
export function parsePollExport(text: string): PollExport | null {
	try {
		const parsed = pollExport.safeParse(JSON.parse(text));
		if (!parsed.success) return null;
		const read: unknown = parsed.data;
		return read as PollExport; // just parsed; branded ids and the tally's own shape are compared by the recount
	} catch (cause) {
		if (cause instanceof SyntaxError) return null;
		throw cause;
	}
}
