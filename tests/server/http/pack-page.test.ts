import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packPage } from '../../../src/pack-page.ts';

const HTML = `<p>${'Las empresas no publican cuánto pagan. '.repeat(200)}</p>`;
const page = () =>
	new Response(HTML, {
		status: 200,
		headers: { 'content-type': 'text/html; charset=utf-8', 'set-cookie': 'a=1', 'content-length': '8000' },
	});
const asked = (path: string, takes = 'gzip, deflate') =>
	new Request(`http://127.0.0.1${path}`, { headers: { 'accept-encoding': takes } });

test('a page goes packed to whoever can unpack it, with the rest as it was', async () => {
	const packed = packPage(asked('/w/abc'), page());
	expect(packed.headers.get('content-encoding')).toBe('gzip');
	expect(packed.headers.get('vary')).toContain('accept-encoding');
	expect(packed.headers.get('content-length')).toBeNull();
	expect(packed.headers.getSetCookie()).toEqual(['a=1']);
	const bytes = Buffer.from(await packed.arrayBuffer());
	expect(bytes.length).toBeLessThan(HTML.length / 10);
	expect(gunzipSync(bytes).toString()).toBe(HTML);
});

test('it goes as it is to whoever cannot, where the address asks something, and where it is no page', async () => {
	expect(await packPage(asked('/w/abc', 'identity'), page()).text()).toBe(HTML);
	expect(packPage(asked('/join?code=K7MQ4RTX'), page()).headers.get('content-encoding')).toBeNull();
	const image = new Response('GIF', { headers: { 'content-type': 'image/gif' } });
	expect(packPage(asked('/a.gif'), image).headers.get('content-encoding')).toBeNull();
	const moved = new Response(null, { status: 303, headers: { location: '/w/abc' } });
	expect(packPage(asked('/'), moved)).toBe(moved);
});
