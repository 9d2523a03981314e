import { describe, expect, it } from 'vitest';
import type { BoardAt, BoardMoments, CommandAnswer, CommentsAnswer, ErrorBody, TableSnapshot } from '#protocol/api.ts';
import { addCard } from '#board/edit-cards.ts';
import { idFromBytes, ID_BYTES, type CardId, type WorkshopId } from '#domain/ids.ts';
import { randomBytes } from 'node:crypto';
import { Api, useHouse } from './api.ts';

describe('talking over HTTP', () => {
	const house = useHouse();

	async function tableWithCard(username: string) {
		const api = Api.fresh(house());
		const lucia = await api.facilitator(username);
		const { id, code } = await api.table(lucia);
		const card = idFromBytes(randomBytes(ID_BYTES)) as CardId;
		await api.house.rooms.write(id, { document: 'board' }, (doc) => {
			addCard(doc, { id: card, kind: 'cause', text: 'Faltan guarderías', pos: [0, 0] });
		});
		const ana = await api.join(code, 'Ana');
		const target = { kind: 'card', card };
		const path = `/api/workshops/${id}/comments?cards=${card}`;
		return { api, lucia, ana, id, code, card, target, path };
	}

	it('[N1] takes a comment and gives it back to who asks for the card', async () => {
		const { ana, lucia, id, target, path } = await tableWithCard('habla');
		const { body } = await ana.command<CommandAnswer>(id, { type: 'addComment', target, text: ' ¿Cuántas hay? ' });
		const comment = body.made['comment'];
		await lucia.command(id, { type: 'answerComment', comment, text: 'Doce' });
		const { status, body: said } = await ana.get<CommentsAnswer>(path);
		expect(status).toBe(200);
		expect(said.threads).toMatchObject([
			{
				id: comment,
				said: [
					{ text: '¿Cuántas hay?', mine: true },
					{ text: 'Doce', by: { role: 'facilitator' } },
				],
			},
		]);
	});

	it('[N7] names people no further than the table’s rule goes, facilitators always', async () => {
		const { ana, lucia, api, code, id, target, path } = await tableWithCard('nombra');
		await ana.command(id, { type: 'addComment', target, text: 'Hola' });
		await lucia.command(id, { type: 'addComment', target, text: 'Bienvenida' });
		const ben = await api.join(code, 'Ben');
		const namesFor = async (person: typeof ben | typeof lucia) =>
			(await person.get<CommentsAnswer>(path)).body.threads.map(({ said }) => [
				said[0]?.by.name,
				said[0]?.by.sector,
			]);
		const { body } = await lucia.get<TableSnapshot>(`/api/workshops/${id}`);
		const draft = body.state.rules.draft ?? body.state.rules;
		const show = async (namesShown: 'names' | 'sector' | 'none') => {
			const rules = { ...draft.rules, namesShown };
			expect((await lucia.command(id, { type: 'draftRules', rules, labels: draft.labels })).status).toBe(200);
		};
		await show('sector');
		expect(await namesFor(ben)).toEqual([
			[null, 's1'],
			['nombra', null],
		]);
		expect(await namesFor(lucia)).toEqual([
			['Ana', 's1'],
			['nombra', null],
		]);
		await show('none');
		expect(await namesFor(ben)).toEqual([
			[null, null],
			['nombra', null],
		]);
		await show('names');
		expect(await namesFor(ben)).toEqual([
			['Ana', 's1'],
			['nombra', null],
		]);
	});

	it('refuses what is no comment, and a question that asks for nothing or for two things', async () => {
		const { ana, id, card, target } = await tableWithCard('niega');
		for (const text of ['', '   ', 'x'.repeat(2_001), 'a\u0000b', 'a\u202eb'])
			expect((await ana.command(id, { type: 'addComment', target, text })).body.code).toBe('body.invalid');
		const board = { type: 'addComment', target: { kind: 'board' }, text: 'Hola' };
		expect((await ana.command(id, board)).body.code).toBe('body.invalid');
		for (const query of [
			'',
			'?cards=',
			'?cards=x',
			`?commitment=${card}`,
			`?cards=${card}&commitment=${card}&field=term`,
			`?commitment=${card}&field=x`,
		]) {
			const answer = await ana.get<ErrorBody>(`/api/workshops/${id}/comments${query}`);
			expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'body.invalid']);
		}
	});

	it('[N2] lets observers read and not write, and strangers neither', async () => {
		const { api, code, id, target, path, ana } = await tableWithCard('observa');
		await ana.command(id, { type: 'addComment', target, text: 'Hola' });
		const watcher = await api.join(code, 'Oscar', { observe: true, sector: null });
		expect((await watcher.get<CommentsAnswer>(path)).body.threads).toHaveLength(1);
		const refused = await watcher.command(id, { type: 'addComment', target, text: 'Yo también' });
		expect([refused.status, refused.body.code]).toEqual([403, 'role.observer']);
		const other = await api.facilitator('ajena-observa');
		for (const asked of [path, `/api/workshops/${id}/boards`, `/api/workshops/${id}/boards/now`]) {
			expect((await other.get<ErrorBody>(asked)).body.code).toBe('participant.unknown');
			expect((await api.person('X').get<ErrorBody>(asked)).body.code).toBe('session.required');
		}
	});

	it('[N9] gives the board as it was at the end of a phase, to observers too, and as it is now', async () => {
		const { api, lucia, code, id, card } = await tableWithCard('guarda');
		const watcher = await api.join(code, 'Oscar', { observe: true, sector: null });
		const boards = async (): Promise<BoardMoments> =>
			(await watcher.get<BoardMoments>(`/api/workshops/${id}/boards`)).body;
		expect(await boards()).toEqual({ moments: [] });
		const { body } = await lucia.command<CommandAnswer>(id, { type: 'movePhase', phase: 'p2' });
		const [moment] = (await boards()).moments;
		expect(moment).toMatchObject({ seq: body.seq, phase: 'p1', ended: 'phase' });
		const at = async (seq: number | string) => watcher.get<BoardAt>(boardPath(id, seq));
		const kept = await at(body.seq);
		expect(kept.body).toMatchObject({
			moment,
			board: { format: 'mesa-abierta/board/1', cards: [{ card, text: 'Faltan guarderías' }] },
		});
		expect((await at('now')).body).toEqual({ moment: null, board: kept.body.board });
		for (const seq of [body.seq + 1, 0, '01', '1e2', 'then', '-1', '9'.repeat(16)]) {
			expect([seq, (await at(seq)).status]).toEqual([seq, 404]);
		}
	});
});

const boardPath = (id: WorkshopId, seq: number | string) => `/api/workshops/${id}/boards/${seq}`;

describe('[C15] suggestions over HTTP', () => {
	const house = useHouse();

	it('are given to the people of the table, for one text of one of its drafts', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('sugiere');
		const { id, code } = await api.table(lucia);
		const ana = await api.join(code, 'Ana');
		const path = (commitment: string, field = 'solution') =>
			`/api/workshops/${id}/suggestions?commitment=${commitment}&field=${field}`;
		const unknown = 'z'.repeat(20);
		expect(await ana.get<ErrorBody>(path(unknown))).toMatchObject({
			status: 404,
			body: { code: 'commitment.unknown' },
		});
		expect((await ana.get(path(unknown, 'title'))).status).toBe(400);
		expect((await ana.get(path('x'))).status).toBe(400);
		expect((await api.person('X').get<ErrorBody>(path(unknown))).body.code).toBe('session.required');
		const words = { commitment: unknown, field: 'solution', base: ' a', text: 'b', why: '' };
		expect((await ana.command<ErrorBody>(id, { type: 'suggest', ...words })).body.code).toBe('commitment.unknown');
		expect((await ana.command(id, { type: 'suggest', ...words, text: 'x'.repeat(20_001) })).status).toBe(400);
		expect((await ana.command(id, { type: 'suggest', ...words, text: 'a\u0000' })).status).toBe(400);
	});
});
