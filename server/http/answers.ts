import { z } from '@hono/zod-openapi';
import type {
	CommandAnswer,
	FacilitatorInvitation,
	FreezePreview,
	LinkInfo,
	Me,
	Proof,
	RejoinCode,
	ResumeCode,
	SeatLinkInfo,
	SeatLinksMade,
	SignedIn,
	TableCreated,
	TableSummary,
	UndoPreview,
} from '#protocol/api.ts';
import type { JoinInfo, TablePreset } from '#protocol/view.ts';
import { agendaTemplate, participantId, ruleLabels, sectorId, tableRules, workshopId } from '#protocol/schemas.ts';
import { SECTOR_SHAPES, SECTOR_TONES } from '#domain/rules.ts';

/** What the API answers, for its description (`/api/openapi.json`) and for the type check of the handlers. */
export { workshopId };

const described = { type: 'object', additionalProperties: true } as const;

export const errorBody = z.object({
	code: z.string(),
	message: z.string(),
	details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const signedIn = z.object({
	token: z.string(),
	expiresAt: z.number(),
	workshop: workshopId.nullable(),
	participant: participantId.nullable(),
	rejoinCode: z.string().nullable(),
}) satisfies z.ZodType<SignedIn>;

export const proof = z.object({ until: z.number() }) satisfies z.ZodType<Proof>;

export const tableSummary = z.object({
	id: workshopId,
	title: z.string(),
	status: z.enum(['open', 'archived']),
	role: z.enum(['facilitator', 'guest', 'observer', 'device']),
	example: z.boolean(),
	deletable: z.boolean(),
	createdAt: z.number(),
	changedAt: z.number(),
}) satisfies z.ZodType<TableSummary>;

const notice = z.object({ operator: z.string().nullable(), retentionDays: z.number() });

export const me = z.object({
	signedIn: z.boolean(),
	account: z.object({ id: z.string(), username: z.string(), name: z.string() }).nullable(),
	tables: z.array(tableSummary),
	notice,
	registration: z.enum(['invite', 'open']),
	needsSetup: z.boolean(),
}) satisfies z.ZodType<Me>;

export const tableCreated = z.object({ id: workshopId }) satisfies z.ZodType<TableCreated>;
export const done = z.object({ ok: z.literal(true) });

export const facilitatorInvitation = z.object({
	url: z.string(),
	expiresAt: z.number(),
}) satisfies z.ZodType<FacilitatorInvitation>;

export const linkInfo = z.object({
	kind: z.enum(['setup', 'invite', 'reset', 'facilitate']),
	username: z.string().nullable(),
	table: z.object({ id: workshopId, title: z.string(), example: z.boolean() }).nullable(),
}) satisfies z.ZodType<LinkInfo>;

const tableInfo = z.object({
	id: workshopId,
	title: z.string(),
	theme: z.string(),
	example: z.boolean(),
	language: z.enum(['es', 'en']),
	sectors: z.array(
		z.object({
			id: sectorId,
			label: z.string(),
			letter: z.string(),
			shape: z.enum(SECTOR_SHAPES),
			tone: z.enum(SECTOR_TONES),
		}),
	),
	namesShown: z.enum(['names', 'sector', 'none']),
	operator: notice,
});
export const joinInfo = tableInfo.extend({ alreadyIn: z.boolean() }) satisfies z.ZodType<JoinInfo>;
export const seatLinkInfo = z.object({
	table: tableInfo,
	sector: sectorId,
	by: z.string().nullable(),
	me: z.object({ name: z.string(), isSeated: z.boolean() }).nullable(),
}) satisfies z.ZodType<SeatLinkInfo>;

export const resumeCode = z.object({
	code: z.string(),
	expiresAt: z.number().nullable(),
}) satisfies z.ZodType<ResumeCode>;

export const seatLinksMade = z.object({
	links: z.array(z.object({ url: z.string(), expiresAt: z.number() })),
}) satisfies z.ZodType<SeatLinksMade>;

export const rejoinCode = z.object({ code: z.string() }) satisfies z.ZodType<RejoinCode>;

export const freezePreview = z.object({
	hash: z.string(),
	content: z.unknown(),
}) satisfies z.ZodType<FreezePreview>;

const count = z.number();
export const undoPreview = z.object({
	counts: z.object({ restored: count, takenBack: count, rewritten: count, changed: count }),
	texts: z.array(
		z.object({
			how: z.enum(['restored', 'takenBack', 'rewritten', 'changed']),
			root: z.string(),
			id: z.string(),
			text: z.string(),
		}),
	),
	since: z.number().nullable(),
}) satisfies z.ZodType<UndoPreview>;

export const commandAnswer = z.object({
	ok: z.literal(true),
	seq: z.number(),
	made: z.record(z.string(), z.string()),
}) satisfies z.ZodType<CommandAnswer>;

export const tablePreset = z.object({
	id: z.enum(['stt-federal', 'jalisco', 'zacatecas']),
	rules: tableRules,
	labels: ruleLabels,
	agenda: agendaTemplate,
}) satisfies z.ZodType<TablePreset>;

/** Large answers whose shape stands in `src/protocol`; the description names it instead of repeating it. */
export function shaped<Shape>(name: string): z.ZodType<Shape> {
	return z.custom<Shape>().meta({ ...described, description: name });
}

const refusal = (description: string) => ({
	description,
	content: { 'application/json': { schema: errorBody } },
});

/** Any route may answer these; the code says which refusal it is. */
export const refusals = {
	400: refusal('The request is not of the form that this route takes.'),
	401: refusal('Sign in or join first.'),
	403: refusal('You may not do this.'),
	404: refusal('There is no such thing, or it is not yours to see.'),
	409: refusal('It can not be done as things stand.'),
	413: refusal('The body is too large.'),
	415: refusal('The body is not JSON.'),
	429: refusal('Too many failed tries; see Retry-After.'),
	500: refusal('The server failed.'),
	503: refusal('The server is busy; try again.'),
} as const;

export function answers<Schema extends z.ZodType>(description: string, schema: Schema) {
	return { 200: { description, content: { 'application/json': { schema } } }, ...refusals };
}

export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
	return { body: { required: true, content: { 'application/json': { schema } } } };
}
