import { z } from 'zod';
import { OUTCOMES, PROGRESS } from '#domain/annotation.ts';

// What goes out as open data: flat, in words where a record has ids, and stable. The record itself, as it was signed, is another file.

export const OPEN_COMMITMENT_FORMAT = 'mesa-abierta/open-commitment/1';
export const OPEN_PLAN_FORMAT = 'mesa-abierta/open-plan/1';

const text = z.string();
const time = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const indicator = z.strictObject({
	type: z.enum(['result', 'management']),
	text,
	baseline: text,
	target: text,
	means: text,
});

export const openCommitmentSchema = z.strictObject({
	format: z.literal(OPEN_COMMITMENT_FORMAT),
	id: text,
	/** Its public page. */
	url: z.url(),
	table: z.strictObject({ id: text, title: text }),
	/** Of an invented table: it commits nobody. */
	example: z.boolean(),
	language: z.enum(['es', 'en']),
	version: z.int().min(1),
	/** The version that this one takes the place of, and why. */
	replaces: z.strictObject({ version: z.int().min(1), reason: text }).nullable(),
	issuedAt: time,
	isWithdrawn: z.boolean(),
	/** SHA-256 of the record as it was signed. */
	record: sha256,
	title: text,
	/** By the keys of OGP's form: problem, causes, background, solution, results, … */
	fields: z.record(text, text),
	indicators: z.array(indicator),
	/** Null before a route was published. */
	route: z
		.strictObject({
			publishedAt: time,
			lines: z.array(
				z.strictObject({
					id: text,
					what: text,
					output: text,
					responsible: text,
					counterpart: text,
					means: text,
					from: z.iso.date().nullable(),
					until: z.iso.date().nullable(),
				}),
			),
		})
		.nullable(),
	/** Office-holders are named by their consent. */
	approvals: z.array(
		z.strictObject({
			sector: text,
			at: time,
			name: text.nullable(),
			office: text.nullable(),
			organisation: text.nullable(),
		}),
	),
	round: z.strictObject({
		closedAt: time,
		eligible: z.int(),
		present: z.int(),
		/** Answers by sector; null where the rules keep them together. */
		answers: z.record(text, z.record(text, z.int())).nullable(),
	}),
	/** Reservations and blocks, in full. */
	dissent: z.array(z.strictObject({ sector: text, answer: z.enum(['reservation', 'block']), text })),
	solutions: z.array(
		z.strictObject({
			text,
			outcome: z.enum([...OUTCOMES, 'chosen', 'not-chosen']),
			place: z.int().nullable(),
			of: z.int().nullable(),
			dots: z.number().nullable(),
			response: text.nullable(),
			/** The sector that owes a written reason. */
			owedBy: text.nullable(),
		}),
	),
	/** Every account, oldest first. */
	progress: z.array(
		z.strictObject({
			line: text,
			sector: text,
			status: z.enum(PROGRESS),
			at: time,
			text,
			evidence: z.array(z.strictObject({ title: text, url: text })),
		}),
	),
	errata: z.array(z.strictObject({ version: z.int(), at: time, says: text, shouldSay: text, why: text })),
});
export type OpenCommitment = z.infer<typeof openCommitmentSchema>;

export const openPlanSchema = z.strictObject({
	format: z.literal(OPEN_PLAN_FORMAT),
	id: text,
	url: z.url(),
	name: text,
	about: text,
	from: z.iso.date(),
	until: z.iso.date(),
	language: z.enum(['es', 'en']),
	/** Of the instance's log, as of which this was read. */
	checkpoint: z.strictObject({ number: z.int(), root: sha256, at: time }).nullable(),
	commitments: z.array(openCommitmentSchema),
});
export type OpenPlan = z.infer<typeof openPlanSchema>;
