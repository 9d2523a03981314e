import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';
import { bundleOf } from '../../../server/ledger/bundle.ts';
import { inspect } from '../../../server/ledger/inspect.ts';
import { inspectLog, readLog } from '../../../server/ledger/inspect-log.ts';
import { readArchive } from '../../../server/transfer/read-archive.ts';
import { writeArchive } from '../../../server/transfer/write-archive.ts';
import { eachDialect } from '../../support/storage.ts';
import { Lane } from './lane.ts';

const YEAR = 365 * 86_400_000;

eachDialect((dialect) => {
	describe('[W5] when the time of a whole table’s names is over', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		it('names, words and codes are gone; chain, issued text, checkpoint, proof and archive still hold', async () => {
			const before = (await lane.instanceLog.checkpoint()).note;
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			const commitment = await lane.issue(id, lucia, [ana, ben, chela]);
			const session = (await lane.view(id, lucia)).state.session?.id;
			if (!session) throw new Error('no session is open');
			await lane.do(id, chela, { type: 'noteRecord', session, text: 'Una nota de Chela' });
			await lane.do(id, lucia, {
				...{ type: 'enterInvitation', session, sector: null, channel: 'letter' },
				invited: { name: 'Dora', organisation: '', by: 'Lucía', on: '2026-11-01' },
			} as const);
			await lane.do(id, lucia, { type: 'closeSession' });
			await lane.storage.people.setRejoinCode(ana.participant, 'ab'.repeat(32));

			lane.now += YEAR + 1;
			expect(await lane.workshops.retain(lane.now - YEAR)).toBe(3);
			await lane.restart();

			const records = await lane.storage.log.records(id);
			const words = records
				.filter(({ kind }) => kind !== 'ballot')
				.map(({ bytes }) => new TextDecoder().decode(bytes))
				.join('\n');
			for (const gone of ['"Ana"', '"Ben"', '"Chela"', 'Una nota de Chela', 'Dora'])
				expect(words).not.toContain(gone);
			expect(words).toContain('"Lucía"'); // who facilitated is named on the record
			expect(records.filter(({ kind }) => kind === 'ballot').length).toBeGreaterThan(0);
			expect(await lane.storage.people.byRejoinCode('ab'.repeat(32))).toBeNull();

			for await (const table of inspect(lane.storage, new Set())) expect(table.damage).toEqual([]);
			expect(inspectLog(await readLog(lane.storage))).toEqual([]);
			const bundle = await bundleOf(lane.storage, lane.instanceLog, commitment);
			const found = verifyBundle(utf8ToBytes(canonicalJson(bundle)), before);
			expect(found).toMatchObject({ verdict: 'holds', compared: 'continues', faults: [] });
			const archive = readArchive(await writeArchive(lane.storage, id));
			expect(archive.events.at(-1)?.hash).toBe((await lane.storage.log.events(id)).at(-1)?.hash);
			const minutes = await lane.workshops.readings.minutes(id, lucia.principal, null);
			expect(minutes.ok && minutes.minutes.notes).toEqual([expect.objectContaining({ name: null, text: null })]);
		});
	});
});
