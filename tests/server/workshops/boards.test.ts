import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markGone, mergeInto } from '#board/edit-cards.ts';
import { setDetail } from '#board/details.ts';
import type { PhaseId, SectorId, WorkshopId } from '#domain/ids.ts';
import { rebuildProjections } from '../../../server/workshops/projections.ts';
import { eachDialect } from '../../support/storage.ts';
import { Lane, type Member } from './lane.ts';

const BOARD = { document: 'board' } as const;

eachDialect((dialect) => {
	describe('the history of the board', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		const move = (id: WorkshopId, who: Member, phase: string) =>
			lane.do(id, who, { type: 'movePhase', phase: phase as PhaseId });
		const moments = async (id: WorkshopId, who: Member) => {
			const answer = await lane.workshops.readings.boards(id, who.principal);
			if (!answer.ok) throw new Error(answer.code);
			return answer.moments;
		};
		const boardAt = async (id: WorkshopId, who: Member, seq: number | 'now') => {
			const answer = await lane.workshops.readings.boardAt(id, who.principal, seq);
			if (!answer.ok) throw new Error(answer.code);
			return answer.at?.board ?? null;
		};

		it('[N8] keeps the board at the end of each phase and session, as it was then, also after a restart', async () => {
			const { id, lucia } = await lane.table();
			await lane.seatAll(id, lucia);
			const problem = await lane.card(id, 'problem', 'Brecha salarial');
			const { seq: first } = await move(id, lucia, 'p3');
			const cause = await lane.card(id, 'cause', 'Faltan guarderías', problem);
			await lane.rooms.write(id, BOARD, (doc) => void setDetail(doc, cause, 'basis', 'data'));
			const { seq: second } = await move(id, lucia, 'p4');
			await lane.rooms.write(id, BOARD, (doc) => void markGone(doc, [cause]));
			const { seq: third } = await lane.do(id, lucia, { type: 'closeSession' });
			await lane.restart();

			expect(await moments(id, lucia)).toMatchObject([
				{ seq: first, phase: 'p1', ended: 'phase' },
				{ seq: second, phase: 'p3', ended: 'phase' },
				{ seq: third, phase: 'p4', ended: 'session' },
			]);
			const card = { card: problem, kind: 'problem', text: 'Brecha salarial', into: null, details: {} };
			expect(await boardAt(id, lucia, first)).toMatchObject({ cards: [card], links: [] });
			const both = await boardAt(id, lucia, second);
			expect(both?.cards).toHaveLength(2);
			expect(both?.cards).toContainEqual(expect.objectContaining({ card: cause, details: { basis: 'data' } }));
			expect(both?.links).toEqual([{ from: cause, to: problem }]);
			expect(await boardAt(id, lucia, third)).toEqual(await boardAt(id, lucia, 'now'));
			expect((await boardAt(id, lucia, 'now'))?.cards.map((shown) => shown.card)).toEqual([problem]);
			expect(await boardAt(id, lucia, third + 1)).toBeNull();
		});

		it('[N8] holds what was acknowledged the moment before, and what was merged with what it became', async () => {
			const { id, lucia } = await lane.table();
			const kept = await lane.card(id, 'cause', 'Faltan guarderías');
			const same = await lane.card(id, 'cause', 'No hay guarderías');
			await lane.rooms.write(id, BOARD, (doc) => void mergeInto(doc, same, kept));
			const { seq } = await move(id, lucia, 'p2');
			const board = await boardAt(id, lucia, seq);
			expect(board?.cards.map(({ card, into }) => [card, into])).toEqual(
				[
					[kept, null],
					[same, kept],
				].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
			);
		});

		it('keeps nothing where the phase stays, and one board for two moments that show the same', async () => {
			const { id, lucia } = await lane.table();
			await lane.card(id, 'problem', 'Brecha salarial');
			await move(id, lucia, 'p2');
			await move(id, lucia, 'p2');
			await move(id, lucia, 'p3');
			const [first, second, ...others] = await moments(id, lucia);
			expect(others).toEqual([]);
			expect(first?.hash).toBe(second?.hash);
		});

		it('[N8] a board that can not be read does not hold the table in its phase', async () => {
			const { id, lucia } = await lane.table();
			await lane.card(id, 'problem', 'Brecha salarial');
			await lane.restart();
			// Half of an update: the room refuses to open, and only decisions go on.
			const owner = await lane.storage.owners.claim(id);
			if (owner === 'busy') throw new Error('somebody else owns the table');
			const batch = {
				workshop: id,
				epoch: owner.epoch,
				document: 'board',
				updates: [{ bytes: Uint8Array.of(1, 1), participant: null, at: 0 }],
				claims: [],
			};
			await lane.storage.documents.append([batch]);
			await expect(boardAt(id, lucia, 'now')).rejects.toThrow('could not be opened');
			const { seq } = await move(id, lucia, 'p3');
			expect((await lane.view(id, lucia)).state.phase).toBe('p3');
			expect(await boardAt(id, lucia, seq)).toBeNull();
		});

		it('[N9] can be read by observers, and by everybody of an archived table; by nobody else', async () => {
			const { id, lucia } = await lane.table();
			const ana = await lane.join(id, 'Ana', 's1' as SectorId);
			await lane.card(id, 'problem', 'Brecha salarial');
			const { seq } = await move(id, lucia, 'p2');
			await lane.do(id, lucia, { type: 'archive' });
			expect((await boardAt(id, ana, seq))?.cards).toHaveLength(1);
			const other = await lane.table('Otra');
			expect(await lane.workshops.readings.boardAt(id, other.lucia.principal, seq)).toMatchObject({ ok: false });
			expect(await lane.workshops.readings.boards(id, other.lucia.principal)).toMatchObject({ ok: false });
		});

		it('[N10] goes with a table that is erased, and needs no rebuilding', async () => {
			const { id, lucia } = await lane.table();
			await lane.card(id, 'problem', 'Brecha salarial');
			const { seq } = await move(id, lucia, 'p2');
			await rebuildProjections(lane.storage);
			expect(await lane.storage.boards.picture(id, seq)).not.toBeNull();
			await lane.workshops.erase(id, lucia.principal);
			expect(await lane.storage.boards.moments(id)).toEqual([]);
			expect(await lane.storage.boards.picture(id, seq)).toBeNull();
		});
	});
});
