import { addCard, cardText } from '#board/edit-cards.ts';
import { documentName } from '#board/document-names.ts';
import { link } from '#board/edit-links.ts';
import { fieldText } from '#board/draft.ts';
import type { Command } from '#domain/commands.ts';
import type { CardKind, FieldKey } from '#domain/cards.ts';
import {
	idFromBytes,
	ID_BYTES,
	type CardId,
	type CommitmentId,
	type ParticipantId,
	type PollId,
	type SectorId,
	type TextHash,
	type WorkshopId,
} from '#domain/ids.ts';
import type { CommandAnswer } from '#protocol/api.ts';
import type { WorkshopView, MyPart } from '#protocol/view.ts';
import { randomBytes } from 'node:crypto';
import { InstanceLog } from '../../../server/ledger/instance-log.ts';
import { openSigningKey } from '../../../server/ledger/signing.ts';
import { createRooms, type Rooms } from '../../../server/rooms/rooms.ts';
import { CLOSE } from '#protocol/sync.ts';
import type { Storage } from '../../../server/storage/storage.ts';
import { Workshops } from '../../../server/workshops/workshops.ts';
import { LABELS, RULES, SETUP } from '../../domain/test-table.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

export interface Member {
	readonly principal: string;
	readonly participant: ParticipantId;
}

/** The decisions lane with real rooms on a real database, without HTTP; it can be stopped and started again. */
export class Lane {
	readonly database: TestStorage;
	readonly #keys = mkdtempSync(join(tmpdir(), 'mesa-keys-'));
	storage: Storage;
	workshops: Workshops;
	rooms: Rooms;
	instanceLog: InstanceLog;
	now = Date.UTC(2026, 10, 21, 16, 0, 0);
	/** Whoever asks showed password or code lately. */
	isProven = true;
	#key = 0;

	private constructor(database: TestStorage) {
		this.database = database;
		this.storage = database.storage;
		({ workshops: this.workshops, rooms: this.rooms, instanceLog: this.instanceLog } = this.#wire());
	}

	static async open(dialect: Dialect = 'sqlite'): Promise<Lane> {
		return new Lane(await openTestStorage(dialect));
	}

	async restart(): Promise<void> {
		await this.rooms.stop();
		await this.workshops.tables.stop();
		this.storage = await this.database.reopen();
		({ workshops: this.workshops, rooms: this.rooms, instanceLog: this.instanceLog } = this.#wire());
	}

	async close(): Promise<void> {
		await this.rooms.stop();
		await this.workshops.tables.stop();
		await this.database.remove();
		rmSync(this.#keys, { recursive: true });
	}

	/** A table whose facilitator has declared an affiliation. */
	async table(name = 'Lucía'): Promise<{ id: WorkshopId; lucia: Member }> {
		const principal = await this.#principal();
		const made = await this.workshops.create(principal, name, {
			setup: SETUP,
			rules: RULES,
			labels: LABELS,
			agenda: 'full',
		});
		if (!made.ok) throw new Error(made.code);
		const participant = await this.storage.people.participant(made.id, principal);
		if (!participant) throw new Error('the facilitator is not at the table');
		const lucia = { principal, participant };
		await this.do(made.id, lucia, { type: 'declareAffiliation', sector: null, note: '' });
		return { id: made.id, lucia };
	}

	async join(id: WorkshopId, name: string, sector: SectorId): Promise<Member> {
		const principal = await this.#principal();
		const joining = { as: 'guest', sector, name, organisation: `Organización de ${name}`, invited: false } as const;
		const joined = await this.workshops.join(id, principal, joining);
		if (!joined.ok) throw new Error(joined.code);
		return { principal, participant: joined.participant };
	}

	/** One seated, present person per sector, in a session. */
	async seatAll(id: WorkshopId, lucia: Member): Promise<{ ana: Member; ben: Member; chela: Member }> {
		const setup = {
			title: 'Primera',
			place: 'Guadalajara',
			mode: 'hybrid',
			date: '2026-11-21',
			videoLink: null,
		} as const;
		await this.do(id, lucia, { type: 'openSession', setup });
		const seat = async (name: string, sector: string) => {
			const member = await this.join(id, name, sector as SectorId);
			await this.do(id, lucia, {
				type: 'offerSeat',
				participant: member.participant,
				sector: sector as SectorId,
			});
			await this.do(id, member, { type: 'checkIn', participant: null });
			return member;
		};
		return { ana: await seat('Ana', 's1'), ben: await seat('Ben', 's2'), chela: await seat('Chela', 's3') };
	}

	async adoptRules(id: WorkshopId, lucia: Member, people: readonly Member[]): Promise<void> {
		const { state } = await this.view(id, lucia);
		const content = state.rules.draft?.content ?? ('' as TextHash);
		const { made } = await this.do(id, lucia, {
			type: 'openRulesRound',
			question: '¿Adoptamos estas reglas?',
			content,
		});
		await this.agree(id, lucia, made['poll'] as PollId, people);
	}

	async agree(id: WorkshopId, lucia: Member, poll: PollId, people: readonly Member[]): Promise<void> {
		for (const person of people)
			await this.do(id, person, { type: 'castConsensus', poll, answer: 'agree', reason: '' });
		await this.do(id, lucia, { type: 'closePoll', poll });
	}

	/** Until the clock has struck, on which turnout moves. */
	async stroke(): Promise<void> {
		await new Promise((resolve) => setTimeout(resolve, 1_050));
	}

	async ask(id: WorkshopId, who: Member, command: Command, key = `key-${(this.#key += 1)}-key`) {
		this.now += 1_000;
		return this.workshops.execute(id, who.principal, command, key, {
			receivedAt: this.now,
			isProven: this.isProven,
		});
	}

	async do(id: WorkshopId, who: Member, command: Command): Promise<CommandAnswer> {
		const answer = await this.ask(id, who, command);
		if (!answer.ok) throw new Error(`${command.type} was refused: ${answer.code}`);
		return answer;
	}

	async card(id: WorkshopId, kind: CardKind, text: string, feeds: CardId | null = null): Promise<CardId> {
		const card = idFromBytes(randomBytes(ID_BYTES)) as CardId;
		await this.rooms.write(id, { document: 'board' }, (doc) => {
			const added = addCard(doc, { id: card, kind, pos: [0, 0], text });
			if (!added.ok) throw new Error(added.code);
			if (feeds) link(doc, card, feeds);
		});
		return card;
	}

	async editCard(id: WorkshopId, card: CardId, more: string): Promise<void> {
		await this.rooms.write(id, { document: 'board' }, (doc) => cardText(doc, card)?.insert(0, more));
	}

	async writeField(id: WorkshopId, commitment: CommitmentId, field: FieldKey, text: string): Promise<void> {
		await this.rooms.write(id, { document: 'draft', commitment }, (doc) => {
			const own = fieldText(doc, field);
			if (!own) throw new Error(`the draft has no ${field}`);
			own.delete(0, own.length);
			own.insert(0, text);
		});
	}

	async freezeHash(
		id: WorkshopId,
		who: Member,
		what: { cards: CardId[] } | { commitment: CommitmentId },
	): Promise<TextHash> {
		const frozen = await this.workshops.readings.freezePreview(id, who.principal, what);
		if (!frozen.ok) throw new Error(frozen.code);
		return frozen.hash as TextHash;
	}

	async view(id: WorkshopId, who: Member): Promise<{ state: WorkshopView; me: MyPart }> {
		const found = await this.workshops.readings.live(id, who.principal);
		if (!found.ok) throw new Error(found.code);
		return { ...JSON.parse(found.live.frame()), ...JSON.parse(found.live.me()) } as {
			state: WorkshopView;
			me: MyPart;
		};
	}

	/** From the solution to the issued record: everything that a table must do for it. */
	issue(id: WorkshopId, lucia: Member, people: readonly Member[]): Promise<CommitmentId> {
		return this.issueSigned(id, lucia, people, () => Promise.resolve());
	}

	/** The same; whoever `sign` lets sign needs no code and no witness any more. */
	async issueSigned(
		id: WorkshopId,
		lucia: Member,
		people: readonly Member[],
		sign: (text: TextHash, commitment: CommitmentId) => Promise<void>,
	): Promise<CommitmentId> {
		const solution = await this.card(id, 'solution', 'Registro de empresas igualitarias');
		const content = await this.freezeHash(id, lucia, { cards: [solution] });
		const question = '¿Podemos trabajar con esta solución?';
		const confirm = {
			type: 'openConfirmation',
			of: 'solutions',
			question,
			cards: [solution],
			content,
			after: null,
			exception: null,
		} as const;
		const { made } = await this.do(id, lucia, confirm);
		await this.agree(id, lucia, made['poll'] as PollId, people);
		const started = await this.do(id, lucia, {
			type: 'startCommitment',
			title: 'Reducir la brecha salarial',
			solutions: [solution],
		});
		const commitment = started.made['commitment'] as CommitmentId;
		await this.writeField(
			id,
			commitment,
			'problem',
			'Desigualdad laboral y salarial entre hombres y mujeres en la entidad',
		);
		await this.do(id, lucia, { type: 'setLock', target: { kind: 'draft', commitment }, reason: 'Texto acordado' });
		const text = await this.propose(id, lucia, commitment);
		await sign(text, commitment);
		await this.agreeAndIssue(id, lucia, people, commitment, text);
		return commitment;
	}

	/** The locked draft as it is now; answers the hash of what people are to sign. */
	async propose(id: WorkshopId, lucia: Member, commitment: CommitmentId): Promise<TextHash> {
		const content = await this.freezeHash(id, lucia, { commitment });
		const openUntil = this.now + 86_400_000;
		await this.do(id, lucia, { type: 'proposeCommitment', commitment, content, openUntil });
		return content;
	}

	/** A next version of an issued commitment, from the first word of its draft to its issue. */
	async amend(
		id: WorkshopId,
		lucia: Member,
		people: readonly Member[],
		commitment: CommitmentId,
		solution: string,
	): Promise<void> {
		const target = { kind: 'draft', commitment } as const;
		await this.do(id, lucia, { type: 'amendCommitment', commitment, reason: 'Cambió la ley' });
		await this.do(id, lucia, { type: 'liftLock', target, reason: '' });
		await this.writeField(id, commitment, 'solution', solution);
		await this.do(id, lucia, { type: 'setLock', target, reason: 'Texto acordado' });
		const text = await this.propose(id, lucia, commitment);
		await this.agreeAndIssue(id, lucia, people, commitment, text);
	}

	/** From a proposed text to its issue: round, signatures, two keys. */
	async agreeAndIssue(
		id: WorkshopId,
		lucia: Member,
		people: readonly Member[],
		commitment: CommitmentId,
		text: TextHash,
	): Promise<void> {
		const round = {
			type: 'openCommitmentRound',
			commitment,
			question: '¿Acordamos este texto?',
			content: text,
			exception: null,
		} as const;
		const opened = await this.do(id, lucia, round);
		await this.agree(id, lucia, opened.made['poll'] as PollId, people);
		const { state } = await this.view(id, lucia);
		const signed = state.commitments.find((one) => one.id === commitment)?.signatures ?? [];
		const hasSigned = (who: Member) => signed.some(({ participant }) => participant === who.participant);
		for (const [n, person] of people.entries()) {
			if (hasSigned(person)) continue;
			const signatory = {
				name: `Titular ${n}`,
				office: 'Titular',
				organisation: 'Secretaría del Trabajo',
				powers: 'Reglamento',
				named: n === 0,
			};
			const method = { kind: 'code' } as const;
			await this.do(id, person, { type: 'signCommitment', commitment, content: text, signatory, method });
		}
		for (const [n, { participant }] of people.entries()) {
			if (signed.some((one) => one.participant === participant)) continue;
			const witness = people[(n + 1) % people.length] ?? people[0];
			if (witness)
				await this.do(id, witness, { type: 'witnessSignature', commitment, content: text, participant });
		}
		await this.do(id, lucia, { type: 'requestIssue', commitment, content: text, exception: null });
		const [witness] = people;
		if (!witness) throw new Error('nobody to witness');
		await this.do(id, witness, { type: 'witnessIssue', commitment, content: text });
	}

	async #principal(): Promise<string> {
		const principal = idFromBytes(randomBytes(ID_BYTES));
		await this.storage.auth.createGuest(principal, this.now);
		return principal;
	}

	/** The keys of this lane. */
	readonly signer = (example: boolean) => openSigningKey(join(this.#keys, example ? 'example.json' : 'key.json'));

	#wire(): { workshops: Workshops; rooms: Rooms; instanceLog: InstanceLog } {
		const signer = this.signer(false);
		const instanceLog = new InstanceLog({
			storage: this.storage,
			signer: this.signer,
			clock: () => this.now,
		});
		const workshops: Workshops = new Workshops({
			storage: this.storage,
			documents: {
				async frozen(id, target, use) {
					const freeze = await rooms.freeze(id, target);
					try {
						return await freeze.read(use);
					} finally {
						freeze.release();
					}
				},
				undoing: (id, target, acts, use) => rooms.undoing(id, target, acts, use),
				undoable: (id, target, acts) => rooms.undoable(id, target, acts),
				planting: (id, target, use) => rooms.planting(id, target, use),
				discard: async (id, target) => {
					await rooms.discard(id, target);
					await this.storage.documents.discard(id, documentName(target));
				},
				written: (id, target) => rooms.written(id, target),
				read: (id, target, read) => rooms.read(id, target, read),
				write: (id, target, write) => rooms.write(id, target, write),
				closePerson: (id, participant) => rooms.closePerson(id, participant, CLOSE.removed),
				closeWorkshop: (id, why) => void rooms.closeWorkshop(id, why === 'lost' ? CLOSE.busy : CLOSE.removed),
			},
			instance: { now: () => this.now, signer: () => signer, origin: () => 'https://mesa.example' },
			checkpoints: {
				ready: () => instanceLog.ready(),
				sign: async () => void (await instanceLog.checkpoint()),
			},
		});
		const rooms: Rooms = createRooms({
			storage: this.storage,
			access: workshops.access,
			clock: () => this.now,
			log: QUIET,
			onLost: (id) => workshops.tables.lost(id),
			tickMs: 1,
		});
		return { workshops, rooms, instanceLog };
	}
}
