import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOMENTS_KEPT } from '../../../server/storage/boards.ts';
import { ConflictError, FencedError, type KeptBoard, type Storage } from '../../../server/storage/storage.ts';
import type { WorkshopId } from '../../../src/domain/ids.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import { append, board, bytesOf, event } from '../examples.ts';
import { claimed, EVERY_BYTE } from './given.ts';

export function boardsContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	afterAll(() => opened.remove());

	const keep = (workshop: WorkshopId, epoch: number, kept: KeptBoard) =>
		storage.log.append(append(workshop, epoch, { events: [event(workshop, kept.seq)], board: kept }));
	const momentOf = ({ bytes: _, ...moment }: KeptBoard) => moment;

	test('[N8] a board is read again byte for byte, by the event that ended its phase', async () => {
		const { workshop, epoch } = await claimed(storage);
		const first = board(1, EVERY_BYTE);
		const second: KeptBoard = { ...board(2), ended: 'session' };
		await keep(workshop, epoch, first);
		await keep(workshop, epoch, second);
		expect(await storage.boards.moments(workshop)).toEqual([first, second].map(momentOf));
		expect(await storage.boards.picture(workshop, 1)).toEqual(first);
		expect(await storage.boards.picture(workshop, 2)).toEqual(second);
		expect(await storage.boards.picture(workshop, 3)).toBeNull();
		const other = await claimed(storage);
		expect(await storage.boards.moments(other.workshop)).toEqual([]);
		expect(await storage.boards.picture(other.workshop, 1)).toBeNull();
	});

	test('the same board at two moments is stored once, and read at both', async () => {
		const { workshop, epoch } = await claimed(storage);
		await keep(workshop, epoch, board(1));
		// Were the bytes written again, these would be the ones read.
		await keep(workshop, epoch, { ...board(2), bytes: bytesOf('packed otherwise') });
		expect((await storage.boards.picture(workshop, 2))?.bytes).toEqual(board(1).bytes);
		expect(await storage.boards.moments(workshop)).toHaveLength(2);
	});

	test('[N8] a board whose event is refused is not kept', async () => {
		const { workshop, epoch } = await claimed(storage);
		await keep(workshop, epoch, board(1));
		await expect(keep(workshop, epoch, board(1, bytesOf('another')))).rejects.toThrow(ConflictError);
		await expect(keep(workshop, epoch - 1, board(2))).rejects.toThrow(FencedError);
		expect(await storage.boards.moments(workshop)).toHaveLength(1);
		expect(await storage.boards.picture(workshop, 1)).toEqual(board(1));
	});

	test('[N10] of too many moments the oldest go, with the boards that no other moment shows', async () => {
		const { workshop, epoch } = await claimed(storage);
		const shared = bytesOf('the first and the last');
		const events = Array.from({ length: MOMENTS_KEPT }, (_, index) => index + 1);
		await keep(workshop, epoch, board(1, shared));
		for (const seq of events.slice(1)) await keep(workshop, epoch, board(seq, bytesOf(`board ${seq}`)));
		await keep(workshop, epoch, board(MOMENTS_KEPT + 1, shared));
		expect((await storage.boards.moments(workshop)).map(({ seq }) => seq)).toEqual([
			...events.slice(1),
			MOMENTS_KEPT + 1,
		]);
		expect(await storage.boards.picture(workshop, 1)).toBeNull();
		expect((await storage.boards.picture(workshop, MOMENTS_KEPT + 1))?.bytes).toEqual(shared);
		await keep(workshop, epoch, board(MOMENTS_KEPT + 2, bytesOf('another')));
		expect(await storage.boards.picture(workshop, 2)).toBeNull();
		expect((await storage.boards.picture(workshop, 3))?.bytes).toEqual(bytesOf('board 3'));
	});
}
