import type { EventBody, WorkshopEvent } from '#domain/events.ts';
import type { CommitmentId, ParticipantId, PollId, SessionId } from '#domain/ids.ts';
import { hashWords } from '#domain/hash-words.ts';
import { isWithoutDevice } from '#domain/decide/entered.ts';
import { mayLogScan } from '#domain/decide/scans.ts';
import { countQuorum, rulesInForce } from '#domain/quorum.ts';
import type { SessionState, WorkshopState } from '#domain/state.ts';
import type { FrozenCard, FrozenTree, SessionSetup, TableSetup } from '#domain/texts.ts';
import type { AttendanceEntry, MinuteAct, MinutesData } from '#protocol/minutes.ts';
import type { Table } from './table.ts';
import { commitmentViews } from './view/commitments.ts';
import { invitedOf } from './view/convocation.ts';
import { phaseView } from './view/leading.ts';
import { affiliationView, companionsOf, nameOf, nameOrNull, namesFor, statementOr } from './view/people.ts';
import { pollView } from './view/polls.ts';
import { scansOf } from './view/scans.ts';
import { inForceLabels, sessionView } from './view/state.ts';

/** The minutes of one session, all of it read out of the log; nothing is kept for them besides. */
export function minutesOf(
	table: Table,
	state: WorkshopState,
	session: SessionState,
	tree: FrozenTree,
	{ now, origin, reader }: { readonly now: number; readonly origin: string; readonly reader: ParticipantId },
): MinutesData {
	const during = table.events.filter((event) => event.session === session.id);
	// Practice decides nothing: it stands among the acts.
	const polls = [...state.polls.values()].filter(
		(poll) =>
			!poll.card.practice &&
			(poll.session === session.id ||
				during.some(({ body }) => body.type === 'poll.closed' && body.poll === poll.id)),
	);
	const touched = new Set(during.flatMap(({ body }) => ('commitment' in body ? [body.commitment] : [])));
	return {
		workshop: { id: state.id, setup: table.textValue<TableSetup>(state.setup), example: state.example },
		session: sessionView(table, session),
		sessions: state.sessions.map(({ id, openedAt, closedAt }) => ({ id, openedAt, closedAt })),
		generatedAt: now,
		head: table.headTold,
		rules: { ...inForceLabels(table, state), adoptedAt: state.rules.adopted?.at ?? null },
		// Every phase that the session may have been in, also one that the agenda has no more.
		agenda: [...state.phases.values()].map((phase) => phaseView(table, state, phase)),
		attendance: attendance(table, state, session),
		quorum: countQuorum(state),
		convocation: convocationOf(table, state, session),
		before: between(table, state, session).flatMap((event) => actOf(table, state, tree, event) ?? []),
		acts: during.flatMap((event) => actOf(table, state, tree, event) ?? []),
		talked: talked(during),
		polls: polls.map((poll) => pollView(table, state, poll)),
		exceptions: exceptions(table, during),
		commitments: commitmentViews(table, state, origin).filter(({ id }) => touched.has(id)),
		chosen: [...state.chosen.keys()],
		tree,
		notes: notesOf(table, state, session),
		mayNote: mayNote(state, reader),
		scans: scansOf(table, state, {
			session: session.id,
			polls: new Set(polls.map(({ id }) => id)),
			commitments: touched,
		}),
		mayScan: state.status === 'open' && mayLogScan(state.people.get(reader)),
	};
}

function notesOf(table: Table, state: WorkshopState, session: SessionState): MinutesData['notes'] {
	return state.notes
		.filter((note) => note.session === session.id)
		.map(({ at, by, text }) => ({
			at,
			name: nameOrNull(table, state, by),
			sector: state.people.get(by)?.sector ?? null,
			text: statementOr(table, text),
		}));
}

function mayNote({ status, people }: WorkshopState, reader: ParticipantId): boolean {
	const role = people.get(reader)?.role;
	return status === 'open' && (role === 'guest' || role === 'facilitator');
}

export function sessionFor(state: WorkshopState, id: SessionId | null): SessionState | undefined {
	return id === null ? state.sessions.at(-1) : state.sessions.find((session) => session.id === id);
}

/** One entry per person and stay: who came back after leaving has two. */
function attendance(table: Table, state: WorkshopState, session: SessionState): AttendanceEntry[] {
	const isNamed = namesFor(state, 'table');
	const entries: AttendanceEntry[] = [];
	for (const mark of session.attendance) {
		const open = entries.findLastIndex((entry) => entry.participant === mark.participant && entry.until === null);
		const last = entries[open];
		if (!mark.in) {
			if (last) entries[open] = { ...last, until: mark.at };
			continue;
		}
		const person = state.people.get(mark.participant);
		if (!person) continue;
		const known = isNamed(person) ? table.records.person(person.person) : undefined;
		entries.push({
			participant: person.id,
			name: known?.name ?? null,
			organisation: known?.organisation ?? null,
			role: person.role,
			sector: person.sector,
			seat: person.seat ? { sector: person.seat.sector, voucher: person.seat.voucher.by } : null,
			means: mark.means,
			by: mark.by === mark.participant ? null : nameOrNull(table, state, mark.by),
			withoutDevice: isWithoutDevice(person),
			companions: companionsOf(table, state, person.id, isNamed(person)).map(({ kind, name }) => ({
				kind,
				name,
			})),
			from: mark.at,
			until: null,
			affiliation: affiliationView(table, person),
		});
	}
	return entries.map((entry) => (entry.until === null ? { ...entry, until: session.closedAt } : entry));
}

function wordingText(table: Table, body: EventBody): string | null {
	if (body.type !== 'wording.proposed') return null;
	return table.textValue<{ cards: readonly FrozenCard[] }>(body.content).cards[0]?.text ?? null;
}

/** What happened since the session before ended: method acts are on the record also when nobody sits together. */
function between(table: Table, state: WorkshopState, session: SessionState): readonly WorkshopEvent[] {
	const at = state.sessions.indexOf(session);
	const since = state.sessions[at - 1]?.lastSeq ?? 0;
	return table.events.slice(since, session.firstSeq - 1).filter((event) => event.session === null);
}

/** Names as the table's rule on names goes; sector, way and number always. */
function convocationOf(table: Table, state: WorkshopState, session: SessionState): MinutesData['convocation'] {
	const isNamed = rulesInForce(state).namesShown === 'names';
	return [...state.invitations.values()]
		.filter((invitation) => invitation.session === session.id)
		.map(({ sector, channel, record }) => {
			const invited = invitedOf(table, record);
			return {
				sector,
				channel,
				name: isNamed ? (invited?.name ?? null) : null,
				organisation: isNamed ? (invited?.organisation ?? null) : null,
				by: isNamed ? (invited?.by ?? null) : null,
				on: invited?.on ?? null,
			};
		});
}

function talked(during: readonly WorkshopEvent[]): MinutesData['talked'] {
	const count = { begun: 0, answers: 0, settled: 0 };
	for (const { body } of during) {
		if (body.type === 'comment.added') count[body.answers === null ? 'begun' : 'answers'] += 1;
		else if (body.type === 'comment.resolved') count.settled += 1;
		else if (body.type === 'comment.reopened') count.settled -= 1;
	}
	// One that was settled in an earlier session may have been reopened in this one.
	return { ...count, settled: Math.max(0, count.settled) };
}

function exceptions(table: Table, during: readonly WorkshopEvent[]): MinutesData['exceptions'] {
	return during.flatMap(({ at, actor, body }) => {
		if (body.type !== 'poll.opened' && body.type !== 'commitment.issue-requested') return [];
		if (!body.exception) return [];
		const about = body.type === 'poll.opened' ? ('poll' as const) : ('issue' as const);
		const of = body.type === 'poll.opened' ? (table.text(body.question) ?? '') : titleOf(table, body.commitment);
		return [{ at, by: nameOf(table, actor), about, of, reason: statementOr(table, body.exception) ?? '' }];
	});
}

function questionOf(table: Table, state: WorkshopState, id: PollId): string {
	const poll = state.polls.get(id);
	return (poll && table.text(poll.question)) ?? '';
}

function titleOf(table: Table, id: CommitmentId): string {
	const commitment = table.state?.commitments.get(id);
	return (commitment && table.text(commitment.title)) ?? '';
}

function plannedSetup(table: Table, id: SessionId): SessionSetup {
	for (const { body } of table.events) {
		if (body.type === 'session.planned' && body.id === id) return table.textValue<SessionSetup>(body.setup);
	}
	throw new RangeError('a session was called off that nobody planned');
}

/** An event as a line of the minutes, or null for what the minutes show elsewhere (attendance, ballots, results). */
function actOf(
	table: Table,
	state: WorkshopState,
	tree: FrozenTree,
	{ at, actor, body }: WorkshopEvent,
): MinuteAct | null {
	const isNamed = namesFor(state, 'table');
	const personName = (id: ParticipantId): string | null => {
		const person = state.people.get(id);
		return person && isNamed(person) ? (table.records.person(person.person)?.name ?? null) : null;
	};
	// Whoever signs, witnesses or leaves a seat is named no further than the table's rule goes; facilitators always are.
	const line = { at, by: personName(actor) ?? '' };
	switch (body.type) {
		case 'session.opened':
		case 'session.closed':
		case 'workshop.archived':
		case 'joining.opened':
		case 'joining.closed':
		case 'timer.started':
		case 'timer.stopped':
		case 'workshop.created':
		case 'workshop.described':
		case 'rules.drafted':
		case 'facilitator.resumed':
			return { ...line, act: body.type };
		case 'phase.moved':
			return { ...line, act: body.type, to: body.to };
		case 'lock.set':
		case 'lock.lifted': {
			const { target } = body;
			const title =
				'commitment' in target
					? titleOf(table, target.commitment)
					: 'card' in target
						? (tree.cards.find(({ card }) => card === target.card)?.text ?? null)
						: null;
			return { ...line, act: body.type, target, title, reason: statementOr(table, body.reason) };
		}
		case 'agenda.edited':
		case 'timer.extended':
			return { ...line, act: body.type };
		case 'wording.proposed':
		case 'wording.reopened': {
			const found = tree.cards.find(({ card }) => card === body.card);
			return { ...line, act: body.type, text: wordingText(table, body) ?? found?.text ?? null };
		}
		case 'cards.revealed':
			return {
				...line,
				act: body.type,
				// Who showed their own is named as far as the rule goes, by number alone otherwise.
				isOwn: body.participant === actor,
				count: body.cards.length,
			};
		case 'cards.returned':
			return { ...line, act: body.type, reason: statementOr(table, body.reason) };
		case 'floor.given':
			return {
				...line,
				act: body.type,
				person: body.participant && personName(body.participant),
				sector: body.sector,
			};
		case 'acts.undone':
			return {
				...line,
				act: body.type,
				person: personName(body.participant),
				from: body.from,
				title: body.commitment && titleOf(table, body.commitment),
				undone: body.undone,
				reason: statementOr(table, body.reason),
			};
		case 'seat.granted':
			return {
				...line,
				// Whoever sits down by a link is the actor; who vouches is the convener.
				...(body.voucher.by === 'convener' ? { by: personName(body.voucher.participant) ?? '' } : {}),
				act: body.type,
				person: personName(body.participant),
				sector: body.sector,
				voucher: body.voucher.by,
			};
		case 'seat.offered':
			return { ...line, act: body.type, person: personName(body.participant), sector: body.sector };
		case 'participant.entered':
			return {
				...line,
				act: body.type,
				person: personName(body.participant),
				sector: body.sector,
				isOnDevice: body.device !== null,
			};
		case 'participant.code-given':
		case 'participant.claimed':
			return { ...line, act: body.type, person: personName(body.participant) };
		case 'participant.erased':
			// One's own erasing is one's own affair; another's, at their request, is on the record.
			return actor === body.participant ? null : { ...line, act: body.type };
		case 'convener.offered':
		case 'convener.offer-withdrawn':
		case 'convener.named':
			return { ...line, act: body.type, person: personName(body.participant), sector: body.sector, reason: null };
		case 'convener.dismissed':
			return {
				...line,
				act: body.type,
				person: personName(body.participant),
				sector: body.sector,
				reason: statementOr(table, body.reason),
			};
		case 'session.planned': {
			const { title, date } = table.textValue<SessionSetup>(body.setup);
			return { ...line, act: body.type, title, date, reason: null };
		}
		case 'session.called-off': {
			const { title, date } = plannedSetup(table, body.id);
			return { ...line, act: body.type, title, date, reason: statementOr(table, body.reason) };
		}
		case 'poll.opened':
			return { ...line, act: body.type, question: table.text(body.question) ?? '' };
		case 'poll.closed': {
			const question = state.polls.get(body.poll)?.question;
			return { ...line, act: body.type, question: (question && table.text(question)) ?? '' };
		}
		case 'seat.released':
		case 'participant.removed':
		case 'participant.readmitted':
			return {
				...line,
				act: body.type,
				person: personName(body.participant),
				reason: statementOr(table, body.reason),
			};
		case 'facilitator.affiliated':
			return { ...line, act: body.type, sector: body.sector, note: statementOr(table, body.statement) ?? '' };
		case 'rules.adopted':
			return { ...line, act: body.type, version: body.version };
		case 'poll.cancelled': {
			const reason = statementOr(table, body.reason);
			return { ...line, act: body.type, question: questionOf(table, state, body.poll), reason };
		}
		case 'poll.extended':
			return { ...line, act: body.type, question: questionOf(table, state, body.poll), closesAt: body.closesAt };
		case 'poll.ways-set': {
			const { way, participants } = body;
			const question = questionOf(table, state, body.poll);
			return { ...line, act: body.type, question, way, people: participants.length };
		}
		case 'poll.hands-entered':
			return {
				...line,
				act: body.type,
				question: questionOf(table, state, body.poll),
				sector: body.sector,
				people: body.voters,
			};
		case 'poll.hands-confirmed':
			return { ...line, act: body.type, question: questionOf(table, state, body.poll), sector: body.sector };
		case 'poll.slips-issued': {
			const { way, sector, numbers } = body;
			const question = questionOf(table, state, body.poll);
			return { ...line, act: body.type, question, way, sector, count: numbers.length };
		}
		case 'poll.published':
			return { ...line, act: body.type, question: questionOf(table, state, body.poll) };
		case 'poll.discarded':
			return { ...line, act: body.type, question: questionOf(table, state, body.poll), ballots: body.ballots };
		case 'commitment.started':
		case 'commitment.titled':
		case 'commitment.proposed':
		case 'commitment.agreed':
		case 'commitment.issue-requested':
		case 'commitment.issued': {
			const { type: act, commitment } = body;
			return { ...line, act, commitment, title: titleOf(table, commitment), reason: null };
		}
		case 'commitment.amending': {
			const { type: act, commitment, kind, reason } = body;
			return {
				...line,
				act,
				commitment,
				kind,
				title: titleOf(table, commitment),
				reason: table.text(reason) ?? '',
			};
		}
		case 'annotation.requested':
		case 'commitment.annotated': {
			const { type: act, commitment, kind } = body;
			return { ...line, act, commitment, kind, title: titleOf(table, commitment) };
		}
		case 'commitment.reopened':
		case 'commitment.amendment-dropped': {
			const { type: act, commitment, reason } = body;
			return { ...line, act, commitment, title: titleOf(table, commitment), reason: statementOr(table, reason) };
		}
		case 'commitment.signed': {
			const { type: act, commitment, sector } = body;
			const title = titleOf(table, commitment);
			const method = body.method?.kind ?? null;
			const person = personName(body.participant);
			return { ...line, by: method === 'paper' ? line.by : '', act, commitment, title, sector, person, method };
		}
		case 'commitment.signature-witnessed': {
			const { type: act, commitment, sector } = body;
			const person = personName(body.participant);
			return { ...line, act, commitment, title: titleOf(table, commitment), sector, person };
		}
		case 'signing-key.offered':
		case 'signing-key.ended':
			return { ...line, act: body.type, words: hashWords(body.key) };
		case 'signing-key.confirmed': {
			const { type: act, participant, sector, key } = body;
			return { ...line, act, person: personName(participant), sector, words: hashWords(key) };
		}
		case 'workshop.erased':
		case 'participant.joined':
		case 'participant.declared-sector':
		case 'attendance.checked-in':
		case 'attendance.checked-out':
		case 'seat-link.made':
		case 'seat-link.revoked':
		case 'seat-link.used':
		case 'companion.named':
		case 'companion.left':
		case 'convocation.entered':
		case 'convocation.withdrawn':
		case 'ballot.cast':
		case 'ballot.withdrawn':
		case 'ballot.late':
		case 'ballot.at-table':
		case 'poll.paper-entered':
		case 'floor.ended':
		case 'cards.offered':
		case 'cards.withdrawn':
		case 'comment.added':
		case 'comment.resolved':
		case 'comment.reopened':
		case 'record.noted':
		case 'scan.logged':
		case 'institution.named':
		case 'institution.dropped':
		case 'institution.answered':
		case 'suggestion.made':
		case 'suggestion.accepted':
		case 'suggestion.rejected':
		case 'suggestion.withdrawn':
		case 'finding.dismissed':
		case 'finding.reopened':
			return null;
	}
}
