import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TableSnapshot } from '#protocol/api.ts';
import { arriveTogether } from './arrive.ts';
import { serveTable, type ServedTable } from './table.ts';

let table: ServedTable;
beforeAll(async () => {
	table = await serveTable();
});
afterAll(() => table.server.stop());

it('D10 [S21] forty phones behind one router join at once, some after a typing mistake, and none is refused', async () => {
	const { server, code, id, lucia } = table;
	const { refusals, leave } = await arriveTogether({ origin: server.origin, code }, 40);
	expect(refusals).toEqual([]);
	const { state } = (await lucia.get<TableSnapshot>(`/api/workshops/${id}`)).body;
	expect(state.people.filter(({ role }) => role === 'guest')).toHaveLength(40);
	leave();
});
