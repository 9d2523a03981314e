import type { Database, Row } from './schema.ts';
import type { PlanStore, StoredPlan } from './storage.ts';

export function planStore({ db }: Database): PlanStore {
	return {
		async create(plan) {
			await db.insertInto('action_plan').values(plan).execute();
		},
		async change({ id, name, about, from, until }) {
			await db.updateTable('action_plan').set({ name, about, from, until }).where('id', '=', id).execute();
		},
		async plan(id) {
			const row = await db.selectFrom('action_plan').selectAll().where('id', '=', id).executeTakeFirst();
			return row ? planOf(row) : null;
		},
		async all() {
			const rows = await db.selectFrom('action_plan').selectAll().orderBy('at').orderBy('id').execute();
			return rows.map(planOf);
		},
		async tables(plan) {
			const rows = await db
				.selectFrom('action_plan_table')
				.select('workshop')
				.where('plan', '=', plan)
				.orderBy('at')
				.orderBy('workshop')
				.execute();
			return rows.map(({ workshop }) => workshop);
		},
		async plansOf(workshop) {
			const rows = await db
				.selectFrom('action_plan_table')
				.innerJoin('action_plan', 'action_plan.id', 'action_plan_table.plan')
				.selectAll('action_plan')
				.where('workshop', '=', workshop)
				.orderBy('action_plan.at')
				.orderBy('action_plan.id')
				.execute();
			return rows.map(planOf);
		},
		async addTable(plan, workshop, at) {
			await db
				.insertInto('action_plan_table')
				.values({ plan, workshop, at })
				.onConflict((conflict) => conflict.columns(['plan', 'workshop']).doNothing())
				.execute();
		},
		async removeTable(plan, workshop) {
			await db
				.deleteFrom('action_plan_table')
				.where('plan', '=', plan)
				.where('workshop', '=', workshop)
				.execute();
		},
		async toldUntil(address) {
			const row = await db.selectFrom('webhook').select('told').where('address', '=', address).executeTakeFirst();
			return row?.told ?? null;
		},
		async tell(address, until) {
			await db
				.insertInto('webhook')
				.values({ address, told: until })
				.onConflict((conflict) => conflict.column('address').doUpdateSet({ told: until }))
				.execute();
		},
	};
}

function planOf({ id, name, about, from, until, language, owner, at }: Row<'action_plan'>): StoredPlan {
	return { id, name, about, from, until, language, owner, at };
}
