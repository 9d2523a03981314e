import type { ParticipantId, SectorId } from '#domain/ids.ts';
import { rulesInForce } from '#domain/quorum.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { VoicesAnswer } from '#protocol/api.ts';
import type { Written } from '../rooms/written.ts';

/** Below so many people a sector's numbers would be somebody's. */
const LEAST_PEOPLE = 2;

/**
 * How much each sector is heard: characters written, comments, turns and time of speaking. Of a sector of one nothing is told,
 * and no sum over all, from which it could be worked out. Numbers of people never leave this function.
 */
export function voicesOf(state: WorkshopState, written: readonly Written[]): VoicesAnswer {
	const people = [...state.people.values()].filter(({ role, erased }) => role === 'guest' && !erased);
	const sectorOf = new Map(people.map(({ id, seat, sector }) => [id, seat?.sector ?? sector]));
	const rows = new Map<SectorId, { people: number; letters: number; comments: number }>();
	const add = (id: ParticipantId, what: 'people' | 'letters' | 'comments', count: number): void => {
		const sector = sectorOf.get(id);
		if (!sector) return;
		const row = rows.get(sector) ?? { people: 0, letters: 0, comments: 0 };
		rows.set(sector, { ...row, [what]: row[what] + count });
	};
	for (const { id, removed } of people) if (!removed) add(id, 'people', 1);
	for (const document of written) for (const [id, letters] of document) add(id, 'letters', letters);
	for (const { said } of state.threads.values()) for (const { by } of said) add(by, 'comments', 1);
	return {
		sectors: rulesInForce(state).sectors.map(({ id: sector }) => {
			const { people: count, letters, comments } = rows.get(sector) ?? { people: 0, letters: 0, comments: 0 };
			if (count < LEAST_PEOPLE) return { sector, people: count, heard: null };
			const { turns, ms: spokenMs } = state.spoken.get(sector) ?? { turns: 0, ms: 0 };
			return { sector, people: count, heard: { letters, comments, turns, spokenMs } };
		}),
	};
}
