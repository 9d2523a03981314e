import { z } from 'zod';
import { FIELD_KEYS } from '#domain/cards.ts';
import type { Command } from '#domain/commands.ts';
import { INVITATION_CHANNELS } from '#domain/events.ts';
import { MOST_SLIPS, SLIP_WAYS, WAYS } from '#domain/room-votes.ts';
import { LIMITS } from '#domain/rules.ts';
import { TEXT_LIMITS } from '#domain/texts.ts';
import { FOLLOW_UP_COMMANDS } from './follow-up-commands.ts';
import { INSTITUTION_COMMANDS } from './institution-commands.ts';
import { SIGNING_COMMANDS } from './signing-commands.ts';
import { LEADING_COMMANDS } from './leading-commands.ts';
import {
	ballotNumber,
	castChoice,
	consensusAnswer,
	dots,
	hands,
	pollAbout,
	pollTerms,
	replaces,
	runOffOptions,
	slipNumber,
} from './poll-commands.ts';
import {
	ballotKey,
	ballotSecret,
	cardId,
	commentId,
	findingId,
	commitmentId,
	durationMs,
	exactText,
	companionId,
	fileHash,
	filledLine,
	filledReason,
	invitationId,
	isoDate,
	line,
	participantId,
	paragraph,
	phaseId,
	pollId,
	reason,
	receipt,
	ruleLabels,
	seatLinkId,
	sectorId,
	sessionId,
	sessionSetup,
	suggestionId,
	tableRules,
	tableSetup,
	textHash,
} from './schemas.ts';

const lockTarget = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('board') }),
	z.strictObject({ kind: z.literal('draft'), commitment: commitmentId }),
	z.strictObject({ kind: z.literal('card'), card: cardId }),
	z.strictObject({ kind: z.literal('branch'), card: cardId }),
	z.strictObject({ kind: z.literal('field'), commitment: commitmentId, field: z.enum(FIELD_KEYS) }),
]);
const commentTarget = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('card'), card: cardId }),
	z.strictObject({ kind: z.literal('field'), commitment: commitmentId, field: z.enum(FIELD_KEYS) }),
]);
const commentText = paragraph(TEXT_LIMITS.comment).min(1);
const question = filledLine(TEXT_LIMITS.line);
const exception = filledReason.nullable();
/** Options of one poll: more than a hundred nobody reads. */
const cards = z.array(cardId).min(1).max(100);
const of = z.enum(['causes', 'solutions']);

const scanSubject = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('session'), session: sessionId }),
	z.strictObject({ kind: z.literal('commitment'), commitment: commitmentId }),
	z.strictObject({ kind: z.literal('poll'), poll: pollId }),
]);

const type = <Name extends string>(name: Name) => z.literal(name);

/** Body of `POST /api/workshops/<id>/commands`, beside the header `Idempotency-Key`. */
export const command = z.discriminatedUnion('type', [
	z.strictObject({ type: type('describe'), setup: tableSetup }),
	z.strictObject({ type: type('archive') }),
	z.strictObject({ type: type('setJoining'), open: z.boolean(), renew: z.boolean() }),
	z.strictObject({ type: type('declareAffiliation'), sector: sectorId.nullable(), note: line(TEXT_LIMITS.line) }),
	z.strictObject({ type: type('declareSector'), sector: sectorId }),
	z.strictObject({ type: type('removeParticipant'), participant: participantId, reason: filledReason }),
	z.strictObject({ type: type('readmitParticipant'), participant: participantId, reason: filledReason }),
	z.strictObject({ type: type('eraseMe') }),
	z.strictObject({
		type: type('enterPerson'),
		name: filledLine(TEXT_LIMITS.name),
		organisation: line(TEXT_LIMITS.organisation),
		sector: sectorId,
	}),
	z.strictObject({ type: type('eraseEntered'), participant: participantId }),
	z.strictObject({ type: type('nameConvener'), participant: participantId }),
	z.strictObject({ type: type('confirmConvener'), participant: participantId }),
	z.strictObject({ type: type('dismissConvener'), participant: participantId, reason }),
	z.strictObject({ type: type('revokeSeatLink'), link: seatLinkId }),
	z.strictObject({
		type: type('nameCompanion'),
		participant: participantId.nullable(),
		name: filledLine(TEXT_LIMITS.name),
		kind: z.enum(['companion', 'interpreter']),
		consent: z.literal(true),
	}),
	z.strictObject({ type: type('removeCompanion'), companion: companionId }),
	z.strictObject({ type: type('planSession'), setup: sessionSetup }),
	z.strictObject({ type: type('callOffSession'), session: sessionId, reason: filledReason }),
	z.strictObject({ type: type('openPlannedSession'), session: sessionId }),
	z.strictObject({
		type: type('enterInvitation'),
		session: sessionId,
		sector: sectorId.nullable(),
		channel: z.enum(INVITATION_CHANNELS),
		invited: z.strictObject({
			name: filledLine(TEXT_LIMITS.name),
			organisation: line(TEXT_LIMITS.organisation),
			by: filledLine(TEXT_LIMITS.name),
			on: isoDate,
		}),
	}),
	z.strictObject({ type: type('withdrawInvitation'), invitation: invitationId }),
	z.strictObject({ type: type('offerSeat'), participant: participantId, sector: sectorId }),
	z.strictObject({ type: type('confirmSeat'), participant: participantId }),
	z.strictObject({ type: type('takeSeat') }),
	z.strictObject({ type: type('releaseSeat'), participant: participantId, reason }),
	z.strictObject({ type: type('openSession'), setup: sessionSetup }),
	z.strictObject({ type: type('closeSession') }),
	z.strictObject({ type: type('checkIn'), participant: participantId.nullable() }),
	z.strictObject({ type: type('checkOut'), participant: participantId.nullable() }),
	z.strictObject({ type: type('movePhase'), phase: phaseId }),
	z.strictObject({ type: type('startTimer'), durationMs }),
	z.strictObject({ type: type('stopTimer') }),
	z.strictObject({ type: type('setLock'), target: lockTarget, reason: filledReason }),
	z.strictObject({ type: type('liftLock'), target: lockTarget, reason }),
	z.strictObject({
		type: type('undoActs'),
		participant: participantId,
		from: z.int().min(0),
		commitment: commitmentId.nullable(),
		reason: filledReason,
	}),
	z.strictObject({ type: type('addComment'), target: commentTarget, text: commentText }),
	z.strictObject({ type: type('answerComment'), comment: commentId, text: commentText }),
	z.strictObject({ type: type('resolveComment'), comment: commentId }),
	z.strictObject({ type: type('reopenComment'), comment: commentId }),
	z.strictObject({ type: type('dismissFinding'), finding: findingId }),
	z.strictObject({ type: type('reopenFinding'), finding: findingId }),
	z.strictObject({ type: type('draftRules'), rules: tableRules, labels: ruleLabels }),
	z.strictObject({ type: type('openRulesRound'), question, content: textHash }),
	z.strictObject({ type: type('openDots'), of, question, cards, content: textHash, exception }),
	z.strictObject({
		type: type('openConfirmation'),
		of,
		question,
		cards,
		content: textHash,
		after: pollId.nullable(),
		exception,
	}),
	z.strictObject({
		type: type('openCommitmentRound'),
		commitment: commitmentId,
		question,
		content: textHash,
		exception,
	}),
	z.strictObject({
		type: type('openPoll'),
		about: pollAbout,
		question,
		terms: pollTerms,
		replaces,
		exception,
	}),
	z.strictObject({ type: type('openRunOff'), poll: pollId, options: runOffOptions, exception }),
	z.strictObject({ type: type('extendPoll'), poll: pollId, closesAt: z.int().min(0) }),
	z.strictObject({ type: type('publishPoll'), poll: pollId }),
	z.strictObject({ type: type('castBallot'), poll: pollId, rules: textHash, choice: castChoice }),
	z.strictObject({ type: type('castDots'), poll: pollId, dots }),
	z.strictObject({ type: type('castConsensus'), poll: pollId, answer: consensusAnswer, reason }),
	z.strictObject({ type: type('withdrawBallot'), poll: pollId }),
	z.strictObject({
		type: type('castSecretly'),
		poll: pollId,
		rules: textHash,
		key: ballotKey,
		receipt,
		secret: ballotSecret.nullable(),
		n: ballotNumber,
		choice: castChoice,
	}),
	z.strictObject({ type: type('withdrawSecretly'), poll: pollId, secret: ballotSecret, n: ballotNumber }),
	z.strictObject({
		type: type('setWay'),
		poll: pollId,
		way: z.enum(WAYS).nullable(),
		participants: z.array(participantId).min(1).max(LIMITS.people),
	}),
	z.strictObject({ type: type('enterHands'), poll: pollId, sector: sectorId, ...hands }),
	z.strictObject({ type: type('confirmHands'), poll: pollId, sector: sectorId, ...hands }),
	z.strictObject({
		type: type('issueSlips'),
		poll: pollId,
		way: z.enum(SLIP_WAYS),
		sector: sectorId,
		count: z.int().min(1).max(MOST_SLIPS),
	}),
	z.strictObject({ type: type('enterPaper'), poll: pollId, number: slipNumber, choice: castChoice }),
	z.strictObject({
		type: type('castAtTable'),
		poll: pollId,
		rules: textHash,
		number: slipNumber,
		choice: castChoice,
	}),
	z.strictObject({ type: type('closePoll'), poll: pollId }),
	z.strictObject({ type: type('cancelPoll'), poll: pollId, reason: filledReason }),
	z.strictObject({
		type: type('startCommitment'),
		title: filledLine(TEXT_LIMITS.title),
		solutions: z.array(cardId).max(20),
	}),
	z.strictObject({ type: type('titleCommitment'), commitment: commitmentId, title: filledLine(TEXT_LIMITS.title) }),
	z.strictObject({
		type: type('proposeCommitment'),
		commitment: commitmentId,
		content: textHash,
		openUntil: z.int().min(0),
	}),
	z.strictObject({ type: type('reopenCommitment'), commitment: commitmentId, reason: filledReason }),
	z.strictObject({ type: type('requestIssue'), commitment: commitmentId, content: textHash, exception }),
	z.strictObject({ type: type('witnessIssue'), commitment: commitmentId, content: textHash }),
	...SIGNING_COMMANDS,
	...INSTITUTION_COMMANDS,
	z.strictObject({
		type: type('suggest'),
		commitment: commitmentId,
		field: z.enum(FIELD_KEYS),
		// Several people who write at once may pass the limit together.
		base: exactText(4 * TEXT_LIMITS.field),
		text: exactText(TEXT_LIMITS.field),
		why: paragraph(TEXT_LIMITS.reason),
	}),
	z.strictObject({ type: type('acceptSuggestion'), suggestion: suggestionId }),
	z.strictObject({ type: type('rejectSuggestion'), suggestion: suggestionId, reason: filledReason }),
	z.strictObject({ type: type('withdrawSuggestion'), suggestion: suggestionId }),
	...FOLLOW_UP_COMMANDS,
	...LEADING_COMMANDS,
	z.strictObject({ type: type('logScan'), file: fileHash, about: scanSubject }),
	z.strictObject({ type: type('noteRecord'), session: sessionId, text: filledReason }),
]);

type Parsed = z.infer<typeof command>;
/** The schema and the domain's type say the same; either drifting apart fails the type check. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
export const schemaMatchesDomain: Same<Parsed['type'], Command['type']> = true;

/** Parses a command; null with the places that are wrong where it is none. */
export function parseCommand(body: unknown): { ok: true; command: Command } | { ok: false; issues: string[] } {
	const parsed = command.safeParse(body);
	if (parsed.success) return { ok: true, command: parsed.data };
	return { ok: false, issues: parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'body') };
}
