import * as Y from 'yjs';
import { agendaFrom, type AgendaTemplate } from '#domain/agenda.ts';
import type { Command, CommandOf, InternalCommand } from '#domain/commands.ts';
import { leafOf, type NewLeaf } from '#domain/ledger/leaves.ts';
import type { TemplateId } from '#domain/board-templates.ts';
import { createTable, type NewTable } from '#domain/create.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import type { EventBody } from '#domain/events.ts';
import type { CardId, ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { refuse, type Refusal } from '#domain/refusals.ts';
import type { RuleLabels, TableRules } from '#domain/rules.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { SuggestionState } from '#domain/suggestions.ts';
import type { TableSetup } from '#domain/texts.ts';
import type { CommandAnswer } from '#protocol/api.ts';
import { recordLeaf } from '../ledger/instance-log.ts';
import type { Access } from '../rooms/access.ts';
import { RoomUnavailable, type RoomKey } from '../rooms/deps.ts';
import type { IssuedRow, Storage, UpdateBatch } from '../storage/storage.ts';
import { accessTo } from './access.ts';
import { Arriving } from './arriving.ts';
import { freshId } from './fresh-id.ts';
import { boardFrom } from './board-from-template.ts';
import type { Documents } from './documents.ts';
import {
	cardTalkedAbout,
	freeze,
	frozenCards,
	needsDocument,
	NOTHING_FROZEN,
	targetOf,
	type Frozen,
} from './freezing.ts';
import { Images } from './images.ts';
import { HeldTables, type WorkshopsDeps } from './held-tables.ts';
import { Led } from './led.ts';
import { Readings } from './readings.ts';
import { authorsOf, frozenSheets, isRevealing, readSheets, type Revealing } from './revealing.ts';
import { seedDraftOf } from './seeding.ts';
import { frozenForSuggestion } from './suggesting.ts';
import { surroundingsOf, type Asked, type Instance } from './surroundings.ts';
import type { Table } from './table.ts';
import { actsAsked, documentOf, mayUndo } from './undoing.ts';
import { revisionFor } from './view/revision.ts';
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
	readonly as: InternalJoin['as'];
	readonly sector: InternalJoin['sector'];
	readonly name: string;
	readonly organisation: string;
	/** By a facilitator's personal invitation, which also holds while the code is closed. */
	readonly invited: boolean;
	/** Of a shared computer: those who use it. */
	readonly people?: NonNullable<InternalJoin['people']>;
}
type InternalJoin = Extract<InternalCommand, { type: 'join' }>;

/** The instance's log, as decisions see it. */
export interface Checkpoints {
	/** Before something is issued: the keys that sign it stand in the log. */
	ready(): Promise<void>;
	/** A decision ended something that people take home: the log is signed. Never throws. */
	sign(): Promise<void>;
}

/** The decisions lane: loads tables, decides commands one at a time per table, appends, publishes. */
export class Workshops {
	readonly #storage: Storage;
	readonly #documents: Documents;
	readonly #instance: Instance;
	readonly #checkpoints: Checkpoints;
	/** The tables in memory, for what is asked of them beside commands. */
	readonly tables: HeldTables;
	readonly readings: Readings;
	/** What whoever leads a session reads of it. */
	readonly led: Led;
	readonly images: Images;
	/** Ways to one's place beside the table's code. */
	readonly arriving: Arriving;
	/** For the rooms; answers only for tables that `load` has brought into memory. */
	readonly access: Access = accessTo((id) => this.tables.held(id));

	constructor(deps: WorkshopsDeps & { readonly checkpoints: Checkpoints }) {
		this.#storage = deps.storage;
		this.#documents = deps.documents;
		this.#instance = deps.instance;
		this.#checkpoints = deps.checkpoints;
		this.tables = new HeldTables(deps);
		this.readings = new Readings(this.tables, deps);
		this.led = new Led(this.tables, deps);
		this.images = new Images(this.tables, this.access, deps);
		this.arriving = new Arriving(this.tables, deps, (table, actor, command) =>
			this.#run(table, actor, command, NOTHING_FROZEN),
		);
	}

	/** Brings a table into memory, so that `access` can answer for it. */
	async load(id: WorkshopId): Promise<{ ok: true } | Refusal> {
		const loaded = await this.tables.load(id);
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
		const found = await this.tables.personAt(id, principal);
		if (!found.ok) return found;
		const { table, state, participant } = found;
		const person = state.people.get(participant);
		if (person?.role !== 'facilitator') return refuse('role.facilitator-only');
		return this.#begin(principal, {
			setup: table.textValue<TableSetup>(state.setup),
			...inForceLabels(table, state),
			agenda: state.agenda,
			phaseNames: state.agenda.flatMap(({ name }) => {
				const text = name && table.text(name);
				return name && text !== undefined ? [{ hash: name, text }] : [];
			}),
			example: false,
			facilitatorName: table.records.person(person.person)?.name ?? '',
		});
	}

	/** Records and texts erased, chain kept; refused once rules are adopted. */
	async erase(id: WorkshopId, principal: string): Promise<{ ok: true } | Refusal> {
		const found = await this.tables.personAt(id, principal);
		if (!found.ok) return found;
		const answer = await this.#run(found.table, found.participant, { type: 'erase' }, NOTHING_FROZEN);
		return answer.ok ? { ok: true } : answer;
	}

	/** Carries out a command once per idempotency key; the same key again gets the first answer. */
	async execute(
		id: WorkshopId,
		principal: string,
		command: Command,
		key: string,
		asked: Asked = { receivedAt: this.#instance.now(), isProven: false },
	): Promise<CommandAnswer | Refusal> {
		const found = await this.tables.load(id);
		if (!found.ok) return found;
		const { table } = found;
		return table.inOrder(async () => {
			// A stored answer would say when who gave a secret ballot, whose own key makes it come but once.
			const answer = isOfSecretVote(command) ? null : { principal, key };
			const answered = answer && (await this.#storage.log.answered(id, answer));
			if (answered !== null) return JSON.parse(answered) as CommandAnswer;
			const participant = await this.#storage.people.participant(id, principal);
			if (!participant) return refuse('participant.unknown');
			const decideOn = (frozen: Frozen) =>
				this.#decide(table, participant, command, frozen, answer, undefined, asked);
			if (command.type === 'undoActs' && mayUndo(table.state, participant, command)) {
				return this.#undo(table, table.state, participant, command, { principal, key });
			}
			if (table.state && isRevealing(table.state, participant, command)) {
				return this.#reveal(table, table.state, participant, command, { principal, key });
			}
			if (command.type === 'acceptSuggestion') {
				const suggestion = table.state?.suggestions.get(command.suggestion);
				if (suggestion && !suggestion.settled)
					return this.#accept(table, suggestion, participant, command, { principal, key });
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
		const found = await this.tables.load(id);
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
			await this.tables.append(table, decision, { actor: participant, now: this.#instance.now(), memberships });
			return { ok: true, participant };
		});
	}

	/** Erases names, organisations and codes of people at tables where nothing has happened since `before` (milliseconds). */
	async retain(before: number): Promise<number> {
		let erased = 0;
		for (const summary of await this.#storage.log.workshops()) {
			if (summary.changedAt >= before || summary.status === 'erased') continue;
			const found = await this.tables.load(summary.workshop);
			if (!found.ok) continue;
			for (const person of found.state.people.values()) {
				if (person.erased || person.role === 'facilitator') continue;
				const answer = await this.#run(found.table, person.id, { type: 'eraseMe' }, NOTHING_FROZEN);
				if (answer.ok) erased += 1;
			}
			await this.#forgetInvited(found.table, found.state);
		}
		return erased;
	}

	/** Those who were invited have names too, whether they came or not. */
	async #forgetInvited(table: Table, { people, invitations }: WorkshopState): Promise<void> {
		const facilitator = [...people.values()].find(({ role, removed }) => role === 'facilitator' && !removed);
		if (invitations.size === 0 || !facilitator) return;
		await this.#run(table, facilitator.id, { type: 'forgetInvited' }, NOTHING_FROZEN);
	}

	/** A room stopped somebody who took away too much of what others made. */
	stopped({ workshop, target }: RoomKey, participant: ParticipantId): void {
		const commitment = target.document === 'draft' ? target.commitment : null;
		this.tables.held(workshop)?.stopped({ participant, commitment, at: this.#instance.now() });
	}

	async #begin(principal: string, table: NewTable): Promise<{ ok: true; id: WorkshopId } | Refusal> {
		const id = freshId<WorkshopId>();
		const opened = await this.tables.open(id);
		if (opened === 'busy') return refuse('workshop.busy');
		const participant = freshId<ParticipantId>();
		const around = surroundingsOf(opened.table, this.#instance, NOTHING_FROZEN, null);
		const decision = createTable(table, participant, around);
		if (!decision.ok) {
			this.tables.forget(id);
			return decision;
		}
		const memberships = [{ participant, principal }];
		await this.tables.append(opened.table, decision, { actor: participant, now: around.now, memberships });
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

	/** The board stands still while it is decided what comes to it; decision and cards are stored in one transaction. */
	async #reveal(
		table: Table,
		state: WorkshopState,
		participant: ParticipantId,
		command: Revealing,
		answer: { readonly principal: string; readonly key: string },
	): Promise<CommandAnswer | Refusal> {
		const authors = await authorsOf(this.#storage, state, participant, command);
		const sheets = await readSheets(this.#documents, table.id, authors);
		return this.#documents.planting(table.id, { document: 'board' }, async (board, plant) => {
			const frozen = frozenSheets(state, sheets, board, plant);
			if (!frozen) return { result: refuse('document.full'), stored: null };
			let stored: UpdateBatch | null = null;
			const result = await this.#decide(table, participant, command, frozen, answer, (batch) => (stored = batch));
			return { result, stored: result.ok ? stored : null };
		});
	}

	/** The draft stands still while a suggestion is accepted: what is compared is what it is written on. */
	#accept(
		table: Table,
		suggestion: SuggestionState,
		participant: ParticipantId,
		command: CommandOf<'acceptSuggestion'>,
		answer: { readonly principal: string; readonly key: string },
	): Promise<CommandAnswer | Refusal> {
		const target = { document: 'draft', commitment: suggestion.commitment } as const;
		return this.#documents.planting(table.id, target, async (doc, plant) => {
			const frozen = frozenForSuggestion(table, doc, suggestion, plant);
			let stored: UpdateBatch | null = null;
			const result = await this.#decide(table, participant, command, frozen, answer, (batch) => (stored = batch));
			return { result, stored: result.ok ? stored : null };
		});
	}

	async #decide(
		table: Table,
		actor: ParticipantId,
		command: Command | InternalCommand,
		frozen: Frozen,
		answer: { readonly principal: string; readonly key: string } | null,
		onPlanted?: (batch: UpdateBatch) => void,
		asked?: Asked,
	): Promise<CommandAnswer | Refusal> {
		const closing = command.type === 'closePoll' || command.type === 'closeDue' ? command.poll : null;
		const votingIn = isOfSecretVote(command) ? command.poll : null;
		const around = surroundingsOf(table, this.#instance, frozen, closing, asked, votingIn);
		const decision = decide(table.state, command, actor, around);
		if (!decision.ok) return decision;
		if (decision.refusal) {
			await this.tables.append(table, decision, { actor, now: around.now });
			return decision.refusal;
		}
		const made = { ...madeBy(decision.events), ...decision.made };
		const said = (state: WorkshopState): CommandAnswer => ({ ok: true, seq: revisionFor(state, actor), made });
		if (decision.events.length === 0 && !decision.secret) {
			if (decision.sign) table.signed(decision.sign);
			return said(standing(table));
		}
		const planted = frozen.plant?.(decision.events) ?? null;
		if (planted) onPlanted?.(planted);
		const written = [frozen.undoing?.batch, planted].filter((batch) => batch !== null && batch !== undefined);
		const issued = issuedRows(table.id, decision, around.now, around.signer.publicKey);
		const noted = annotationLeaves(decision, around.signer.publicKey);
		if (issued.length + noted.length > 0) await this.#checkpoints.ready();
		await this.tables.append(table, decision, {
			actor,
			now: around.now,
			issued,
			leaves: [...issued.map(recordLeaf), ...noted],
			board: frozen.board,
			...(written.length > 0 ? { documents: written } : {}),
			...(answer ? { answer: { ...answer, response: (after) => JSON.stringify(said(after)) } } : {}),
		});
		const answered = said(standing(table));
		await this.#follow(table, decision.events);
		return answered;
	}

	/** What an event means for the documents lane. */
	async #follow(table: Table, events: readonly EventBody[]): Promise<void> {
		for (const body of events) {
			switch (body.type) {
				case 'participant.removed':
				case 'participant.erased':
					this.#documents.closePerson(table.id, body.participant);
					if (body.type === 'participant.erased') {
						await this.#documents.discard(table.id, { document: 'own', participant: body.participant });
					}
					break;
				case 'commitment.started':
					await seedDraftOf(table, this.#documents, body.commitment);
					break;
				case 'workshop.erased':
					this.#documents.closeWorkshop(table.id, 'erased');
					break;
				case 'session.closed':
				// A key that people confirmed to each other is signed into the log before anything is proposed for it to sign.
				case 'signing-key.confirmed':
				case 'commitment.issued':
				case 'commitment.annotated':
					await this.#checkpoints.sign();
					break;
				default:
					break;
			}
		}
	}
}

function isOfSecretVote(command: Command | InternalCommand): command is CommandOf<'castSecretly' | 'withdrawSecretly'> {
	return command.type === 'castSecretly' || command.type === 'withdrawSecretly';
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

/** Ids that a command made, by what they name. */
function madeBy(events: readonly EventBody[]): Record<string, string> {
	const made: Record<string, string> = {};
	for (const body of events) {
		if (body.type === 'poll.opened') made['poll'] = body.poll;
		if (body.type === 'commitment.started') made['commitment'] = body.commitment;
		if (body.type === 'session.opened') made['session'] = body.id;
		if (body.type === 'comment.added') made['comment'] = body.comment;
		if (body.type === 'institution.named') made['institution'] = body.institution;
		if (body.type === 'suggestion.made') made['suggestion'] = body.suggestion;
		if (body.type === 'participant.entered') made['participant'] = body.participant;
		if (body.type === 'session.planned') made['session'] = body.id;
		if (body.type === 'companion.named') made['companion'] = body.companion;
		if (body.type === 'convocation.entered') made['invitation'] = body.invitation;
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

function annotationLeaves({ events }: Decision, publicKey: string): NewLeaf[] {
	return events.flatMap((body) => {
		if (body.type !== 'commitment.annotated') return [];
		const { commitment, number, annotation, signature } = body;
		return [leafOf({ type: 'annotation', commitment, number, annotation, publicKey, signature })];
	});
}

function standing({ state }: Table): WorkshopState {
	if (!state) throw new RangeError('a table without a state answers no command');
	return state;
}
