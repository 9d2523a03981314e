import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileHash } from '#domain/ids.ts';
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

	describe('[W1] notes beside the minutes', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		it('stand with their session, name as the rules do, are added once however often they are sent, and go with their author', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben } = await lane.seatAll(id, lucia);
			const minutes = async (who = ana) => {
				const found = await lane.workshops.readings.minutes(id, who.principal, null);
				if (!found.ok) throw new Error(found.code);
				return found.minutes;
			};
			const session = (await minutes()).session.id;
			await lane.do(id, lucia, { type: 'closeSession' });
			const note = { type: 'noteRecord', session, text: 'Faltó decir que el registro será público' } as const;
			await lane.ask(id, ana, note, 'the-same-key');
			await lane.ask(id, ana, note, 'the-same-key');
			await lane.do(id, ben, { ...note, text: 'De acuerdo con Ana' });
			expect((await minutes()).notes.map(({ name, text }) => [name, text])).toEqual([
				['Ana', note.text],
				['Ben', 'De acuerdo con Ana'],
			]);
			const file = 'ab'.repeat(32) as FileHash;
			await lane.do(id, ana, { type: 'logScan', file, about: { kind: 'session', session } });
			expect((await minutes()).scans).toMatchObject([
				{ name: 'Ana', file, about: { kind: 'session' }, of: null },
			]);
			expect([(await minutes()).mayNote, (await minutes()).mayScan]).toEqual([true, true]);
			await lane.do(id, ana, { type: 'eraseMe' });
			await lane.restart();
			expect((await minutes(ben)).notes.map(({ name, text }) => [name, text])).toEqual([
				[null, null],
				['Ben', 'De acuerdo con Ana'],
			]);
			await lane.do(id, lucia, { type: 'archive' });
			expect((await minutes(ben)).mayNote).toBe(false);
		});
	});
});
