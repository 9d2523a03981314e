import type { WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { refuse, type Refusal } from '#domain/refusals.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { SilenceAnswer, VoicesAnswer } from '#protocol/api.ts';
import type { Storage } from '../storage/storage.ts';
import type { Documents } from './documents.ts';
import type { HeldTables, WorkshopsDeps } from './held-tables.ts';
import { ownersOfSheets, readSheets, silenceOf } from './revealing.ts';
import { voicesOf } from './voices.ts';

/** What facilitators read of a session that they lead, beside the live state. */
export class Led {
	readonly #tables: HeldTables;
	readonly #storage: Pick<Storage, 'documents'>;
	readonly #documents: Pick<Documents, 'read' | 'written'>;

	constructor(tables: HeldTables, { storage, documents }: WorkshopsDeps) {
		this.#tables = tables;
		this.#storage = storage;
		this.#documents = documents;
	}

	/** What was written in silence and is not shown, in numbers, and what was offered for showing, to be read first. */
	async silence(id: WorkshopId, principal: string): Promise<{ ok: true; silence: SilenceAnswer } | Refusal> {
		const found = await this.#facilitatedBy(id, principal);
		if (!found.ok) return found;
		const { state } = found;
		const sheets = await readSheets(this.#documents, id, await ownersOfSheets(this.#storage, state));
		return { ok: true, silence: silenceOf(state, sheets) };
	}

	/** How much each sector is heard, without its people. */
	async voices(id: WorkshopId, principal: string): Promise<{ ok: true; voices: VoicesAnswer } | Refusal> {
		const found = await this.#facilitatedBy(id, principal);
		if (!found.ok) return found;
		const { state } = found;
		const drafts = [...state.commitments.keys()].map((commitment) => ({ document: 'draft', commitment }) as const);
		const documents: DocumentTarget[] = [{ document: 'board' }, ...drafts];
		const written = await Promise.all(documents.map((target) => this.#documents.written(id, target)));
		return { ok: true, voices: voicesOf(state, written) };
	}

	async #facilitatedBy(id: WorkshopId, principal: string): Promise<{ ok: true; state: WorkshopState } | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		if (!found.ok) return found;
		const { state, participant } = found;
		const isFacilitator = state.people.get(participant)?.role === 'facilitator';
		return isFacilitator ? { ok: true, state } : refuse('role.facilitator-only');
	}
}
