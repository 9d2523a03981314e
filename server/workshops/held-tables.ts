import type { Decision } from '#domain/decision.ts';
import type { EventBody } from '#domain/events.ts';
import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import { refuse, type Refusal } from '#domain/refusals.ts';
import type { WorkshopState } from '#domain/state.ts';
import { ConflictError, FencedError, type Storage } from '../storage/storage.ts';
import { closeDueAt, watchDeadlines } from './deadlines.ts';
import type { Documents } from './documents.ts';
import { freshId } from './fresh-id.ts';
import { Frames } from './live.ts';
import { seedDraftOf } from './seeding.ts';
import type { Instance } from './surroundings.ts';
import { Table } from './table.ts';

export interface Loaded {
	readonly table: Table;
	readonly frames: Frames;
}

export interface WorkshopsDeps {
	readonly storage: Storage;
	readonly documents: Documents;
	readonly instance: Instance;
}

const ENDS_A_VOTE: ReadonlySet<EventBody['type']> = new Set(['poll.closed', 'poll.cancelled']);

/** The tables that this process holds in memory, each from the first request about it until another process takes it over. */
export class HeldTables {
	readonly #storage: Storage;
	readonly #documents: Documents;
	readonly #instance: Instance;
	readonly #tables = new Map<WorkshopId, Promise<Loaded | 'busy'>>();
	/** The same, settled: what the rooms ask synchronously. */
	readonly #loaded = new Map<WorkshopId, Loaded>();

	readonly #deadlines: ReturnType<typeof watchDeadlines>;

	constructor({ storage, documents, instance }: WorkshopsDeps) {
		this.#storage = storage;
		this.#documents = documents;
		this.#instance = instance;
		// A table that fails now is looked at again a second later, and read afresh by whoever asks for it.
		this.#deadlines = watchDeadlines(() => void this.closeDue().catch(() => {}));
	}

	/** A table that is in memory already. */
	held(id: WorkshopId): Table | undefined {
		return this.#loaded.get(id)?.table;
	}

	async load(id: WorkshopId): Promise<({ ok: true; state: WorkshopState } & Loaded) | Refusal> {
		// Nothing is claimed or kept in memory for ids that somebody guessed.
		if (!this.#tables.has(id) && !(await this.#storage.log.exists(id))) return refuse('workshop.unknown');
		const opened = await this.open(id);
		if (opened === 'busy') return refuse('workshop.busy');
		const { state } = opened.table;
		return state && state.status !== 'erased' ? { ok: true, state, ...opened } : refuse('workshop.unknown');
	}

	async personAt(
		id: WorkshopId,
		principal: string,
	): Promise<({ ok: true; participant: ParticipantId; state: WorkshopState } & Loaded) | Refusal> {
		const found = await this.load(id);
		if (!found.ok) return found;
		const participant = await this.#storage.people.participant(id, principal);
		const person = participant && found.state.people.get(participant);
		if (!person || person.erased) return refuse('participant.unknown');
		if (person.removed) return refuse('participant.removed');
		return { ...found, participant: person.id };
	}

	open(id: WorkshopId): Promise<Loaded | 'busy'> {
		const known = this.#tables.get(id);
		if (known) return known;
		const opening = this.#read(id);
		this.#tables.set(id, opening);
		opening.then(
			(opened) => opened === 'busy' && this.forget(id),
			() => this.forget(id),
		);
		return opening;
	}

	async #read(id: WorkshopId): Promise<Loaded | 'busy'> {
		const table = await Table.open(this.#storage, id);
		if (table === 'busy') return 'busy';
		const loaded = { table, frames: new Frames(table, () => this.#instance.origin()) };
		this.#loaded.set(id, loaded);
		await this.#closeDueAt(table);
		const stored = new Set(await this.#storage.documents.list(id));
		for (const { id: commitment, status } of table.state?.commitments.values() ?? []) {
			if (status === 'draft' && !stored.has(`draft-${commitment}`))
				await seedDraftOf(table, this.#documents, commitment);
		}
		return loaded;
	}

	forget(id: WorkshopId): void {
		this.#tables.delete(id);
		this.#loaded.delete(id);
	}

	/** A stale or fenced table is let go, so that the next command reads it afresh or learns who owns it. */
	async append(table: Table, decision: Decision, appending: Parameters<Table['append']>[1]): Promise<number> {
		try {
			const memberships = [...(appending.memberships ?? []), ...placesOf(decision)];
			const seq = await table.append(decision, { ...appending, memberships });
			// The vote is closed and on disk, whatever becomes of this; it is tried again when the table is next read.
			if (decision.events.some(({ type }) => ENDS_A_VOTE.has(type))) await table.settle().catch(() => {});
			return seq;
		} catch (error) {
			if (error instanceof FencedError || error instanceof ConflictError) this.lost(table.id);
			throw error;
		}
	}

	/** Writes down as closed what has passed its deadline, at the tables in memory; others are looked at when they are loaded. */
	async closeDue(): Promise<void> {
		for (const { table } of this.#loaded.values()) await this.#closeDueAt(table);
	}

	#closeDueAt(table: Table): Promise<void> {
		return closeDueAt(table, this.#instance, (decision, by) => this.append(table, decision, by));
	}

	/** Lets go of every table, after the commands under way. */
	async stop(): Promise<void> {
		this.#deadlines.stop();
		for (const [id, { table }] of this.#loaded) {
			await table.inOrder(() => this.#storage.owners.release(id, table.epoch));
		}
		this.#loaded.clear();
		this.#tables.clear();
	}

	/**
	 * What this process knows of a table is stale: another one owns it, or has written to it. Everybody at it is sent to come
	 * back, and the next one who asks reads it afresh or learns who owns it.
	 */
	lost(id: WorkshopId): void {
		const loaded = this.#loaded.get(id);
		if (!loaded) return;
		this.#documents.closeWorkshop(id, 'lost');
		this.forget(id);
		loaded.table.lose();
	}
}

/** Who was entered has a place of their own from the start: whoever signs in there is that person. */
function placesOf({ events }: Decision): { participant: ParticipantId; principal: string }[] {
	return events.flatMap((body) =>
		body.type === 'participant.entered' ? [{ participant: body.participant, principal: freshId<string>() }] : [],
	);
}
