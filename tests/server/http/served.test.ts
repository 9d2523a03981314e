import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody, TableCreated } from '#protocol/api.ts';
import { PASSWORD, Person, tableBody } from '../../support/people.ts';
import { TestServer } from '../../support/server.ts';

let server: TestServer;
let lucia: Person;
beforeAll(async () => {
	server = await TestServer.start();
	lucia = new Person('Lucía', (path, init) => fetch(`${server.origin}${path}`, init));
	const token = await server.setupToken();
	await lucia.signIn('/api/setup', { token, username: 'lucia', name: 'Lucía', password: PASSWORD });
});
afterAll(() => server.stop());

/** A request with exactly these headers, as a browser's page on this server sends it. */
async function send(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
	const asking = request(`${server.origin}${path}`, {
		method,
		headers: { cookie: `mesa_session=${lucia.token}`, origin: server.origin, ...headers },
	});
	asking.on('error', () => {}); // also after the answer: the server may hang up on a client that is still sending
	asking.end(body);
	const [response] = (await once(asking, 'response')) as [IncomingMessage]; // what the event carries
	return { status: response.statusCode, body: JSON.parse(await text(response)) as ErrorBody };
}

describe('over a real connection', () => {
	it('a request without a body needs no content type', async () => {
		const { body } = await lucia.post<TableCreated>('/api/workshops', tableBody());
		expect((await send('POST', `/api/workshops/${body.id}/duplicate`)).status).toBe(200);
		expect((await send('DELETE', `/api/workshops/${body.id}`)).status).toBe(200);
	});

	it('a body needs one, whether its length is told or not', async () => {
		const form = 'username=ana';
		const told = { 'content-type': 'text/plain', 'content-length': String(form.length) };
		expect((await send('POST', '/api/login', told, form)).body.code).toBe('body.not-json');
		const chunked = { 'transfer-encoding': 'chunked' };
		expect((await send('POST', '/api/login', chunked, form)).body.code).toBe('body.not-json');
	});

	it('F16 a body of 10 MB is refused, and the server goes on', async () => {
		const large = JSON.stringify({ username: 'a'.repeat(10 * 1024 * 1024), password: '' });
		const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(large)) };
		const answer = await send('POST', '/api/login', headers, large).catch(
			(error: NodeJS.ErrnoException) => error.code,
		);
		// The server answers and hangs up; a client that is still sending may see only that.
		if (typeof answer === 'object') expect(answer).toMatchObject({ status: 413, body: { code: 'body.too-large' } });
		else expect(['EPIPE', 'ECONNRESET']).toContain(answer);
		expect((await lucia.get('/api/me')).status).toBe(200);
	});
});
