import type { Decision, PrimaryRecord, StatementUse, Surroundings } from '../decision.ts';
import type { EventBody } from '../events.ts';
import { refOf, SALT_BYTES, utf8ToBytes } from '../hashing.ts';
import { ID_BYTES, idFromBytes, type ParticipantId, type RecordRef, type SessionId, type TextHash } from '../ids.ts';
import { countQuorum } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { RuleCard } from '../rule-card.ts';
import type { PersonState, WorkshopState } from '../state.ts';
import type { FrozenCore } from '../texts.ts';

/** What every decision is made from: the table, the person who asks, and the surroundings. */
export interface Asking {
	readonly state: WorkshopState;
	readonly person: PersonState;
	readonly around: Surroundings;
}

type Extras = Partial<Omit<Decision, 'ok' | 'events'>>;

export function decided(events: readonly EventBody[], extras: Extras = {}): Decision {
	return { ok: true, events, texts: [], records: [], ...extras };
}

/** A fresh random id; the caller's type says of what. */
export function newId<Id extends string>(around: Surroundings): Id {
	return idFromBytes(around.random(ID_BYTES)) as Id;
}

/** A person's own words, kept outside the log. */
export function statementOf(
	around: Surroundings,
	participant: ParticipantId,
	use: StatementUse,
	text: string,
): { ref: RecordRef; record: PrimaryRecord } {
	const salt = around.random(SALT_BYTES);
	const bytes = utf8ToBytes(text);
	const ref = refOf(salt, bytes);
	return { ref, record: { kind: 'statement', ref, salt, bytes, participant, use } };
}

export function needFacilitator({ person }: Asking): Refusal | null {
	return person.role === 'facilitator' ? null : refuse('role.facilitator-only');
}

/** Method acts that bear on a decision come only from a facilitator who said where they stand (design §6). */
export function needAffiliation(asking: Asking): Refusal | null {
	return needFacilitator(asking) ?? (asking.person.affiliation ? null : refuse('affiliation.required'));
}

type Seated = { readonly ok: true; readonly seat: NonNullable<PersonState['seat']> } | Refusal;

/** The seat from which somebody acts. Facilitators have none, and are told so rather than that they lack one. */
export function seatOf({ role, seat }: PersonState): Seated {
	if (role === 'facilitator') return refuse('role.facilitator-has-no-seat');
	return seat ? { ok: true, seat } : refuse('role.no-seat');
}

export function openSession(state: WorkshopState): SessionId | null {
	return state.sessions.find((session) => session.closedAt === null)?.id ?? null;
}

/**
 * A decision needs an open session with quorum at this instant. An exception needs a written reason, which stays on the
 * record (D6); `exception` undefined means that none is possible.
 */
export function needQuorum(
	{ state }: Asking,
	exception: string | null | undefined,
	asked?: RuleCard['quorum'],
): Refusal | null {
	if (!openSession(state)) return refuse('session.none-open');
	const quorum = countQuorum(state, asked);
	if (quorum.met || exception) return null;
	return refuse('quorum.missing', { present: quorum.present, sectors: quorum.missing.join(' ') });
}

/** The written exception, kept only where the quorum is in fact missing, or the rules are departed from. */
export function exceptionOf(
	{ state, person, around }: Asking,
	exception: string | null,
	{ quorum, departs }: { readonly quorum?: RuleCard['quorum']; readonly departs: boolean } = { departs: false },
): { ref: RecordRef | null; records: PrimaryRecord[] } {
	if (!exception || (countQuorum(state, quorum).met && !departs)) return { ref: null, records: [] };
	const { ref, record } = statementOf(around, person.id, 'reason', exception);
	return { ref, records: [record] };
}

/** A text of a commitment by its hash. Throws where the store lost it. */
export function coreOf(around: Surroundings, content: TextHash): FrozenCore {
	const text = around.text(content);
	if (text === undefined) throw new RangeError(`table text ${content} is missing`);
	// Written by this program and found by its hash: its shape is known.
	return JSON.parse(text) as FrozenCore;
}
