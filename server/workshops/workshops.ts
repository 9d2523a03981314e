import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { boardPicture } from '#board/board-picture.ts';
import { agendaFrom, type AgendaTemplate } from '#domain/agenda.ts';
import type { Command, CommandOf, InternalCommand } from '#domain/commands.ts';
import type { TemplateId } from '#domain/board-templates.ts';
import { createTable, type NewTable } from '#domain/create.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import type { CommentTarget, EventBody } from '#domain/events.ts';
import {
	ID_BYTES,
	idFromBytes,
	type CardId,
	type CommitmentId,
	type ParticipantId,
	type SessionId,
	type WorkshopId,
} from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { refuse, type Refusal } from '#domain/refusals.ts';
import type { RuleLabels, TableRules } from '#domain/rules.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { TableSetup } from '#domain/texts.ts';
import type { BoardAt, CommandAnswer, CommentsAnswer, FreezePreview, UndoPreview } from '#protocol/api.ts';
import type { MinutesData, PublicCommitment } from '#protocol/minutes.ts';
import type { JoinInfo } from '#protocol/view.ts';
import type { Access } from '../rooms/access.ts';
import { RoomUnavailable, type RoomKey } from '../rooms/deps.ts';
import { ConflictError, FencedError, type IssuedRow, type Storage, type StoredMoment } from '../storage/storage.ts';
import { accessTo } from './access.ts';
import { boardFrom } from './board-from-template.ts';
import { pictureOf } from './boards.ts';
import type { Documents } from './documents.ts';
import {
	cardTalkedAbout,
	freeze,
	frozenCards,
	frozenCore,
	frozenTree,
	needsDocument,
	NOTHING_FROZEN,
	targetOf,
	type Frozen,
} from './freezing.ts';
import { Frames, liveOf, type Live } from './live.ts';
import { minutesOf, sessionFor } from './minutes.ts';
import { seedDraftOf } from './seeding.ts';
import { surroundingsOf, type Instance } from './surroundings.ts';
import { Table } from './table.ts';
import { actsAsked, documentOf, previewOf, type ActsAsked } from './undoing.ts';
import { commentsAbout } from './view/comments.ts';
import { inForceLabels } from './view/state.ts';

export interface TableBody {
	readonly setup: TableSetup;
	readonly rules: TableRules;
	readonly labels: RuleLabels;
	readonly agenda: AgendaTemplate;
	/** Default: a blank board. */
	readonly template?: TemplateId;
}

export interface Joining {
	readonly as: 'guest' | 'observer' | 'facilitator';
	readonly sector: InternalJoin['sector'];
	readonly name: string;
	readonly organisation: string;
	/** By a facilitator's personal invitation, which also holds while the code is closed. */
	readonly invited: boolean;
}
type InternalJoin = Extract<InternalCommand, { type: 'join' }>;

interface Loaded {
	readonly table: Table;
	readonly frames: Frames;
}

export interface WorkshopsDeps {
	readonly storage: Storage;
	readonly documents: Documents;
	readonly instance: Instance;
}

/** The decisions lane: loads tables, decides commands one at a time per table, appends, publishes. */
export class Workshops {
	readonly #storage: Storage;
	readonly #documents: Documents;
	readonly #instance: Instance;
	readonly #tables = new Map<WorkshopId, Promise<Loaded | 'busy'>>();
	/** The same, settled: what the rooms ask synchronously. */
	readonly #loaded = new Map<WorkshopId, Loaded>();
	/** For the rooms; answers only for tables that `load` has brought into memory. */
	readonly access: Access = accessTo((id) => this.#loaded.get(id)?.table);

	constructor({ storage, documents, instance }: WorkshopsDeps) {
		this.#storage = storage;
		this.#documents = documents;
		this.#instance = instance;
	}

	/** Brings a table into memory, so that `access` can answer for it. */
	async load(id: WorkshopId): Promise<{ ok: true } | Refusal> {
		const loaded = await this.#load(id);
		return loaded.ok ? { ok: true } : loaded;
	}

	async create(
		principal: string,
		name: string,
		body: TableBody,
		example = false,
	): Promise<{ ok: true; id: WorkshopId } | Refusal> {
		const { agenda, template = 'blank', ...rest } = body;
		const begun = await this.#begin(principal, {
			...rest,
			agenda: agendaFrom(agenda),
			example,
			facilitatorName: name,
		});
		// Should the process die in between, the table has a blank board, and its people can put the template there.
		if (begun.ok && template !== 'blank') {
			const board = boardFrom(template, body.setup.language);
			await this.#documents.write(begun.id, { document: 'board' }, (doc) => Y.applyUpdate(doc, board));
		}
		return begun;
	}

	/** A new table with the same set-up, rules and agenda; no people, no board, no decisions. */
	async duplicate(id: WorkshopId, principal: string): Promise<{ ok: true; id: WorkshopId } | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		const { table, state, participant } = found;
		const person = state.people.get(participant);
		if (person?.role !== 'facilitator') return refuse('role.facilitator-only');
		return this.#begin(principal, {
			setup: table.textValue<TableSetup>(state.setup),
			...inForceLabels(table, state),
			agenda: state.agenda,
			example: false,
			facilitatorName: table.records.person(person.person)?.name ?? '',
		});
	}

	/** Records and texts erased, chain kept; refused once rules are adopted. */
	async erase(id: WorkshopId, principal: string): Promise<{ ok: true } | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		const answer = await this.#run(found.table, found.participant, { type: 'erase' }, NOTHING_FROZEN);
		return answer.ok ? { ok: true } : answer;
	}

	/** Carries out a command once per idempotency key; the same key again gets the first answer. */
	async execute(id: WorkshopId, principal: string, command: Command, key: string): Promise<CommandAnswer | Refusal> {
		const found = await this.#load(id);
		if (!found.ok) return found;
		const { table } = found;
		return table.inOrder(async () => {
			const answered = await this.#storage.log.answered(id, { principal, key });
			if (answered !== null) return JSON.parse(answered) as CommandAnswer;
			const participant = await this.#storage.people.participant(id, principal);
			if (!participant) return refuse('participant.unknown');
			const decideOn = (frozen: Frozen) => this.#decide(table, participant, command, frozen, { principal, key });
			if (command.type === 'undoActs' && mayUndo(table.state, participant, command)) {
				return this.#undo(table, table.state, participant, command, { principal, key });
			}
			const about = cardTalkedAbout(command);
			if (about) return decideOn(await this.#readCard(id, about));
			const target = mayFreeze(table.state, participant, command) ? targetOf(command) : null;
			if (!target) return decideOn(NOTHING_FROZEN);
			const onFrozen = (doc: Y.Doc) => decideOn(freeze(table, command, doc));
			return needsDocument(command)
				? this.#documents.frozen(id, target, onFrozen)
				: this.#frozenIfReadable(id, target, onFrozen, () => decideOn(NOTHING_FROZEN));
		});
	}

	/** Joins, or answers who the principal already is here. */
	async join(
		id: WorkshopId,
		principal: string,
		joining: Joining,
	): Promise<{ ok: true; participant: ParticipantId } | Refusal> {
		const found = await this.#load(id);
		if (!found.ok) return found;
		const { table } = found;
		return table.inOrder(async () => {
			const known = await this.#storage.people.participant(id, principal);
			if (known)
				return table.state?.people.get(known)?.removed
					? refuse('participant.removed')
					: { ok: true, participant: known };
			const participant = freshId<ParticipantId>();
			const command: InternalJoin = { type: 'join', ...joining };
			const decision = decide(
				table.state,
				command,
				participant,
				surroundingsOf(table, this.#instance, NOTHING_FROZEN, null),
			);
			if (!decision.ok) return decision;
			const memberships = [{ participant, principal }];
			await this.#append(table, decision, { actor: participant, now: this.#instance.now(), memberships });
			return { ok: true, participant };
		});
	}

	async joinInfo(
		id: WorkshopId,
	): Promise<(Omit<JoinInfo, 'operator' | 'alreadyIn'> & { readonly open: boolean }) | Refusal> {
		const found = await this.#load(id);
		if (!found.ok) return found;
		const { table, state } = found;
		const { rules, labels } = inForceLabels(table, state);
		const { title, theme, language } = table.textValue<TableSetup>(state.setup);
		return {
			open: state.joiningOpen,
			id,
			title,
			theme,
			language,
			example: state.example,
			namesShown: rules.namesShown,
			sectors: rules.sectors.map(({ id: sector, shape, tone }) => {
				const { label, letter } = labels.sectors[sector] ?? { label: sector, letter: '' };
				return { id: sector, label, letter, shape, tone };
			}),
		};
	}

	/** Who the principal is at this table and in which role; refused for strangers and the removed. */
	async member(
		id: WorkshopId,
		principal: string,
	): Promise<{ ok: true; participant: ParticipantId; role: 'facilitator' | 'guest' | 'observer' } | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		const person = found.state.people.get(found.participant);
		return person ? { ok: true, participant: person.id, role: person.role } : refuse('participant.unknown');
	}

	async live(id: WorkshopId, principal: string): Promise<{ ok: true; live: Live } | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		const { table, frames, participant } = found;
		return { ok: true, live: liveOf(table, frames, participant, () => this.#instance.now()) };
	}

	/** What a command would freeze now, for the facilitator to see before it is opened or proposed. */
	async freezePreview(
		id: WorkshopId,
		principal: string,
		what: { readonly cards: readonly CardId[] } | { readonly commitment: CommitmentId },
	): Promise<({ ok: true } & FreezePreview) | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		const { table } = found;
		if ('cards' in what) {
			const { hash, cards } = await this.#documents.read(id, { document: 'board' }, (doc) =>
				frozenCards(doc, what.cards),
			);
			return { ok: true, hash, content: cards };
		}
		const { commitment } = what;
		if (!found.state.commitments.has(commitment)) return refuse('commitment.unknown');
		const frozen = await this.#documents.read(id, { document: 'draft', commitment }, (doc) =>
			frozenCore(table, doc, commitment),
		);
		return frozen ? { ok: true, hash: frozen.hash, content: frozen.core } : refuse('commitment.unknown');
	}

	/** What people said about cards, or about a text of a draft, as the caller may read it. */
	async comments(
		id: WorkshopId,
		principal: string,
		about: readonly CommentTarget[],
	): Promise<{ ok: true; comments: CommentsAnswer } | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		const { table, state, participant } = found;
		return { ok: true, comments: commentsAbout(table, state, participant, about) };
	}

	/** The moments at which the board was kept, oldest first. */
	async boards(id: WorkshopId, principal: string): Promise<{ ok: true; moments: StoredMoment[] } | Refusal> {
		const found = await this.#personAt(id, principal);
		return found.ok ? { ok: true, moments: await this.#storage.boards.moments(id) } : found;
	}

	/** The board as it was at a moment, or as it stands now; null where no board was kept at that event. */
	async boardAt(
		id: WorkshopId,
		principal: string,
		seq: number | 'now',
	): Promise<{ ok: true; at: BoardAt | null } | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		if (seq === 'now') {
			const board = await this.#documents.read(id, { document: 'board' }, boardPicture);
			return { ok: true, at: { moment: null, board } };
		}
		const kept = await this.#storage.boards.picture(id, seq);
		if (!kept) return { ok: true, at: null };
		const { bytes: _, ...moment } = kept;
		return { ok: true, at: { moment, board: pictureOf(kept) } };
	}

	/** What undoing somebody's acts would change, for a facilitator to see first. */
	async undoPreview(
		id: WorkshopId,
		principal: string,
		asked: ActsAsked,
	): Promise<{ ok: true; preview: UndoPreview } | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		const { state, participant } = found;
		if (state.people.get(participant)?.role !== 'facilitator') return refuse('role.facilitator-only');
		if (!mayUndo(state, participant, asked)) return refuse('commitment.unknown');
		const ahead = await this.#documents.undoable(id, documentOf(asked), actsAsked(state, participant, asked));
		return { ok: true, preview: previewOf(ahead) };
	}

	async minutes(
		id: WorkshopId,
		principal: string,
		session: SessionId | null,
	): Promise<{ ok: true; minutes: MinutesData } | Refusal> {
		const found = await this.#personAt(id, principal);
		if (!found.ok) return found;
		const tree = await this.#documents.read(id, { document: 'board' }, frozenTree);
		const { table, state } = found;
		const held = sessionFor(state, session);
		if (!held) return refuse('session.none-open');
		return {
			ok: true,
			minutes: minutesOf(table, state, held, tree, this.#instance.now(), this.#instance.origin()),
		};
	}

	/** Public: every issued version of a commitment, or null. */
	async publicCommitment(commitment: CommitmentId): Promise<PublicCommitment | null> {
		const rows = await this.#storage.log.issued(commitment);
		if (rows.length === 0) return null;
		return {
			commitment,
			versions: rows.map(({ version, bytes, record, signature, key, publicKey, at }) => ({
				version,
				record: bytes,
				hash: record,
				signature,
				key,
				publicKey,
				issuedAt: at,
			})),
		};
	}

	/** Erases names, organisations and codes of people at tables where nothing has happened since `before` (milliseconds). */
	async retain(before: number): Promise<number> {
		let erased = 0;
		for (const summary of await this.#storage.log.workshops()) {
			if (summary.changedAt >= before || summary.status === 'erased') continue;
			const found = await this.#load(summary.workshop);
			if (!found.ok) continue;
			for (const person of found.state.people.values()) {
				if (person.erased || person.role === 'facilitator') continue;
				const answer = await this.#run(found.table, person.id, { type: 'eraseMe' }, NOTHING_FROZEN);
				if (answer.ok) erased += 1;
			}
		}
		return erased;
	}

	/** Lets go of every table, after the commands under way. */
	async stop(): Promise<void> {
		for (const [id, { table }] of this.#loaded) {
			await table.inOrder(() => this.#storage.owners.release(id, table.epoch));
		}
		this.#loaded.clear();
		this.#tables.clear();
	}

	/** A room stopped somebody who took away too much of what others made. */
	stopped({ workshop, target }: RoomKey, participant: ParticipantId): void {
		const commitment = target.document === 'draft' ? target.commitment : null;
		this.#loaded.get(workshop)?.table.stopped({ participant, commitment, at: this.#instance.now() });
	}

	/**
	 * What this process knows of a table is stale: another one owns it, or has written to it. Everybody at it is sent to come
	 * back, and the next one who asks reads it afresh or learns who owns it.
	 */
	lost(id: WorkshopId): void {
		const loaded = this.#loaded.get(id);
		if (!loaded) return;
		this.#documents.closeWorkshop(id, 'lost');
		this.#forget(id);
		loaded.table.lose();
	}

	async #begin(principal: string, table: NewTable): Promise<{ ok: true; id: WorkshopId } | Refusal> {
		const id = freshId<WorkshopId>();
		const opened = await this.#open(id);
		if (opened === 'busy') return refuse('workshop.busy');
		const participant = freshId<ParticipantId>();
		const around = surroundingsOf(opened.table, this.#instance, NOTHING_FROZEN, null);
		const decision = createTable(table, participant, around);
		if (!decision.ok) {
			this.#forget(id);
			return decision;
		}
		const memberships = [{ participant, principal }];
		await this.#append(opened.table, decision, { actor: participant, now: around.now, memberships });
		return { ok: true, id };
	}

	/** An internal command, in the table's order. */
	#run(
		table: Table,
		actor: ParticipantId,
		command: Command | InternalCommand,
		frozen: Frozen,
	): Promise<CommandAnswer | Refusal> {
		return table.inOrder(() => this.#decide(table, actor, command, frozen, null));
	}

	/** The card that somebody talks about, as it is on disk: talking makes nobody wait. */
	async #readCard(id: WorkshopId, card: CardId): Promise<Frozen> {
		const cards = await this.#documents.read(id, { document: 'board' }, (doc) => frozenCards(doc, [card]));
		return { ...NOTHING_FROZEN, cards };
	}

	/** A document that can't be had must not hold the table in its phase: then it goes on without a copy. */
	async #frozenIfReadable<Result>(
		id: WorkshopId,
		target: DocumentTarget,
		use: (doc: Y.Doc) => Promise<Result>,
		without: () => Promise<Result>,
	): Promise<Result> {
		let wasRead = false;
		try {
			return await this.#documents.frozen(id, target, (doc) => {
				wasRead = true;
				return use(doc);
			});
		} catch (error) {
			if (wasRead || !(error instanceof RoomUnavailable)) throw error;
			return without();
		}
	}

	/** The document stands still while the decision on it is made; both are stored in one transaction. */
	#undo(
		table: Table,
		state: WorkshopState,
		participant: ParticipantId,
		command: CommandOf<'undoActs'>,
		answer: { readonly principal: string; readonly key: string },
	): Promise<CommandAnswer | Refusal> {
		const acts = actsAsked(state, participant, command);
		return this.#documents.undoing(table.id, documentOf(command), acts, async (ahead) => {
			const frozen = { ...NOTHING_FROZEN, undoing: ahead };
			const result = await this.#decide(table, participant, command, frozen, answer);
			return { result, isStored: result.ok };
		});
	}

	async #decide(
		table: Table,
		actor: ParticipantId,
		command: Command | InternalCommand,
		frozen: Frozen,
		answer: { readonly principal: string; readonly key: string } | null,
	): Promise<CommandAnswer | Refusal> {
		const closing = command.type === 'closePoll' ? command.poll : null;
		const around = surroundingsOf(table, this.#instance, frozen, closing);
		const decision = decide(table.state, command, actor, around);
		if (!decision.ok) return decision;
		const made = madeBy(decision.events);
		const said = (seq: number): CommandAnswer => ({ ok: true, seq, made });
		if (decision.events.length === 0) return said(table.head.seq);
		const issued = issuedRows(table.id, decision, around.now, around.signer.publicKey);
		const seq = await this.#append(table, decision, {
			actor,
			now: around.now,
			issued,
			board: frozen.board,
			...(frozen.undoing?.batch ? { documents: [frozen.undoing.batch] } : {}),
			...(answer ? { answer: { ...answer, response: (at) => JSON.stringify(said(at)) } } : {}),
		});
		await this.#follow(table, decision.events);
		return said(seq);
	}

	/** A stale or fenced table is let go, so that the next command reads it afresh or learns who owns it. */
	async #append(table: Table, decision: Decision, appending: Parameters<Table['append']>[1]): Promise<number> {
		try {
			return await table.append(decision, appending);
		} catch (error) {
			if (error instanceof FencedError || error instanceof ConflictError) this.lost(table.id);
			throw error;
		}
	}

	/** What an event means for the documents lane. */
	async #follow(table: Table, events: readonly EventBody[]): Promise<void> {
		for (const body of events) {
			switch (body.type) {
				case 'participant.removed':
				case 'participant.erased':
					this.#documents.closePerson(table.id, body.participant);
					break;
				case 'commitment.started':
					await seedDraftOf(table, this.#documents, body.commitment);
					break;
				case 'workshop.erased':
					this.#documents.closeWorkshop(table.id, 'erased');
					break;
				default:
					break;
			}
		}
	}

	async #personAt(
		id: WorkshopId,
		principal: string,
	): Promise<({ ok: true; participant: ParticipantId; state: WorkshopState } & Loaded) | Refusal> {
		const found = await this.#load(id);
		if (!found.ok) return found;
		const participant = await this.#storage.people.participant(id, principal);
		const person = participant && found.state.people.get(participant);
		if (!person || person.erased) return refuse('participant.unknown');
		if (person.removed) return refuse('participant.removed');
		return { ...found, participant: person.id };
	}

	async #load(id: WorkshopId): Promise<({ ok: true; state: WorkshopState } & Loaded) | Refusal> {
		// Nothing is claimed or kept in memory for ids that somebody guessed.
		if (!this.#tables.has(id) && !(await this.#storage.log.exists(id))) return refuse('workshop.unknown');
		const opened = await this.#open(id);
		if (opened === 'busy') return refuse('workshop.busy');
		const { state } = opened.table;
		return state && state.status !== 'erased' ? { ok: true, state, ...opened } : refuse('workshop.unknown');
	}

	#open(id: WorkshopId): Promise<Loaded | 'busy'> {
		const known = this.#tables.get(id);
		if (known) return known;
		const opening = this.#read(id);
		this.#tables.set(id, opening);
		opening.then(
			(opened) => opened === 'busy' && this.#forget(id),
			() => this.#forget(id),
		);
		return opening;
	}

	async #read(id: WorkshopId): Promise<Loaded | 'busy'> {
		const table = await Table.open(this.#storage, id);
		if (table === 'busy') return 'busy';
		const loaded = { table, frames: new Frames(table, () => this.#instance.origin()) };
		this.#loaded.set(id, loaded);
		const stored = new Set(await this.#storage.documents.list(id));
		for (const { id: commitment, status } of table.state?.commitments.values() ?? []) {
			if (status === 'draft' && !stored.has(`draft-${commitment}`))
				await seedDraftOf(table, this.#documents, commitment);
		}
		return loaded;
	}

	#forget(id: WorkshopId): void {
		this.#tables.delete(id);
		this.#loaded.delete(id);
	}
}

function freshId<Id extends string>(): Id {
	return idFromBytes(randomBytes(ID_BYTES)) as Id;
}

/** A freeze stops everybody's writing for a moment, so only who may carry the command out brings one about. */
function mayFreeze(state: WorkshopState | null, participant: ParticipantId, command: Command): boolean {
	const person = state?.people.get(participant);
	if (!state || !person || person.removed || state.status !== 'open') return false;
	if (command.type === 'witnessIssue') {
		return person.seat !== null && Boolean(state.commitments.get(command.commitment)?.issueRequest);
	}
	if (person.role !== 'facilitator') return false;
	return command.type !== 'proposeCommitment' || state.commitments.has(command.commitment);
}

/** Whether a facilitator undoes acts in a document that there is; why not, `decide` says. */
function mayUndo(state: WorkshopState | null, participant: ParticipantId, asked: ActsAsked): state is WorkshopState {
	if (state?.status !== 'open' || state.people.get(participant)?.role !== 'facilitator') return false;
	return asked.commitment === null || state.commitments.has(asked.commitment);
}

/** Ids that a command made, by what they name. */
function madeBy(events: readonly EventBody[]): Record<string, string> {
	const made: Record<string, string> = {};
	for (const body of events) {
		if (body.type === 'poll.opened') made['poll'] = body.poll;
		if (body.type === 'commitment.started') made['commitment'] = body.commitment;
		if (body.type === 'session.opened') made['session'] = body.id;
		if (body.type === 'comment.added') made['comment'] = body.comment;
	}
	return made;
}

function issuedRows(workshop: WorkshopId, decision: Decision, at: number, publicKey: string): IssuedRow[] {
	return decision.events.flatMap((body) => {
		if (body.type !== 'commitment.issued') return [];
		const bytes = decision.texts.find(({ hash }) => hash === body.record)?.text;
		if (bytes === undefined) throw new RangeError('an issued record without its text');
		const { commitment, version, record, key, signature } = body;
		return [{ commitment, version, workshop, record, bytes, key, publicKey, signature, at }];
	});
}
