import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommitmentId, WorkshopId } from '#domain/ids.ts';
import { utf8ToBytes } from '#domain/hashing.ts';
import { Webhooks } from '../../server/plans/webhooks.ts';
import { verifySignature } from '../../server/ledger/signing.ts';
import { eachDialect } from '../support/storage.ts';
import { apiOver } from './workshops/lane-app.ts';
import { Lane, type Member } from './workshops/lane.ts';

const ADDRESS = 'https://tablero.example/mesa?clave=secreta';

interface Sent {
	readonly address: string;
	readonly headers: Headers;
	readonly body: string;
}

eachDialect((dialect) => {
	describe('[F11] a webhook', () => {
		let lane: Lane;
		let id: WorkshopId;
		let lucia: Member;
		let people: Member[];
		let sent: Sent[];
		let status: number;
		let warned: unknown[];
		beforeEach(async () => {
			lane = await Lane.open(dialect);
			({ id, lucia } = await lane.table());
			people = Object.values(await lane.seatAll(id, lucia));
			await lane.adoptRules(id, lucia, people);
			[sent, status, warned] = [[], 204, []];
		});
		afterEach(() => lane.close());

		const hooks = () =>
			new Webhooks({
				...{ storage: lane.storage, addresses: [ADDRESS], clock: () => lane.now },
				signer: () => lane.signer(false),
				log: { warn: (line: unknown) => void warned.push(line) },
				send: (address, init) => {
					sent.push({
						address: String(address),
						headers: new Headers(init?.headers),
						body: String(init?.body),
					});
					return Promise.resolve(new Response(null, { status }));
				},
			});
		const kinds = () => sent.map(({ body }) => (JSON.parse(body) as { kind: string }).kind);
		const report = (commitment: CommitmentId) =>
			lane.do(id, people[0]!, {
				...{ type: 'reportProgress', commitment, line: 'whole', status: 'limited', text: 'Va', evidence: [] },
			});

		it('is told of what is issued or comes on from then on, once, in order and signed by the instance', async () => {
			await hooks().deliver();
			expect(sent).toEqual([]);
			const commitment = await lane.issue(id, lucia, people);
			await report(commitment);
			await hooks().deliver();
			// Another process, after a restart, goes on where this one stopped.
			await hooks().deliver();
			expect(kinds()).toEqual(['issued', 'progress']);
			const [{ headers, body, address }] = sent as [Sent];
			expect(address).toBe(ADDRESS);
			const { publicKey, key } = lane.signer(false);
			expect(headers.get('x-mesa-key')).toBe(key);
			const signature = headers.get('x-mesa-signature') ?? '';
			expect(verifySignature(publicKey, utf8ToBytes(body), signature)).toBe(true);
			expect(verifySignature(publicKey, utf8ToBytes(`${body} `), signature)).toBe(false);
		});

		it('that does not answer is asked again later, ever more seldom, and loses nothing', async () => {
			const one = hooks();
			await one.deliver();
			await lane.issue(id, lucia, people);
			status = 500;
			await one.deliver();
			await one.deliver();
			expect(sent).toHaveLength(1);
			lane.now += 31_000;
			await one.deliver();
			lane.now += 31_000;
			await one.deliver();
			expect(sent).toHaveLength(2);
			status = 200;
			lane.now += 60_000;
			await one.deliver();
			expect(kinds()).toEqual(['issued', 'issued', 'issued']);
			await one.deliver();
			expect(sent).toHaveLength(3);
			expect(JSON.stringify(warned)).not.toContain('secreta');
		});

		it('[F10] what it is told of stands in the Atom feed too, newest first', async () => {
			const commitment = await lane.issue(id, lucia, people);
			await report(commitment);
			const api = apiOver(lane);
			const answer = await api('/api/feed.atom');
			expect(answer.headers.get('content-type')).toContain('application/atom+xml');
			const feed = await answer.text();
			const titles = [...feed.matchAll(/<entry>.*?<title>(.*?)<\/title>/g)].map(([, title]) => title);
			expect(titles).toEqual([
				'Avance informado: Reducir la brecha salarial',
				'Compromiso emitido: Reducir la brecha salarial',
			]);
			expect(feed).toContain(`https://mesa.example/c/${commitment}`);
			expect((await api(`/api/plans/${'a'.repeat(20)}/feed.atom`)).status).toBe(404);
		});
	});
});
