import type { EventOf, WorkshopEvent } from '../events.ts';
import { sameTarget } from '../locks.ts';
import type { PersonState, WorkshopState } from '../state.ts';

type TableChange = EventOf<
	| 'workshop.described'
	| 'workshop.archived'
	| 'workshop.erased'
	| 'joining.opened'
	| 'joining.closed'
	| 'phase.moved'
	| 'timer.started'
	| 'timer.stopped'
	| 'lock.set'
	| 'lock.lifted'
	| 'acts.undone'
	| 'rules.drafted'
	| 'rules.adopted'
>;

function created(event: WorkshopEvent, body: EventOf<'workshop.created'>): WorkshopState {
	const facilitator: PersonState = {
		id: body.facilitator,
		role: 'facilitator',
		sector: null,
		person: body.person,
		joinedAt: event.at,
		removed: null,
		erased: false,
		seatOffer: null,
		seat: null,
		present: false,
		convenes: false,
		convenerOffer: null,
		entered: null,
		affiliation: null,
	};
	const [first] = body.agenda;
	if (!first) throw new RangeError('an agenda without phases');
	return {
		id: event.workshop,
		seq: event.seq,
		revision: 1,
		createdAt: event.at,
		status: 'open',
		example: body.example,
		language: body.language,
		setup: body.setup,
		joiningOpen: false,
		agenda: body.agenda,
		agendaVersion: 0,
		phases: new Map(body.agenda.map((phase) => [phase.id, phase])),
		ran: new Set([first.id]),
		phase: first.id,
		timer: null,
		rules: { version: 1, draft: body.rules, labels: body.labels, content: body.content, adopted: null },
		people: new Map([[facilitator.id, facilitator]]),
		sessions: [],
		planned: [],
		invitations: new Map(),
		companions: new Map(),
		seatLinks: new Map(),
		locks: [],
		undone: [],
		polls: new Map(),
		commitments: new Map(),
		chosen: new Map(),
		threads: new Map(),
		suggestions: new Map(),
		wording: null,
		floor: null,
		spoken: new Map(),
		hadSilence: false,
		offered: new Map(),
		revealed: new Map(),
		returned: new Map(),
		dismissed: new Map(),
		signingKeys: [],
		notes: [],
		scans: [],
	};
}

function changed(state: WorkshopState, event: WorkshopEvent, body: TableChange): WorkshopState {
	switch (body.type) {
		case 'workshop.described':
			return { ...state, setup: body.setup, language: body.language };
		case 'workshop.archived':
			return { ...state, status: 'archived', joiningOpen: false, timer: null };
		case 'workshop.erased':
			return { ...state, status: 'erased', joiningOpen: false, timer: null };
		case 'joining.opened':
			return { ...state, joiningOpen: true };
		case 'joining.closed':
			return { ...state, joiningOpen: false };
		case 'phase.moved':
			// What nobody was shown by then stays with its author.
			return {
				...state,
				hadSilence: state.hadSilence || (state.phases.get(body.to)?.silent ?? false),
				offered: new Map(),
				phase: body.to,
				ran: new Set(state.ran).add(body.to),
			};
		case 'timer.started':
			return { ...state, timer: { startedAt: event.at, durationMs: body.durationMs, endsAt: body.endsAt } };
		case 'timer.stopped':
			return { ...state, timer: null };
		case 'lock.set': {
			const lock = { target: body.target, by: event.actor, at: event.at, reason: body.reason };
			return { ...state, locks: [...state.locks, lock] };
		}
		case 'lock.lifted':
			return { ...state, locks: state.locks.filter((lock) => !sameTarget(lock.target, body.target)) };
		case 'acts.undone': {
			const { participant, commitment, from, until, undone: counts, reason } = body;
			const { actor: by, at } = event;
			return {
				...state,
				undone: [...state.undone, { participant, commitment, from, until, counts, by, at, reason }],
			};
		}
		case 'rules.drafted': {
			const { version, rules: draft, labels, content } = body;
			return { ...state, rules: { ...state.rules, version, draft, labels, content } };
		}
		case 'rules.adopted': {
			const { draft: rules, labels } = state.rules;
			const adopted = { version: body.version, rules, labels, poll: body.poll, at: event.at };
			return { ...state, rules: { ...state.rules, adopted } };
		}
	}
}

export const applyTable = { created, changed };
