import { describe, expect, it } from 'vitest';
import {
	IMAGE_BYTES_MAX,
	PERSON_IMAGE_BYTES_MAX,
	PERSON_IMAGES_MAX,
	TABLE_IMAGE_BYTES_MAX,
	TABLE_IMAGES_MAX,
} from '#board/limits.ts';
import type { ErrorBody, ImageAdded, TableImages } from '#protocol/api.ts';
import { idFromBytes, ID_BYTES, type AssetId, type ParticipantId, type WorkshopId } from '#domain/ids.ts';
import { randomBytes } from 'node:crypto';
import { photo, png, secretsIn } from '../../support/pictures.ts';
import type { Person } from '../../support/people.ts';
import { Api, ORIGIN, useHouse } from './api.ts';

describe('images over HTTP', () => {
	const house = useHouse();

	async function table(username: string) {
		const api = Api.fresh(house());
		const lucia = await api.facilitator(username);
		const { id, code } = await api.table(lucia);
		const ana = await api.join(code, 'Ana');
		await lucia.command(id, { type: 'movePhase', phase: 'p3' });
		const put = (person: Person, bytes: Uint8Array, headers: Record<string, string> = {}) =>
			api.from()(`/api/workshops/${id}/assets`, {
				method: 'POST',
				headers: {
					'content-type': 'application/octet-stream',
					...(person.token === null ? {} : { authorization: `Bearer ${person.token}` }),
					...headers,
				},
				body: new Uint8Array(bytes),
			});
		const refusal = async (person: Person, bytes: Uint8Array) => {
			const answer = await put(person, bytes);
			return [answer.status, ((await answer.json()) as ErrorBody).code];
		};
		const added = async (person: Person, bytes: Uint8Array) =>
			(await (await put(person, bytes)).json()) as ImageAdded;
		const read = (person: Person, asset: string) =>
			api.from()(`/api/workshops/${id}/assets/${asset}`, {
				headers: person.token === null ? {} : { authorization: `Bearer ${person.token}` },
			});
		return { api, lucia, ana, id, code, put, refusal, added, read };
	}

	it('[Y1][Y3] the table sees a photo that somebody brought, and nothing of where it was taken', async () => {
		const { api, ana, code, put, added, read, id } = await table('fotos');
		const answer = await put(ana, photo());
		expect(answer.status).toBe(200);
		const image = (await answer.json()) as ImageAdded;
		expect(image).toMatchObject({ type: 'image/jpeg', width: 4, height: 8 });
		const ben = await api.join(code, 'Ben');
		const served = await read(ben, image.id);
		expect(served.status).toBe(200);
		expect(secretsIn(new Uint8Array(await served.arrayBuffer()))).toEqual([]);
		expect(Object.fromEntries(served.headers)).toMatchObject({
			'content-type': 'image/jpeg',
			'content-disposition': 'inline',
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, max-age=31536000, immutable',
			'content-security-policy': expect.stringMatching(/default-src 'none';.*; sandbox$/) as string,
			'cross-origin-resource-policy': 'same-origin',
			vary: expect.stringContaining('Cookie') as string,
		});
		expect(await added(ben, photo())).toEqual(image);
		expect((await ben.get<TableImages>(`/api/workshops/${id}/assets`)).body.images).toEqual([image]);
	});

	it('[Y5] strangers and the removed see no image, and keep none', async () => {
		const { api, lucia, ana, id, added, read, refusal } = await table('extranas');
		const { id: image } = await added(ana, png());
		const stranger = api.person('nadie');
		expect((await read(stranger, image)).status).toBe(401);
		expect(await refusal(stranger, png())).toEqual([401, 'session.required']);
		const elsewhere = await api.join((await api.table(lucia)).code, 'Chela');
		expect((await read(elsewhere, image)).status).toBe(404);
		expect(await refusal(elsewhere, png())).toEqual([404, 'participant.unknown']);
		expect((await elsewhere.get(`/api/workshops/${id}/assets`)).status).toBe(404);
		expect((await read(ana, 'a'.repeat(20))).status).toBe(404);
		expect((await read(ana, '..%2f..')).status).toBe(404);
		const participant = ana.signedIn.participant;
		await lucia.command(id, { type: 'removeParticipant', participant, reason: 'Se fue' });
		expect((await read(ana, image)).status).toBe(403);
		expect(await refusal(ana, png(9, 9))).toEqual([403, 'participant.removed']);
	});

	it('[Y5] who may not draw now brings no image', async () => {
		const { api, lucia, ana, id, code, refusal } = await table('cerrada');
		const watcher = await api.join(code, 'Chela', { observe: true, sector: null });
		expect(await refusal(watcher, png())).toEqual([403, 'role.observer']);
		await lucia.command(id, { type: 'setLock', target: { kind: 'board' }, reason: 'Vamos a votar' });
		expect(await refusal(ana, png())).toEqual([409, 'lock.held']);
	});

	it('[Y2] tells by a code why it keeps a file not', async () => {
		const { ana, put, refusal } = await table('rotas');
		expect(await refusal(ana, Buffer.from('<svg/>'))).toEqual([415, 'image.unknown-kind']);
		expect(await refusal(ana, png().subarray(0, 40))).toEqual([400, 'image.broken']);
		expect(await refusal(ana, png(6_000, 6_000))).toEqual([413, 'image.too-fine']);
		expect(await refusal(ana, new Uint8Array(IMAGE_BYTES_MAX + 1))).toEqual([413, 'image.too-large']);
		const answer = await put(ana, png(), { 'content-type': 'text/plain' });
		expect([answer.status, ((await answer.json()) as ErrorBody).code]).toEqual([415, 'body.not-json']);
	});

	it('[Y5] no other site can make a browser bring one', async () => {
		const { ana, put } = await table('ajena');
		const cookie = { authorization: '', cookie: `mesa_session=${ana.token}` };
		expect((await put(ana, png(), { ...cookie, origin: 'http://otra.test' })).status).toBe(403);
		expect((await put(ana, png(), { ...cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
		expect((await put(ana, png(), { ...cookie, origin: ORIGIN })).status).toBe(200);
	});

	it('[Y4] a person, and a table, keep so many images and so many bytes', async () => {
		const { api, ana, code, id, refusal, added } = await table('llena');
		const { epoch } = house().workshops.access;
		const keep = async (workshop: WorkshopId, participant: ParticipantId, size: number, count = 1) => {
			for (let left = count; left > 0; left--) {
				const asset = idFromBytes(randomBytes(ID_BYTES)) as AssetId;
				const facts = { id: asset, participant, type: 'image/png', width: 1, height: 1, size, at: 1 } as const;
				await house().storage.assets.add(workshop, epoch(workshop), { ...facts, bytes: new Uint8Array(1) });
			}
		};
		const own = ana.signedIn.participant ?? ('' as ParticipantId);
		const first = await added(ana, png());
		await keep(id, own, PERSON_IMAGE_BYTES_MAX - 60);
		expect(await refusal(ana, png(9, 9))).toEqual([409, 'image.person-full']);
		expect(await added(ana, png())).toEqual(first); // what is there already costs nothing
		const ben = await api.join(code, 'Ben');
		const his = ben.signedIn.participant ?? ('' as ParticipantId);
		expect(await added(ben, png(9, 9))).toMatchObject({ width: 9 });
		await keep(id, his, 1, PERSON_IMAGES_MAX - 1);
		expect(await refusal(ben, png(10, 9))).toEqual([409, 'image.person-full']);
		const chela = await api.join(code, 'Chela');
		await keep(id, 'x' as ParticipantId, TABLE_IMAGE_BYTES_MAX - PERSON_IMAGE_BYTES_MAX);
		expect(await refusal(chela, png(11, 9))).toEqual([409, 'image.table-full']);

		const other = await table('cuenta');
		await keep(other.id, 'x' as ParticipantId, 1, TABLE_IMAGES_MAX - 1);
		expect(await other.added(other.ana, png())).toMatchObject({ width: 8 });
		expect(await other.refusal(other.ana, png(9, 9))).toEqual([409, 'image.table-full']);
	});

	it('[Y6] a table that is erased takes its images along', async () => {
		const { lucia, ana, id, added, read } = await table('borrada');
		const { id: image } = await added(ana, png());
		expect((await lucia.send('DELETE', `/api/workshops/${id}`)).status).toBe(200);
		expect((await read(ana, image)).status).toBe(401); // who sat at this table alone is nobody any more
		expect((await read(lucia, image)).status).toBe(404);
		expect(await house().storage.assets.list(id)).toEqual([]);
	});
});
