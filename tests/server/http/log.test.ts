import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { parseCheckpoint } from '#domain/ledger/checkpoint.ts';
import { continues, includes } from '#domain/ledger/proofs.ts';
import type { CheckpointShown, ErrorBody } from '#protocol/api.ts';
import { Api, useHouse } from './api.ts';

describe('[M1] the instance’s log is public', () => {
	const house = useHouse();
	const stranger = () => Api.fresh(house()).person('Nadie');

	it('shows its last checkpoint in words and hex, and an earlier one by its size', async () => {
		const first = (await house().instanceLog.checkpoint()).size;
		const api = Api.fresh(house());
		await api.table(await api.facilitator('marta'));
		await house().instanceLog.checkpoint();
		const { body } = await stranger().get<CheckpointShown>('/api/log/checkpoint');
		expect(parseCheckpoint(body.note)).toMatchObject({
			size: body.number,
			root: body.root,
			at: body.at,
			origin: body.origin,
		});
		expect(body.words.split(' ')).toHaveLength(8);
		const { body: earlier } = await stranger().get<CheckpointShown>(`/api/log/checkpoint?size=${first}`);
		expect(earlier.number).toBe(first);
		const { status, body: none } = await stranger().get<ErrorBody>('/api/log/checkpoint?size=1');
		expect([status, none.code]).toEqual([404, 'log.no-checkpoint']);
	});

	it('proves that an entry stands in it and that it goes on, to anybody who asks', async () => {
		const { body: now } = await stranger().get<CheckpointShown>('/api/log/checkpoint');
		const [key] = await house().storage.instanceLog.leaves();
		type Inclusion = { index: number; size: number; root: string; proof: string[] };
		const { body: inclusion } = await stranger().get<Inclusion>(`/api/log/proof/inclusion?leaf=${key?.hash}`);
		const place = {
			index: inclusion.index,
			size: now.number,
			leaf: hexToBytes(key?.hash ?? ''),
			root: hexToBytes(now.root),
		};
		expect(
			includes(
				place,
				inclusion.proof.map((hash) => hexToBytes(hash)),
			),
		).toBe(true);
		const { body: earlier } = await stranger().get<CheckpointShown>('/api/log/checkpoint?size=2');
		const { body: way } = await stranger().get<{ proof: string[] }>('/api/log/proof/consistency?from=2');
		const [before, after] = [earlier, now].map(({ number, root }) => ({ size: number, root: hexToBytes(root) }));
		expect(
			before &&
				after &&
				continues(
					before,
					after,
					way.proof.map((hash) => hexToBytes(hash)),
				),
		).toBe(true);
		const { body: keys } = await stranger().get<{ keys: { index: number }[] }>('/api/log/keys');
		expect(keys.keys.map(({ index }) => index)).toEqual([0, 1]);
	});

	it('says so where there is nothing to prove', async () => {
		for (const path of [
			`inclusion?leaf=${'0'.repeat(64)}`,
			'consistency?from=1000',
			'consistency?from=2&to=1000',
			`inclusion?leaf=${(await house().storage.instanceLog.leaves())[1]?.hash}&size=1`,
		]) {
			const { status, body } = await stranger().get<ErrorBody>(`/api/log/proof/${path}`);
			expect([status, body.code], path).toEqual([404, 'log.not-there']);
		}
		expect((await stranger().get('/api/log/proof/consistency?from=0')).status).toBe(400);
	});

	it('[M5] publishes the form of a bundle; of a commitment that nobody issued there is none', async () => {
		const { body: schema } = await stranger().get<{ properties: object }>('/api/bundle.schema.json');
		expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['versions', 'checkpoint', 'keys']));
		const { status, body } = await stranger().get<ErrorBody>(`/api/commitments/${'a'.repeat(20)}/bundle`);
		expect([status, body.code]).toEqual([404, 'commitment.unknown']);
	});
});
