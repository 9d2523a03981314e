import { agendaFrom, type AgendaTemplate } from '#domain/agenda.ts';
import type { Command, InternalCommand, Signatory } from '#domain/commands.ts';
import { createTable } from '#domain/create.ts';
import { decide } from '#domain/decide.ts';
import type { Decision, Outcome, OwnCards, PrimaryRecord, Surroundings, UndoingAhead } from '#domain/decision.ts';
import { EVENT_VERSION, type EventBody, type WorkshopEvent } from '#domain/events.ts';
import { evolve, type Workshop } from '#domain/evolve.ts';
import { textOf } from '#domain/hashing.ts';
import {
	idFromBytes,
	ID_BYTES,
	type CardId,
	type CommitmentId,
	type ParticipantId,
	type PollId,
	type RecordRef,
	type SectorId,
	type TextHash,
	type WorkshopId,
} from '#domain/ids.ts';
import type { Choice, CountedBallot } from '#domain/polls.ts';
import { PRESETS } from '#domain/presets.ts';
import { countedInRoom } from '#domain/room-votes.ts';
import { isSecret } from '#domain/rule-card.ts';
import { countedSecretly, NO_SECRET_BALLOTS, withChange, type SecretBallots } from '#domain/secret-ballots.ts';
import type { TableRules } from '#domain/rules.ts';
import { applySign, NO_SIGNS, signsAfter, type Signs } from '#domain/signs.ts';
import type { WorkshopState } from '#domain/state.ts';
import { verifySignature } from '#protocol/ed25519.ts';
import type { FrozenCard, FrozenCore, FrozenRoute, TableSetup } from '#domain/texts.ts';

const UTF8 = new TextDecoder();

export const GOVERNMENT = 's1' as SectorId;
export const GUARANTOR = 's2' as SectorId;
export const CIVIL = 's3' as SectorId;

export const SETUP: TableSetup = {
	title: 'Brecha salarial en Jalisco',
	theme: 'Empleo y desigualdad',
	origin: { consultation: 'Consulta pública del plan local', date: '2026-09-01' },
	question: '¿Por qué ganan menos las mujeres en Jalisco?',
	language: 'es',
	welcome: 'Les damos la bienvenida.',
	materials: [],
};

export const SIGNATORY: Signatory = {
	name: 'Titular',
	office: 'Secretaria del Trabajo',
	organisation: 'Secretaría del Trabajo',
	powers: 'Reglamento interior, artículo 12',
	named: true,
};

const [federal] = PRESETS;
if (!federal) throw new Error('the federal preset is gone');

/** Three sectors with three seats each, all required, quorum of three: small enough to seat by hand in a test. */
export const RULES: TableRules = {
	...federal.rules,
	sectors: federal.rules.sectors.map((sector) => ({ ...sector, seats: 3 })),
};
export const LABELS = federal.labels;

const isOwn = (command: Command | InternalCommand): boolean =>
	command.type === 'revealCards' || command.type === 'withdrawCards';

/** A table driven by commands alone, as the server drives it, with a clock and a randomness of its own. */
export class TestTable {
	#random = 1;
	readonly id: WorkshopId;
	readonly events: WorkshopEvent[] = [];
	/** What was granted, as the server stores it. */
	readonly decisions: { readonly decision: Decision; readonly actor: ParticipantId; readonly now: number }[] = [];
	state: Workshop = null;
	now = Date.UTC(2026, 10, 21, 16, 0, 0);
	/** When the next command reached the server, where that was before `now`. */
	receivedAt: number | null = null;
	/** What the board holds now; a test may change it between a preview and a command. */
	readonly board = new Map<CardId, FrozenCard>();
	/** What a draft's core reads now. */
	core: FrozenCore | null = null;
	/** What its route reads now. */
	route: FrozenRoute | null = null;
	/** What undoing the acts that a command names would change now. */
	undoing: UndoingAhead | null = null;
	/** Of the one secret vote of this table. */
	secret: SecretBallots = NO_SECRET_BALLOTS;
	/** Hands, marks and calls, as the server keeps them in memory. */
	signs: Signs = NO_SIGNS;
	/** Whoever asks showed password or code lately. */
	isProven = true;
	/** What people have on their own sheets and not on the board. */
	own: OwnCards[] = [];
	readonly facilitator: ParticipantId;
	readonly #texts = new Map<TextHash, string>();
	readonly #records = new Map<RecordRef, PrimaryRecord>();

	constructor(rules: TableRules = RULES, agenda: AgendaTemplate = 'full') {
		this.id = this.#id<WorkshopId>();
		this.facilitator = this.#id<ParticipantId>();
		const outcome = createTable(
			{
				setup: SETUP,
				rules,
				labels: LABELS,
				agenda: agendaFrom(agenda),
				example: false,
				facilitatorName: 'Lucía',
			},
			this.facilitator,
			this.around(null),
		);
		if (!outcome.ok) throw new Error(outcome.code);
		this.#apply(outcome, this.facilitator);
	}

	get open(): WorkshopState {
		if (!this.state) throw new Error('the table has not begun');
		return this.state;
	}

	/** Decides and, where it is granted, evolves. */
	ask(actor: ParticipantId, command: Command | InternalCommand): Outcome {
		const closing = command.type === 'closePoll' || command.type === 'closeDue' ? command.poll : null;
		const frozen = cardsOf(command) ? this.freeze(cardsOf(command) ?? []) : this.#namedCard(command);
		const outcome = decide(this.state, command, actor, { ...this.around(closing), cards: frozen });
		if (outcome.ok) this.#apply(outcome, actor);
		return outcome;
	}

	/** The card that is to be locked, or talked about. */
	#namedCard(command: Command | InternalCommand): Surroundings['cards'] {
		if (command.type === 'proposeWording') return this.freeze([command.card]);
		const named = command.type === 'setLock' || command.type === 'addComment';
		return named && 'card' in command.target ? this.freeze([command.target.card]) : null;
	}

	/** Like `ask`, for what must be granted; answers with the events. */
	do(actor: ParticipantId, command: Command | InternalCommand): readonly EventBody[] {
		const outcome = this.ask(actor, command);
		if (!outcome.ok) throw new Error(`${command.type} was refused: ${outcome.code}`);
		return outcome.events;
	}

	/** The code with which a command is refused, or 'ok'. */
	code(actor: ParticipantId, command: Command | InternalCommand): string {
		const outcome = this.ask(actor, command);
		return outcome.ok ? (outcome.refusal?.code ?? 'ok') : outcome.code;
	}

	join(
		sector: SectorId | null,
		as: 'guest' | 'observer' | 'facilitator' | 'device' = 'guest',
		name = 'Ana',
	): ParticipantId {
		const participant = this.#id<ParticipantId>();
		this.do(participant, { type: 'join', as, sector, name, organisation: '', invited: as === 'facilitator' });
		return participant;
	}

	/** A guest with a seat, checked in where a session is open. */
	seat(sector: SectorId): ParticipantId {
		const guest = this.join(sector);
		const seated = [...this.open.people.values()].find((person) => person.seat?.sector === sector);
		this.do(this.facilitator, { type: 'offerSeat', participant: guest, sector });
		if (seated) this.do(seated.id, { type: 'confirmSeat', participant: guest });
		if (this.open.sessions.some(({ closedAt }) => closedAt === null))
			this.do(guest, { type: 'checkIn', participant: null });
		return guest;
	}

	openSession(): void {
		if (!this.open.people.get(this.facilitator)?.affiliation) {
			this.do(this.facilitator, { type: 'declareAffiliation', sector: null, note: '' });
		}
		const setup = {
			title: 'Primera',
			place: 'Guadalajara',
			mode: 'hybrid',
			date: '2026-11-21',
			videoLink: null,
		} as const;
		this.do(this.facilitator, { type: 'openSession', setup });
	}

	/** Session open, one seat of each sector present: what quorum needs. */
	seatAll(): { government: ParticipantId; guarantor: ParticipantId; civil: ParticipantId } {
		this.openSession();
		return { government: this.seat(GOVERNMENT), guarantor: this.seat(GUARANTOR), civil: this.seat(CIVIL) };
	}

	agree(poll: PollId, people: readonly ParticipantId[]): void {
		for (const person of people) this.do(person, { type: 'castConsensus', poll, answer: 'agree', reason: '' });
	}

	adoptRules(people: readonly ParticipantId[]): void {
		const { content } = this.open.rules;
		const poll = this.pollOf(
			this.do(this.facilitator, { type: 'openRulesRound', question: '¿Adoptamos las reglas?', content }),
		);
		this.agree(poll, people);
		this.do(this.facilitator, { type: 'closePoll', poll });
	}

	/** A sign-off by code, witnessed by one of these people who is of another sector. */
	sign(
		person: ParticipantId,
		witnesses: readonly ParticipantId[],
		on: { readonly commitment: CommitmentId; readonly content: TextHash; readonly signatory?: Signatory },
	): void {
		const { signatory = SIGNATORY, ...text } = on;
		this.do(person, { type: 'signCommitment', ...text, signatory, method: { kind: 'code' } });
		const sector = this.open.people.get(person)?.seat?.sector;
		const witness = witnesses.find((one) => this.open.people.get(one)?.seat?.sector !== sector);
		if (!witness) throw new Error('nobody of another sector');
		this.do(witness, { type: 'witnessSignature', ...text, participant: person });
	}

	card(kind: FrozenCard['kind'], text: string): CardId {
		const card = this.#id<CardId>();
		this.board.set(card, { card, kind, text });
		return card;
	}

	freeze(ids: readonly CardId[]): { hash: TextHash; cards: FrozenCard[] } {
		const cards = ids.flatMap((id) => this.board.get(id) ?? []);
		return { hash: textOf({ cards }).hash, cards };
	}

	openDots(cards: readonly CardId[], of: 'causes' | 'solutions' = 'causes'): PollId {
		const { hash: content } = this.freeze(cards);
		const question = '¿Qué causas atendemos primero?';
		return this.pollOf(
			this.do(this.facilitator, { type: 'openDots', of, question, cards, content, exception: null }),
		);
	}

	confirm(cards: readonly CardId[], of: 'causes' | 'solutions', people: readonly ParticipantId[]): PollId {
		const { hash: content } = this.freeze(cards);
		const question = '¿Podemos trabajar con estas?';
		const command = {
			type: 'openConfirmation',
			of,
			question,
			cards,
			content,
			after: null,
			exception: null,
		} as const;
		const poll = this.pollOf(this.do(this.facilitator, command));
		this.agree(poll, people);
		this.do(this.facilitator, { type: 'closePoll', poll });
		return poll;
	}

	pollOf(events: readonly EventBody[]): PollId {
		for (const body of events) if (body.type === 'poll.opened') return body.poll;
		throw new Error('no poll was opened');
	}

	/** A draft with its words, locked, as people wrote it. */
	draft(solutions: readonly CardId[]): CommitmentId {
		const events = this.do(this.facilitator, {
			type: 'startCommitment',
			title: 'Reducir la brecha salarial',
			solutions,
		});
		const [started] = events;
		if (started?.type !== 'commitment.started') throw new Error('no commitment was started');
		const { commitment } = started;
		this.core = coreOf(commitment, this.id);
		this.do(this.facilitator, { type: 'setLock', target: { kind: 'draft', commitment }, reason: 'Texto acordado' });
		return commitment;
	}

	coreHash(): TextHash {
		return textOf(this.core).hash;
	}

	text(hash: TextHash): string | undefined {
		return this.#texts.get(hash);
	}

	statement(ref: RecordRef): string | undefined {
		const record = this.#records.get(ref);
		return record?.kind === 'statement' ? UTF8.decode(record.bytes) : undefined;
	}

	around(closing: PollId | null): Surroundings {
		return {
			now: this.now,
			receivedAt: this.receivedAt ?? this.now,
			random: (n) => this.#bytes(n),
			cards: null,
			route: this.route && { hash: textOf(this.route).hash, route: this.route },
			core: this.core && { hash: textOf(this.core).hash, core: this.core },
			tree: {
				cards: [...this.board.values()].map((card) => ({
					...card,
					pos: [0, 0] as const,
					size: [200, 100] as const,
				})),
				links: [],
			},
			undoing: this.undoing,
			isProven: this.isProven,
			verify: verifySignature,
			signs: this.signs,
			own: this.own,
			ballots: closing ? this.#counted(closing) : null,
			secret: this.secret,
			text: (hash) => this.#texts.get(hash),
			ballot: (ref) => this.ballot(ref),
			statement: (ref) => this.statement(ref),
			reasons: () => [],
			head: { seq: this.events.length, hash: '0'.repeat(64) },
			signer: { key: '0123456789abcdef', publicKey: 'ab'.repeat(32), sign: () => 'cd'.repeat(64) },
			origin: 'https://mesa.example',
		};
	}

	/** What a ballot chose. */
	ballot(ref: RecordRef): Choice | undefined {
		const record = this.#records.get(ref);
		return record && JSON.parse(UTF8.decode(record.bytes)).choice;
	}

	#counted(id: PollId): CountedBallot[] {
		const poll = this.open.polls.get(id);
		if (poll && isSecret(poll.card)) return countedSecretly(id, this.secret);
		const counted: CountedBallot[] = [];
		for (const [participant, { ballot: ref }] of poll?.ballots ?? []) {
			const sector = poll?.eligible.get(participant);
			const record = ref && this.#records.get(ref);
			if (!record || !sector) continue;
			counted.push({ ref: record.ref, sector, choice: JSON.parse(UTF8.decode(record.bytes)).choice });
		}
		return poll ? [...counted, ...countedInRoom(poll, (ref) => this.ballot(ref))] : counted;
	}

	#apply(decision: Decision, actor: ParticipantId): void {
		this.decisions.push({ decision, actor, now: this.now });
		for (const { hash, text } of decision.texts) this.#texts.set(hash, text);
		for (const record of decision.records) this.#records.set(record.ref, record);
		for (const body of decision.events) {
			const session = this.state?.sessions.find(({ closedAt }) => closedAt === null)?.id ?? null;
			const seq = this.events.length + 1;
			const event = { workshop: this.id, seq, at: this.now, actor, session, v: EVENT_VERSION, body } as const;
			this.state = evolve(this.state, event);
			this.signs = signsAfter(this.signs, body);
			this.events.push(event);
		}
		if (decision.secret) this.secret = withChange(this.secret, decision.secret);
		if (decision.sign) this.signs = applySign(this.signs, decision.sign);
		this.now += 1_000;
	}

	#id<Id extends string>(): Id {
		return idFromBytes(this.#bytes(ID_BYTES)) as Id;
	}

	/** A counter in base 256: every id and salt of a test differs, and every run is the same. */
	#bytes(n: number): Uint8Array {
		const bytes = new Uint8Array(n);
		let rest = ++this.#random;
		for (let i = 0; i < n && rest > 0; i++) {
			bytes[i] = rest % 32;
			rest = Math.floor(rest / 32);
		}
		return bytes;
	}
}

/** The cards that a command freezes. */
function cardsOf(command: Command | InternalCommand): readonly CardId[] | null {
	if (command.type === 'openPoll') return 'cards' in command.about ? command.about.cards : null;
	return 'cards' in command && !isOwn(command) ? command.cards : null;
}

export function coreOf(commitment: CommitmentId, workshop: WorkshopId): FrozenCore {
	return {
		commitment,
		workshop,
		title: 'Reducir la brecha salarial',
		language: 'es',
		fields: {
			problem: 'Desigualdad laboral y salarial entre hombres y mujeres en la entidad',
			causes: 'Las empresas no publican sus salarios por puesto',
			background: '',
			solution: 'Registro de empresas igualitarias con salarios por puesto y sexo',
			results: 'La diferencia salarial no explicada baja de 13 % a 9 %',
			transparency: '',
			accountability: '',
			participation: '',
			lead: 'Secretaría del Trabajo',
			supporters: '',
			term: '2026–2027',
		},
		indicators: [],
	};
}
