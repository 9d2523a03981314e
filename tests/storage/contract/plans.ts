import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Storage, StoredPlan } from '../../../server/storage/storage.ts';
import type { PlanId } from '../../../src/domain/ids.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import { AT } from '../examples.ts';
import { claimed } from './given.ts';

const plan = (id: string, at = AT): StoredPlan => ({
	...{ id: id as PlanId, name: 'Plan 2027', about: '', from: '2027-01-01', until: '2027-12-31' },
	...{ language: 'es', owner: 'marta', at },
});

export function plansContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	afterAll(() => opened.remove());

	test('[F7] a plan is read as it was made, and its words and term change', async () => {
		const [first, second] = [plan('a'), plan('b', AT + 1)];
		await storage.plans.create(second);
		await storage.plans.create(first);
		expect(await storage.plans.all()).toEqual([first, second]);
		const words = {
			id: first.id,
			name: 'Plan de Jalisco',
			about: 'Dos años',
			from: '2027-02-01',
			until: '2029-01-31',
		};
		await storage.plans.change(words);
		expect(await storage.plans.plan(first.id)).toEqual({ ...first, ...words });
		expect(await storage.plans.plan('c' as PlanId)).toBeNull();
	});

	test('[F11] up to which entry a webhook was told is kept by its fingerprint', async () => {
		expect(await storage.plans.toldUntil('f')).toBeNull();
		await storage.plans.tell('f', 3);
		await storage.plans.tell('f', 7);
		expect(await storage.plans.toldUntil('f')).toBe(7);
		expect(await storage.plans.toldUntil('g')).toBeNull();
	});

	test('[F7] a table stands in a plan once, may stand in several, and goes', async () => {
		const [one, two] = [plan('d'), plan('e')];
		await storage.plans.create(one);
		await storage.plans.create(two);
		const [{ workshop }, other] = [await claimed(storage), await claimed(storage)];
		await storage.plans.addTable(one.id, workshop, AT + 1);
		await storage.plans.addTable(one.id, other.workshop, AT);
		await storage.plans.addTable(one.id, workshop, AT + 2);
		await storage.plans.addTable(two.id, workshop, AT);
		expect(await storage.plans.tables(one.id)).toEqual([other.workshop, workshop]);
		expect((await storage.plans.plansOf(workshop)).map(({ id }) => id)).toEqual([one.id, two.id]);
		await storage.plans.removeTable(one.id, workshop);
		expect(await storage.plans.tables(one.id)).toEqual([other.workshop]);
		expect((await storage.plans.plansOf(workshop)).map(({ id }) => id)).toEqual([two.id]);
	});
}
