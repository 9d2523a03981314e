import { boardPicture } from '#board/board-picture.ts';
import { enteredUnder } from '#board/entered-by.ts';
import type { FieldKey } from '#domain/cards.ts';
import type { CommentTarget, Role } from '#domain/events.ts';
import type { CardId, CommitmentId, ParticipantId, PollId, SessionId, WorkshopId } from '#domain/ids.ts';
import type { PollExport } from '#domain/poll-export.ts';
import { refuse, type Refusal } from '#domain/refusals.ts';
import type { TableSetup } from '#domain/texts.ts';
import type {
	BoardAt,
	CardAuthor,
	CommentsAnswer,
	FreezePreview,
	SuggestionsAnswer,
	UndoPreview,
} from '#protocol/api.ts';
import type { MineAnswer } from '#protocol/mine.ts';
import type { MinutesData, PublicCommitment } from '#protocol/minutes.ts';
import type { JoinInfo } from '#protocol/view.ts';
import type { Storage, StoredMoment } from '../storage/storage.ts';
import { pictureOf } from './boards.ts';
import type { Documents } from './documents.ts';
import { frozenCards, frozenCore, frozenRoute, frozenTree } from './freezing.ts';
import type { HeldTables, WorkshopsDeps } from './held-tables.ts';
import { liveOf, type Live } from './live.ts';
import { fatesOf, writtenBy } from './mine.ts';
import { minutesOf, sessionFor } from './minutes.ts';
import type { Instance } from './surroundings.ts';
import type { Table } from './table.ts';
import { actsAsked, documentOf, mayUndo, previewOf, type ActsAsked } from './undoing.ts';
import { authorSeenBy, commentsAbout } from './view/comments.ts';
import { commitmentViews } from './view/commitments.ts';
import { suggestionsFor } from './view/suggestions.ts';
import { pollExport } from './view/poll-export.ts';
import { pollViews } from './view/polls.ts';
import { inForceLabels } from './view/state.ts';

/** What people read of a table, each as far as they may; nothing here changes anything. */
export class Readings {
	readonly #tables: HeldTables;
	readonly #storage: Pick<Storage, 'boards' | 'log'>;
	readonly #documents: Pick<Documents, 'read' | 'undoable'>;
	readonly #instance: Instance;

	constructor(tables: HeldTables, { storage, documents, instance }: WorkshopsDeps) {
		this.#tables = tables;
		this.#storage = storage;
		this.#documents = documents;
		this.#instance = instance;
	}

	async joinInfo(
		id: WorkshopId,
	): Promise<(Omit<JoinInfo, 'operator' | 'alreadyIn'> & { readonly open: boolean }) | Refusal> {
		const found = await this.#tables.load(id);
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
	): Promise<{ ok: true; participant: ParticipantId; role: Role } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const person = found.state.people.get(found.participant);
		return person ? { ok: true, participant: person.id, role: person.role } : refuse('participant.unknown');
	}

	async live(id: WorkshopId, principal: string): Promise<{ ok: true; live: Live } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const { table, frames, participant } = found;
		return { ok: true, live: liveOf(table, frames, participant, () => this.#instance.now()) };
	}

	/** What a command would freeze now, for the facilitator to see before it is opened or proposed. */
	async freezePreview(
		id: WorkshopId,
		principal: string,
		what:
			| { readonly cards: readonly CardId[] }
			| { readonly commitment: CommitmentId; readonly part?: 'core' | 'route' },
	): Promise<({ ok: true } & FreezePreview) | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const { table } = found;
		if ('cards' in what) {
			const { hash, cards } = await this.#documents.read(id, { document: 'board' }, (doc) =>
				frozenCards(doc, what.cards),
			);
			return { ok: true, hash, content: cards };
		}
		const { commitment, part = 'core' } = what;
		if (!found.state.commitments.has(commitment)) return refuse('commitment.unknown');
		if (part === 'route') {
			const route = await this.#documents.read(id, { document: 'draft', commitment }, (doc) =>
				frozenRoute(table, doc, commitment),
			);
			return route ? { ok: true, hash: route.hash, content: route.route } : refuse('commitment.unknown');
		}
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
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const { table, state, participant } = found;
		return { ok: true, comments: commentsAbout(table, state, participant, about) };
	}

	/** Other wordings that were suggested for one text of a draft. */
	async suggestions(
		id: WorkshopId,
		principal: string,
		commitment: CommitmentId,
		field: FieldKey,
	): Promise<{ ok: true; suggestions: SuggestionsAnswer } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const { table, state, participant } = found;
		if (!state.commitments.has(commitment)) return refuse('commitment.unknown');
		return { ok: true, suggestions: suggestionsFor(table, state, participant, commitment, field) };
	}

	/** Who put a card on the board, as far as this person may know it; null where there is no such card. */
	async cardAuthor(
		id: WorkshopId,
		principal: string,
		card: CardId,
	): Promise<{ ok: true; author: CardAuthor | null } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const { table, state, participant } = found;
		const author = await this.#documents.read(id, { document: 'board' }, (doc, ownerOf): CardAuthor | null => {
			const client = enteredUnder(doc, card);
			if (client === null) return null;
			const by = ownerOf(client);
			return { by: by && authorSeenBy(table, state, participant, by), mine: by === participant };
		});
		return { ok: true, author };
	}

	/** The moments at which the board was kept, oldest first. */
	async boards(id: WorkshopId, principal: string): Promise<{ ok: true; moments: StoredMoment[] } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const moments = await this.#storage.boards.moments(id);
		return { ok: true, moments: moments.map((moment) => momentOf(found.table, moment)) };
	}

	/** The board as it was at a moment, or as it stands now; null where no board was kept at that event. */
	async boardAt(
		id: WorkshopId,
		principal: string,
		revision: number | 'now',
	): Promise<{ ok: true; at: BoardAt | null } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		if (revision === 'now') {
			const board = await this.#documents.read(id, { document: 'board' }, boardPicture);
			return { ok: true, at: { moment: null, board } };
		}
		const seq = found.table.seqAt(revision);
		const kept = seq === undefined ? null : await this.#storage.boards.picture(id, seq);
		if (!kept) return { ok: true, at: null };
		const { bytes: _, ...moment } = kept;
		return { ok: true, at: { moment: momentOf(found.table, moment), board: pictureOf(kept) } };
	}

	/** What undoing somebody's acts would change, for a facilitator to see first. */
	async undoPreview(
		id: WorkshopId,
		principal: string,
		asked: ActsAsked,
	): Promise<{ ok: true; preview: UndoPreview } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const { state, participant } = found;
		if (state.people.get(participant)?.role !== 'facilitator') return refuse('role.facilitator-only');
		if (!mayUndo(state, participant, asked)) return refuse('commitment.unknown');
		const ahead = await this.#documents.undoable(id, documentOf(asked), actsAsked(state, participant, asked));
		return { ok: true, preview: previewOf(ahead) };
	}

	/** A closed poll with its ballots as far as its secrecy allows, for whoever is at the table. */
	async pollExport(
		id: WorkshopId,
		principal: string,
		asked: PollId,
	): Promise<{ ok: true; poll: PollExport } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const poll = found.state.polls.get(asked);
		if (!poll) return refuse('poll.unknown');
		const exported = pollExport(found.table, found.state, poll);
		return exported ? { ok: true, poll: exported } : refuse('poll.no-result');
	}

	async minutes(
		id: WorkshopId,
		principal: string,
		session: SessionId | null,
	): Promise<{ ok: true; minutes: MinutesData } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const tree = await this.#documents.read(id, { document: 'board' }, frozenTree);
		const { table, state, participant } = found;
		const held = sessionFor(state, session);
		if (!held) return refuse('session.none-open');
		return {
			ok: true,
			minutes: minutesOf(table, state, held, tree, {
				now: this.#instance.now(),
				origin: this.#instance.origin(),
				reader: participant,
			}),
		};
	}

	/** What became of the cards that the caller wrote. */
	async mine(id: WorkshopId, principal: string): Promise<{ ok: true; mine: MineAnswer } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const { table, state, participant } = found;
		const written = await this.#documents.read(id, { document: 'board' }, (doc, ownerOf) =>
			writtenBy(doc, ownerOf, participant),
		);
		const kept = [];
		for (const { seq, at } of await this.#storage.boards.moments(id)) {
			const stored = await this.#storage.boards.picture(id, seq);
			if (stored) kept.push({ at, board: pictureOf(stored) });
		}
		const happened = {
			kept,
			polls: pollViews(table, state, 'table'),
			commitments: commitmentViews(table, state, this.#instance.origin()),
		};
		return { ok: true, mine: { cards: fatesOf(written, happened) } };
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
}

/** A moment by the number that goes out, by which nobody can count ballots. */
function momentOf(table: Table, moment: StoredMoment): StoredMoment {
	return { ...moment, seq: table.revisionAt(moment.seq) };
}
