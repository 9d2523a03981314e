import { z } from 'zod';
import { AGENDA_TEMPLATES } from '#domain/agenda.ts';
import {
	HASH,
	POSITION_ID,
	RANDOM_ID,
	type BallotKey,
	type BallotSecret,
	type BlockId,
	type CardId,
	type CommentId,
	type CommitmentId,
	type FileHash,
	type HandId,
	type FindingId,
	type CompanionId,
	type InstitutionId,
	type InvitationId,
	type OptionId,
	type ParticipantId,
	type PhaseId,
	type PollId,
	type Receipt,
	type SeatLinkId,
	type SectorId,
	type SessionId,
	type SuggestionId,
	type TextHash,
	type WorkshopId,
	type PlanId,
	type AssetId,
} from '#domain/ids.ts';
import { LIMITS, SECTOR_SHAPES, SECTOR_TONES } from '#domain/rules.ts';
import { TEXT_LIMITS } from '#domain/texts.ts';

/**
 * Building blocks of every edge schema. A checked text takes its brand here and nowhere else.
 * `exactOptional` fields are avoided: a field is there, or is null.
 */
const random = <Id>() =>
	z
		.custom<Id>((value) => typeof value === 'string' && RANDOM_ID.test(value))
		.meta({ type: 'string', pattern: RANDOM_ID.source });
const position = <Id>() =>
	z
		.custom<Id>((value) => typeof value === 'string' && POSITION_ID.test(value))
		.meta({ type: 'string', pattern: POSITION_ID.source });

export const participantId = random<ParticipantId>();
export const pollId = random<PollId>();
export const optionId = random<OptionId>();
export const commitmentId = random<CommitmentId>();
export const cardId = random<CardId>();
export const commentId = random<CommentId>();
export const institutionId = random<InstitutionId>();
export const suggestionId = random<SuggestionId>();
export const handId = random<HandId>();
export const findingId = random<FindingId>();
export const companionId = random<CompanionId>();
export const invitationId = random<InvitationId>();
export const seatLinkId = random<SeatLinkId>();
export const sessionId = random<SessionId>();
export const workshopId = random<WorkshopId>();
export const planId = random<PlanId>();
export const assetId = random<AssetId>();
export const sectorId = position<SectorId>();
export const blockId = position<BlockId>();
export const phaseId = position<PhaseId>();
export const textHash = z
	.custom<TextHash>((value) => typeof value === 'string' && HASH.test(value))
	.meta({ type: 'string', pattern: HASH.source });
export const fileHash = z
	.custom<FileHash>((value) => typeof value === 'string' && HASH.test(value))
	.meta({ type: 'string', pattern: HASH.source });

export const ballotKey = z
	.custom<BallotKey>((value) => typeof value === 'string' && HASH.test(value))
	.meta({ type: 'string', pattern: HASH.source });
export const receipt = z
	.custom<Receipt>((value) => typeof value === 'string' && HASH.test(value))
	.meta({ type: 'string', pattern: HASH.source });
const BALLOT_SECRET = /^[0-9a-f]{32}$/;
export const ballotSecret = z
	.custom<BallotSecret>((value) => typeof value === 'string' && BALLOT_SECRET.test(value))
	.meta({ type: 'string', pattern: BALLOT_SECRET.source });

/** C0, C1 and bidi controls have no place in a name or a title; line breaks and tabs only in paragraphs. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const CONTROL_BUT_BREAKS =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const wellFormed = (text: string): boolean => text.isWellFormed();

export const line = (max: number) =>
	z
		.string()
		.trim()
		.max(max)
		.refine((text) => !CONTROL.test(text) && wellFormed(text), { message: 'control-characters' });
export const filledLine = (max: number) => line(max).min(1);
export const paragraph = (max: number) =>
	z
		.string()
		.trim()
		.max(max)
		.refine((text) => !CONTROL_BUT_BREAKS.test(text) && wellFormed(text), { message: 'control-characters' });
/** To the letter, spaces at its ends included: it is compared by its hash. */
export const exactText = (max: number) =>
	z
		.string()
		.max(max)
		.refine((text) => !CONTROL_BUT_BREAKS.test(text) && wellFormed(text), { message: 'control-characters' });
export const isoDate = z.iso.date();
/** Links to materials leave this server only when a person follows them; only http and https. */
export const link = z.url({ protocol: /^https?$/ }).max(500);

export const reason = paragraph(TEXT_LIMITS.reason);
export const filledReason = reason.min(1);

const planTerm = z
	.strictObject({ title: filledLine(TEXT_LIMITS.title), from: isoDate, until: isoDate })
	.refine(({ from, until }) => from <= until, { path: ['until'] });

export const tableSetup = z.strictObject({
	title: filledLine(TEXT_LIMITS.title),
	theme: line(TEXT_LIMITS.line),
	origin: z.strictObject({ consultation: filledLine(TEXT_LIMITS.line), date: isoDate }).nullable(),
	question: line(TEXT_LIMITS.line),
	language: z.enum(['es', 'en']),
	welcome: paragraph(TEXT_LIMITS.welcome),
	materials: z
		.array(
			z.strictObject({
				title: filledLine(TEXT_LIMITS.title),
				url: link.nullable(),
				note: line(TEXT_LIMITS.line),
			}),
		)
		.max(30),
	plan: planTerm.nullable().optional(),
});

/** Who signs, or speaks for an institution. */
export const signatory = z.strictObject({
	name: filledLine(TEXT_LIMITS.name),
	office: filledLine(TEXT_LIMITS.label),
	organisation: line(TEXT_LIMITS.organisation),
	powers: paragraph(TEXT_LIMITS.line),
	named: z.boolean(),
});

export const sessionSetup = z.strictObject({
	title: line(TEXT_LIMITS.title),
	place: line(TEXT_LIMITS.line),
	mode: z.enum(['remote', 'in-person', 'hybrid']),
	date: isoDate,
	videoLink: link.nullable(),
});

export const tableRules = z.strictObject({
	blocks: z
		.array(z.strictObject({ id: blockId }))
		.min(1)
		.max(LIMITS.blocks),
	sectors: z
		.array(
			z.strictObject({
				id: sectorId,
				block: blockId,
				seats: z.int().min(1).max(LIMITS.seats),
				required: z.boolean(),
				shape: z.enum(SECTOR_SHAPES),
				tone: z.enum(SECTOR_TONES),
			}),
		)
		.max(LIMITS.sectors),
	quorum: z
		.int()
		.min(1)
		.max(LIMITS.sectors * LIMITS.seats),
	weighting: z.enum(['people', 'sectors', 'blocks']),
	namesShown: z.enum(['names', 'sector', 'none']),
	openSeats: z.boolean(),
	dots: z.strictObject({ budget: z.int().min(1).max(20), cap: z.int().min(1).max(20) }),
	// Rules that were adopted before there was silent writing have none, and keep their hash.
	reveal: z.strictObject({ byFacilitator: z.boolean(), moderated: z.boolean() }).exactOptional(),
});

export const ruleLabels = z.strictObject({
	sectors: z.record(sectorId, z.strictObject({ label: filledLine(TEXT_LIMITS.label), letter: filledLine(2) })),
	blocks: z.record(blockId, z.strictObject({ label: filledLine(TEXT_LIMITS.label) })),
	groundRules: paragraph(TEXT_LIMITS.paragraph),
	source: z
		.strictObject({
			name: filledLine(TEXT_LIMITS.title),
			year: z.int().min(1900).max(2200),
			cite: line(TEXT_LIMITS.line),
		})
		.nullable(),
});

export const agendaTemplate = z.enum(AGENDA_TEMPLATES);

/** A day: longer than any session. */
export const durationMs = z.int().min(1_000).max(86_400_000);
