import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RULES, LABELS } from '../../domain/test-table.ts';
import { eachDialect } from '../../support/storage.ts';
import { Lane } from './lane.ts';

eachDialect((dialect) => {
	describe('the minutes of a table that shows no names', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		it('name facilitators alone: not who signed, witnessed or left a seat', async () => {
			const { id, lucia } = await lane.table();
			await lane.do(id, lucia, {
				type: 'draftRules',
				rules: { ...RULES, namesShown: 'none' },
				labels: LABELS,
			});
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			await lane.issue(id, lucia, [ana, ben, chela]);
			await lane.do(id, chela, {
				type: 'releaseSeat',
				participant: chela.participant,
				reason: 'Me voy de viaje',
			});
			const found = await lane.workshops.readings.minutes(id, ana.principal, null);
			if (!found.ok) throw new Error(found.code);
			const { acts, attendance } = found.minutes;
			expect(acts.map(({ act }) => act)).toEqual(
				expect.arrayContaining([
					'commitment.signed',
					'commitment.agreed',
					'commitment.issued',
					'seat.released',
				]),
			);
			const said = JSON.stringify({ acts, attendance });
			for (const name of ['Ana', 'Ben', 'Chela']) expect(said).not.toContain(`"${name}"`);
			expect(said).toContain('"Lucía"');
		});
	});
});
