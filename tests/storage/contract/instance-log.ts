import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConflictError, type Storage } from '../../../server/storage/storage.ts';
import { leafOf, type NewLeaf } from '../../../src/domain/ledger/leaves.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import { append, AT, event, issued, sha256 } from '../examples.ts';
import { claimed } from './given.ts';

export function instanceLogContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	afterAll(() => opened.remove());

	let count = 0;
	const head = (workshop = `table ${(count += 1)}`, seq = 1): NewLeaf =>
		leafOf({ type: 'head', workshop, seq, hash: sha256(`${workshop} ${seq}`) });
	const size = async () => (await storage.instanceLog.leaves()).length;

	test('leaves come back as they were stored, in order and numbered without gaps', async () => {
		const from = await size();
		const leaves = [
			head(),
			head(),
			leafOf({ type: 'evidence', commitment: 'ñandú', entry: sha256('a'), at: 2 ** 45 }),
		];
		await storage.instanceLog.append(leaves.slice(0, 1));
		await storage.instanceLog.append(leaves.slice(1));
		expect(await storage.instanceLog.leaves(from)).toEqual(
			leaves.map((leaf, index) => ({ ...leaf, index: from + index })),
		);
		expect(await storage.instanceLog.leaf(leaves[1]?.hash ?? '')).toMatchObject({ index: from + 1 });
		expect(await storage.instanceLog.leaf('0'.repeat(64))).toBeNull();
		expect((await storage.instanceLog.leavesOf('evidence', 'ñandú')).map(({ hash }) => hash)).toEqual([
			leaves[2]?.hash,
		]);
		expect((await storage.instanceLog.leavesOf('evidence')).map(({ hash }) => hash)).toEqual([leaves[2]?.hash]);
	});

	test('a leaf that is there already is not added again', async () => {
		const [known, fresh] = [head(), head()];
		await storage.instanceLog.append([known]);
		const from = await size();
		await storage.instanceLog.append([known, fresh, fresh]);
		expect((await storage.instanceLog.leaves(from)).map(({ hash }) => hash)).toEqual([fresh.hash]);
	});

	test('two that append at once get places of their own', async () => {
		const from = await size();
		const leaves = Array.from({ length: 12 }, () => head());
		await Promise.all(leaves.map((leaf) => storage.instanceLog.append([leaf])));
		const stored = await storage.instanceLog.leaves(from);
		expect(stored.map(({ index }) => index)).toEqual(leaves.map((_, index) => from + index));
		expect(stored.map(({ hash }) => hash).sort()).toEqual(leaves.map(({ hash }) => hash).sort());
	});

	test('[M2] a decision and its leaf are stored together, or neither is', async () => {
		const { workshop, epoch } = await claimed(storage);
		const leaf = head();
		const whole = append(workshop, epoch, { issued: [issued(workshop, `of ${workshop}`)], leaves: [leaf] });
		await storage.log.append(whole);
		expect(await storage.instanceLog.leaf(leaf.hash)).not.toBeNull();
		const from = await size();
		const lost = head();
		await expect(storage.log.append({ ...whole, issued: [], leaves: [lost] })).rejects.toThrow(ConflictError);
		const events = [event(workshop, 2)];
		await expect(storage.log.append({ ...whole, events, leaves: [lost] })).rejects.toThrow(); // issued once already
		expect(await storage.instanceLog.leaf(lost.hash)).toBeNull();
		expect(await size()).toBe(from);
	});

	test('tables whose chain went on since their last leaf are told, by their last event', async () => {
		const { workshop, epoch } = await claimed(storage);
		const own = async () =>
			(await storage.instanceLog.changedHeads()).filter((found) => found.workshop === workshop);
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 1), event(workshop, 2)] }));
		expect(await own()).toEqual([{ workshop, seq: 2, hash: event(workshop, 2).hash }]);
		await storage.instanceLog.append([head(workshop, 2)]);
		expect(await own()).toEqual([]);
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 3)] }));
		expect(await own()).toMatchObject([{ seq: 3 }]);
	});

	test('checkpoints come back by size, the last one first where nobody asks for a size; the first of a size stays', async () => {
		expect(await storage.instanceLog.checkpoint()).toBeNull();
		const [small, large] = [3, 8].map((of) => ({ size: of, at: AT + of, note: `ñ ${of}\n` }));
		await storage.instanceLog.addCheckpoint(large!);
		await storage.instanceLog.addCheckpoint(small!);
		await storage.instanceLog.addCheckpoint({ ...small!, note: 'another' });
		expect(await storage.instanceLog.checkpoints()).toEqual([small, large]);
		expect(await storage.instanceLog.checkpoint()).toEqual(large);
		expect(await storage.instanceLog.checkpoint(3)).toEqual(small);
		expect(await storage.instanceLog.checkpoint(4)).toBeNull();
	});

	test('evidence comes back whole, with its leaf in the log, oldest first', async () => {
		const entry = (name: string, at: number, file: Uint8Array | null) => {
			const hash = sha256(name);
			const leaf = leafOf({ type: 'evidence', commitment: 'brecha', entry: hash, at });
			return { stored: { hash, commitment: 'brecha', at, text: name, file }, leaf };
		};
		const later = entry('{"kind":"gazette"}', AT + 1, null);
		const first = entry('{"kind":"timestamp"}', AT, Uint8Array.of(0, 255, 10));
		for (const { stored, leaf } of [later, first]) await storage.instanceLog.addEvidence(stored, leaf);
		await storage.instanceLog.addEvidence(first.stored, first.leaf);
		expect(await storage.instanceLog.evidence('brecha')).toEqual([first.stored, later.stored]);
		expect(await storage.instanceLog.evidence('otra')).toEqual([]);
		expect(await storage.instanceLog.leaf(first.leaf.hash)).not.toBeNull();
	});
}
