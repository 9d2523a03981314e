import type { InternalCommand } from '#domain/commands.ts';
import { decide } from '#domain/decide.ts';
import { freshId } from './fresh-id.ts';
import type { ParticipantId, SectorId, TextHash, WorkshopId } from '#domain/ids.ts';
import { rulesInForce } from '#domain/quorum.ts';
import { refuse, type Refusal } from '#domain/refusals.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { CommandAnswer } from '#protocol/api.ts';
import type { Storage } from '../storage/storage.ts';
import { NOTHING_FROZEN } from './freezing.ts';
import type { HeldTables, WorkshopsDeps } from './held-tables.ts';
import { surroundingsOf, type Instance } from './surroundings.ts';
import type { Table } from './table.ts';
import { nameOf } from './view/people.ts';
import { revisionFor } from './view/revision.ts';

type Run = (table: Table, actor: ParticipantId, command: InternalCommand) => Promise<CommandAnswer | Refusal>;

export interface SeatLinkSeen {
	readonly sector: SectorId;
	/** The convener's name, where the table shows names. */
	readonly by: string | null;
	readonly me: { readonly name: string; readonly isSeated: boolean } | null;
}

/** How people get to their place other than by the table's code: seat links, codes for who was entered, second devices. */
export class Arriving {
	readonly #tables: HeldTables;
	readonly #storage: Pick<Storage, 'people'>;
	readonly #instance: Instance;
	readonly #run: Run;

	constructor(tables: HeldTables, { storage, instance }: WorkshopsDeps, run: Run) {
		this.#tables = tables;
		this.#storage = storage;
		this.#instance = instance;
		this.#run = run;
	}

	/** One link for each hash, for the sector that the caller convenes for. */
	makeSeatLinks(id: WorkshopId, principal: string, hashes: readonly TextHash[]): Promise<CommandAnswer | Refusal> {
		return this.#as(id, principal, { type: 'makeSeatLinks', hashes });
	}

	/** Puts on the record that a facilitator gives a person who was entered their code. */
	giveCode(id: WorkshopId, principal: string, participant: ParticipantId): Promise<CommandAnswer | Refusal> {
		return this.#as(id, principal, { type: 'giveCode', participant });
	}

	/** What a link opens, or why it opens nothing; it is not used up. */
	async seatLink(
		id: WorkshopId,
		principal: string | null,
		hash: TextHash,
	): Promise<({ ok: true } & SeatLinkSeen) | Refusal> {
		const found = await this.#tables.load(id);
		if (!found.ok) return found;
		const { table, state } = found;
		const known = principal === null ? null : await this.#storage.people.participant(id, principal);
		const trial = { type: 'useSeatLink', hash, name: '', organisation: '' } as const;
		const outcome = decide(state, trial, known ?? freshId<ParticipantId>(), this.#around(table));
		if (!outcome.ok) return outcome;
		const link = linkOf(state, hash);
		if (!link) return refuse('seat-link.unknown');
		const isNamed = rulesInForce(state).namesShown === 'names';
		return {
			ok: true,
			sector: link.sector,
			by: isNamed ? nameOf(table, link.by) || null : null,
			me: known ? { name: nameOf(table, known), isSeated: link.usedBy === known } : null,
		};
	}

	/** Seats whoever comes by a link; who is not of the table joins with it. */
	async useSeatLink(
		id: WorkshopId,
		principal: string,
		hash: TextHash,
		person: { readonly name: string; readonly organisation: string },
	): Promise<{ ok: true; participant: ParticipantId; isNew: boolean } | Refusal> {
		const found = await this.#tables.load(id);
		if (!found.ok) return found;
		const { table } = found;
		return table.inOrder(async () => {
			const known = await this.#storage.people.participant(id, principal);
			const participant = known ?? freshId<ParticipantId>();
			const decision = decide(
				table.state,
				{ type: 'useSeatLink', hash, ...person },
				participant,
				this.#around(table),
			);
			if (!decision.ok) return decision;
			if (decision.events.length > 0) {
				const memberships = known ? [] : [{ participant, principal }];
				await this.#tables.append(table, decision, {
					actor: participant,
					now: this.#instance.now(),
					memberships,
				});
			}
			return { ok: true, participant, isNew: known === null };
		});
	}

	/** Somebody came by a code: an entered person for the first time (`wasEntered`), or a facilitator on another device. */
	async comeBack(id: WorkshopId, participant: ParticipantId): Promise<{ ok: true; isFirst: boolean } | Refusal> {
		const found = await this.#tables.load(id);
		if (!found.ok) return found;
		const before = revisionFor(found.state, participant);
		const answer = await this.#run(found.table, participant, { type: 'comeBack' });
		return answer.ok ? { ok: true, isFirst: answer.seq > before } : answer;
	}

	async #as(id: WorkshopId, principal: string, command: InternalCommand): Promise<CommandAnswer | Refusal> {
		const found = await this.#tables.personAt(id, principal);
		return found.ok ? this.#run(found.table, found.participant, command) : found;
	}

	#around(table: Table) {
		return surroundingsOf(table, this.#instance, NOTHING_FROZEN, null);
	}
}

function linkOf({ seatLinks }: WorkshopState, hash: TextHash) {
	return [...seatLinks.values()].find((link) => link.hash === hash);
}
