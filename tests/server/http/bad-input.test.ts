import { describe, expect, it } from 'vitest';
import type { ErrorBody, Me, TableSnapshot } from '#protocol/api.ts';
import { CLOSE } from '#protocol/sync.ts';
import { BODY_LIMIT } from '../../../server/http/guards.ts';
import { RoomUnavailable } from '../../../server/rooms/deps.ts';
import { ConflictError, FencedError } from '../../../server/storage/storage.ts';
import type { Readings } from '../../../server/workshops/readings.ts';
import type { Workshops } from '../../../server/workshops/workshops.ts';
import { PASSWORD, tableBody } from '../../support/people.ts';
import { Api, ORIGIN, useHouse } from './api.ts';

const house = useHouse();
const JSON_BODY = { 'content-type': 'application/json' };
const LOGIN = JSON.stringify({ username: 'nadie', password: 'no importa cual' });

async function errorOf(response: Response | Promise<Response>): Promise<[number, string]> {
	const answer = await response;
	return [answer.status, ((await answer.json()) as ErrorBody).code];
}

describe('bad input', () => {
	it('a body that is no JSON, is empty, or is a form is refused with its code', async () => {
		const ask = Api.fresh(house()).from();
		const send = (body: string | null, type?: string) =>
			ask('/api/login', { method: 'POST', body, headers: type === undefined ? {} : { 'content-type': type } });
		expect(await errorOf(send('{"username":', 'application/json'))).toEqual([400, 'body.invalid']);
		expect(await errorOf(send(null, 'application/json'))).toEqual([400, 'body.invalid']);
		expect(await errorOf(send(null))).toEqual([400, 'body.invalid']);
		expect(await errorOf(send('[]', 'application/json'))).toEqual([400, 'body.invalid']);
		expect(await errorOf(send(`${'['.repeat(20_000)}`, 'application/json'))).toEqual([400, 'body.invalid']);
		expect(await errorOf(send('username=a&password=b', 'application/x-www-form-urlencoded'))).toEqual([
			415,
			'body.not-json',
		]);
		expect(await errorOf(send(LOGIN, 'text/plain'))).toEqual([415, 'body.not-json']);
	});

	it('says where the first wrong thing stands', async () => {
		const ask = Api.fresh(house()).from();
		const response = await ask('/api/login', { method: 'POST', body: '{"username":"ana"}', headers: JSON_BODY });
		expect(await response.json()).toMatchObject({ code: 'body.invalid', details: { at: 'password' } });
	});

	it('F16 a body of 10 MB is refused before it is read, with or without its length told', async () => {
		const ask = Api.fresh(house()).from();
		const large = JSON.stringify({ username: 'a'.repeat(10 * 1024 * 1024), password: '' });
		const told = { ...JSON_BODY, 'content-length': String(large.length) };
		expect(await errorOf(ask('/api/login', { method: 'POST', headers: told, body: large }))).toEqual([
			413,
			'body.too-large',
		]);
		let sent = 0;
		const endless = new ReadableStream<Uint8Array>({
			pull(controller) {
				sent += 16_384;
				controller.enqueue(new Uint8Array(16_384).fill(0x20));
			},
		});
		const streamed = { method: 'POST', headers: JSON_BODY, body: endless, duplex: 'half' };
		expect(await errorOf(house().app.fetch(new Request(`${ORIGIN}/api/login`, streamed)))).toEqual([
			413,
			'body.too-large',
		]);
		expect(sent).toBeLessThan(4 * BODY_LIMIT);
	});

	it('names of 10,000 characters or with control characters are refused, and change nothing', async () => {
		const api = Api.fresh(house());
		const { code } = await api.table(await api.facilitator('lucia'));
		for (const name of ['a'.repeat(10_000), 'Ana\u0000', 'Ana\u202egnp.exe', 'Ana\nBen', '\ud800', '   ']) {
			const body = { code, name, sector: 's1', organisation: '', observe: false };
			const answer = await api.person('X').post<ErrorBody>('/api/join', body);
			expect([answer.status, answer.body.code]).toEqual([400, 'body.invalid']);
			expect(answer.body.details).toMatchObject({ at: 'name' });
		}
	});

	it('unknown ids and paths are not found, whatever their form', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('busca');
		const missing = 'a'.repeat(20);
		for (const [path, code] of [
			[`/api/workshops/${missing}`, 'workshop.unknown'],
			[`/api/workshops/${missing}/record`, 'workshop.unknown'],
			[`/api/commitments/${missing}`, 'commitment.unknown'],
			['/api/workshops/..%2f..%2fetc', 'not-found'],
			[`/api/workshops/${missing.toUpperCase()}`, 'not-found'],
			['/api/commitments/1', 'not-found'],
			['/api/nada', 'not-found'],
			['/api', 'not-found'],
		] as const) {
			const answer = await lucia.get<ErrorBody>(path);
			expect([path, answer.status, answer.body.code]).toEqual([path, 404, code]);
		}
		expect((await lucia.send<ErrorBody>('PUT', '/api/login')).status).toBe(404);
	});

	it('a table that another process has, or whose disk is slow, is asked for again later', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('espera');
		const { id } = await api.table(lucia);
		for (const error of [
			new FencedError('taken over'),
			new ConflictError('stale'),
			new RoomUnavailable(CLOSE.busy, 'closing'),
		]) {
			const member = () => Promise.reject(error);
			const readings = Object.assign(Object.create(house().workshops.readings) as Readings, { member });
			const workshops = Object.assign(Object.create(house().workshops) as Workshops, { readings });
			const held = Api.fresh(house(), { workshops }).person('Lucía');
			held.token = lucia.token;
			const answer = await held.post<ErrorBody>(`/api/workshops/${id}/facilitators`);
			expect([answer.status, answer.body.code]).toEqual([503, 'workshop.busy']);
		}
	});

	it('a fault of the server is answered with a sentence, and nothing of the fault', async () => {
		const storage = {
			...house().storage,
			auth: { ...house().storage.auth, countAccounts: () => Promise.reject(new Error('disk /dev/sda1 is full')) },
		};
		const answer = await Api.fresh(house(), { storage }).person('Ana').get<ErrorBody>('/api/me');
		expect([answer.status, answer.body.code]).toEqual([500, 'server.error']);
		expect(JSON.stringify(answer.body)).not.toContain('sda1');
		expect((await Api.fresh(house()).person('Ana').get('/api/me')).status).toBe(200);
	});
});

describe('F9 keys that mean something to the language', () => {
	it('have no effect in any JSON body', async () => {
		const api = Api.fresh(house());
		const ask = api.from();
		const send = (body: string) => ask('/api/login', { method: 'POST', body, headers: JSON_BODY });
		for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
			const body = `{"username":"ana","password":"una frase larga","${key}":{"kind":"account"}}`;
			expect(await errorOf(send(body))).toEqual([400, 'body.invalid']);
		}
		expect(Object.keys(Object.prototype)).toEqual([]);
		expect('kind' in {}).toBe(false);
	});

	it('are no sectors, no cards and no options', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('proto');
		const body = JSON.stringify(tableBody()).replace(
			'"sectors":{"s1"',
			'"sectors":{"__proto__":{"label":"x","letter":"X"},"s1"',
		);
		expect(body).toContain('__proto__');
		const response = await api.from()('/api/workshops', {
			method: 'POST',
			body,
			headers: { ...JSON_BODY, authorization: `Bearer ${lucia.token}` },
		});
		const { id } = (await response.json()) as { id: string };
		const { body: table } = await lucia.get<TableSnapshot>(`/api/workshops/${id}`);
		expect(Object.keys(table.state.rules.labels.sectors)).toEqual(['s1', 's2', 's3']);
		expect(Object.getPrototypeOf(table.state.rules.labels.sectors)).toBe(Object.prototype);
	});
});

describe('requests from other sites', () => {
	it('change nothing: the Origin has to be this server’s own', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('propia');
		const cookie = `mesa_session=${lucia.token}`;
		const logout = (headers: Record<string, string>) => api.from()('/api/logout', { method: 'POST', headers });
		for (const headers of [
			{ cookie, origin: 'https://evil.test' },
			{ cookie, origin: 'null' },
			{ cookie, origin: 'http://mesa.test.evil.test' },
			{ cookie, origin: 'https://mesa.test' },
			{ cookie, origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
			{ cookie, 'sec-fetch-site': 'same-site' },
			{ cookie },
		]) {
			expect([headers, ...(await errorOf(logout(headers)))]).toEqual([headers, 403, 'origin.foreign']);
		}
		expect((await lucia.get<Me>('/api/me')).body.signedIn).toBe(true);
		expect((await logout({ cookie, origin: ORIGIN, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
		expect((await lucia.get<Me>('/api/me')).body.signedIn).toBe(false);
	});

	it('can not sign a visitor in, either', async () => {
		const ask = Api.fresh(house()).from();
		const headers = { ...JSON_BODY, origin: 'https://evil.test' };
		expect(await errorOf(ask('/api/login', { method: 'POST', headers, body: LOGIN }))).toEqual([
			403,
			'origin.foreign',
		]);
	});

	it('programs bring a bearer token instead, and then a cookie beside it counts for nothing', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('programa');
		const headers = {
			authorization: 'Bearer nada',
			cookie: `mesa_session=${lucia.token}`,
			origin: 'https://program.test',
		};
		const response = await api.from()('/api/me', { headers });
		expect(await response.json()).toMatchObject({ signedIn: false });
		expect((await lucia.post('/api/logout', undefined, { origin: 'https://program.test' })).status).toBe(200);
	});
});

describe('every answer', () => {
	it('may not be framed, sniffed, run or kept', async () => {
		const api = Api.fresh(house());
		for (const path of ['/api/me', '/api/nada', '/healthz']) {
			const { headers } = await api.from()(path);
			expect(headers.get('content-security-policy')).toContain("default-src 'none'");
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('cache-control')).toBe('no-store');
			expect(headers.get('x-frame-options')).toBe('DENY');
			expect(headers.get('access-control-allow-origin')).toBeNull();
		}
	});

	it('speaks the caller’s language: the one chosen, else the browser’s, else Spanish', async () => {
		const api = Api.fresh(house());
		const sentence = async (headers: Record<string, string>) =>
			((await (await api.from()('/api/nada', { headers })).json()) as ErrorBody).message;
		expect(await sentence({})).toBe('Aquí no hay nada con esa dirección. Revisa el enlace.');
		expect(await sentence({ 'accept-language': 'en-GB,en;q=0.9' })).toBe(
			'There is nothing at this address. Check the link.',
		);
		expect(await sentence({ 'accept-language': 'en', cookie: 'mesa_locale=es' })).toContain('Revisa el enlace');
	});

	it('is described: every route with its body, in one OpenAPI document', async () => {
		const response = await Api.fresh(house()).from()('/api/openapi.json');
		const document = (await response.json()) as { openapi: string; paths: Record<string, Record<string, unknown>> };
		expect(document.openapi).toBe('3.1.0');
		expect(
			Object.entries(document.paths)
				.flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m} ${path}`))
				.sort(),
		).toEqual([
			'delete /api/plans/{id}/tables/{workshop}',
			'delete /api/workshops/{id}',
			'get /api/commitments/{id}',
			'get /api/commitments/{id}/bundle',
			'get /api/commitments/{id}/evidence/{hash}',
			'get /api/commitments/{id}/outcomes',
			'get /api/join/{code}',
			'get /api/log/checkpoint',
			'get /api/log/keys',
			'get /api/log/proof/consistency',
			'get /api/log/proof/inclusion',
			'get /api/me',
			'get /api/plans',
			'get /api/plans/{id}',
			'get /api/plans/{id}/participation',
			'get /api/presets',
			'get /api/schemas/poll-1.json',
			'get /api/workshops',
			'get /api/workshops/{id}',
			'get /api/workshops/{id}/acts',
			'get /api/workshops/{id}/assets',
			'get /api/workshops/{id}/assets/{asset}',
			'get /api/workshops/{id}/boards',
			'get /api/workshops/{id}/boards/{seq}',
			'get /api/workshops/{id}/cards/{card}/author',
			'get /api/workshops/{id}/comments',
			'get /api/workshops/{id}/freeze',
			'get /api/workshops/{id}/mine',
			'get /api/workshops/{id}/polls/{poll}/export',
			'get /api/workshops/{id}/polls/{poll}/export.csv',
			'get /api/workshops/{id}/record',
			'get /api/workshops/{id}/silence',
			'get /api/workshops/{id}/suggestions',
			'get /api/workshops/{id}/voices',
			'post /api/commitments/{id}/evidence',
			'post /api/facilitate',
			'post /api/join',
			'post /api/link',
			'post /api/login',
			'post /api/logout',
			'post /api/plans',
			'post /api/plans/{id}',
			'post /api/plans/{id}/tables',
			'post /api/register',
			'post /api/rejoin',
			'post /api/reset',
			'post /api/seat',
			'post /api/seat/look',
			'post /api/setup',
			'post /api/workshops',
			'post /api/workshops/{id}/assets',
			'post /api/workshops/{id}/commands',
			'post /api/workshops/{id}/duplicate',
			'post /api/workshops/{id}/facilitators',
			'post /api/workshops/{id}/people/{participant}/code',
			'post /api/workshops/{id}/proof',
			'post /api/workshops/{id}/rejoin-code',
			'post /api/workshops/{id}/resume-code',
			'post /api/workshops/{id}/seat-links',
		]);
		expect(document.paths['/api/workshops/{id}/commands']?.['post']).toMatchObject({
			requestBody: { required: true, content: { 'application/json': { schema: { oneOf: expect.any(Array) } } } },
		});
	});
});

describe('a password', () => {
	it('of fewer than eight characters is too short, of 256 is not too long', async () => {
		const api = Api.fresh(house());
		const { secret } = await api.auth.tokens.mint('invite');
		const body = { token: secret, username: 'larga', name: 'Larga' };
		const short = await api.person('X').post<ErrorBody>('/api/register', { ...body, password: 'corta12' });
		expect(short.body).toMatchObject({ code: 'body.invalid', details: { at: 'password' } });
		const long = (PASSWORD + ' ').repeat(10).slice(0, 256);
		expect((await api.person('X').signIn('/api/register', { ...body, password: long })).status).toBe(200);
		expect((await api.person('X').signIn('/api/login', { username: 'larga', password: long })).status).toBe(200);
	}, 20_000);
});
