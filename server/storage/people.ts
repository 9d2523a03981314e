import type { Database } from './schema.ts';
import type { PeopleStore } from './storage.ts';

export function peopleStore({ db }: Database): PeopleStore {
	return {
		async participant(workshop, principal) {
			const row = await db
				.selectFrom('participant')
				.select('participant')
				.where((eb) => eb.and({ workshop, principal }))
				.executeTakeFirst();
			if (row) return row.participant;
			const elsewhere = await db
				.selectFrom('stand_in')
				.select('participant')
				.where((eb) => eb.and({ workshop, principal }))
				.executeTakeFirst();
			return elsewhere?.participant ?? null;
		},
		async standIn(workshop, participant, principal) {
			await db.insertInto('stand_in').values({ workshop, participant, principal }).execute();
		},
		async principalOf(participant) {
			const row = await db
				.selectFrom('participant')
				.select('principal')
				.where('participant', '=', participant)
				.executeTakeFirst();
			return row?.principal ?? null;
		},
		async places(workshop) {
			const rows = await db
				.selectFrom('participant')
				.leftJoin('rejoin_code', 'rejoin_code.participant', 'participant.participant')
				.select(['participant.participant', 'rejoin_code.code_hash'])
				.where('participant.workshop', '=', workshop)
				.orderBy('participant.participant')
				.execute();
			return rows.map(({ participant, code_hash: code }) => ({ participant, code }));
		},
		async setRejoinCode(participant, codeHash) {
			await db
				.insertInto('rejoin_code')
				.values({ participant, code_hash: codeHash })
				.onConflict((conflict) => conflict.column('participant').doUpdateSet({ code_hash: codeHash }))
				.execute();
		},
		async byRejoinCode(codeHash) {
			const row = await db
				.selectFrom('rejoin_code')
				.innerJoin('participant', 'participant.participant', 'rejoin_code.participant')
				.select(['participant.participant', 'participant.workshop', 'participant.principal'])
				.where('rejoin_code.code_hash', '=', codeHash)
				.executeTakeFirst();
			return row ?? null;
		},
	};
}
