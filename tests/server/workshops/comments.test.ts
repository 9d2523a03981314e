import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommentTarget } from '#domain/events.ts';
import type { CardId, CommentId, SectorId } from '#domain/ids.ts';
import { inspect } from '../../../server/ledger/inspect.ts';
import { freeTextIn } from '../../support/log-scan.ts';
import { eachDialect } from '../../support/storage.ts';
import { Lane, type Member } from './lane.ts';

eachDialect((dialect) => {
	describe('comments in the decisions lane', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		async function tableWithCard() {
			const { id, lucia } = await lane.table();
			const ana = await lane.join(id, 'Ana', 's1' as SectorId);
			const ben = await lane.join(id, 'Ben', 's3' as SectorId);
			const card = await lane.card(id, 'cause', 'Faltan guarderías');
			const about: CommentTarget = { kind: 'card', card };
			const say = async (who: Member, text: string, target = about) => {
				const { made } = await lane.do(id, who, { type: 'addComment', target, text });
				return made['comment'] as CommentId;
			};
			const read = async (who: Member) => {
				const answer = await lane.workshops.readings.comments(id, who.principal, [about]);
				if (!answer.ok) throw new Error(answer.code);
				return answer.comments;
			};
			return { id, lucia, ana, ben, card, about, say, read };
		}

		it('[N3] keeps the words out of the log, and finds them again after a restart', async () => {
			const { id, ana, ben, say, read } = await tableWithCard();
			const comment = await say(ana, '¿Cuántas hay hoy?');
			await lane.do(id, ben, { type: 'answerComment', comment, text: 'Doce, dice el municipio' });
			for (const { bytes } of await lane.storage.log.events(id)) expect(freeTextIn(bytes)).toEqual([]);
			const before = await read(ana);
			expect(before.threads).toMatchObject([
				{
					id: comment,
					resolved: null,
					said: [
						{ text: '¿Cuántas hay hoy?', mine: true },
						{ text: 'Doce, dice el municipio', mine: false },
					],
				},
			]);
			await lane.restart();
			expect(await read(ana)).toEqual(before);
			for await (const { damage } of inspect(lane.storage, new Set())) expect(damage).toEqual([]);
		});

		it('[N7] sends everybody numbers, and no words', async () => {
			const { id, lucia, ana, card, say } = await tableWithCard();
			const first = await say(ana, 'Una duda');
			await say(ana, 'Otra duda');
			const { state } = await lane.view(id, lucia);
			expect(state.comments).toEqual({ cards: { [card]: [2, state.seq] }, fields: {} });
			expect(JSON.stringify(state)).not.toContain('duda');
			await lane.do(id, ana, { type: 'resolveComment', comment: first });
			const after = (await lane.view(id, lucia)).state;
			expect(after.comments.cards[card]).toEqual([1, after.seq]);
		});

		it('[N5] “erase me” takes the words away for everybody, and who said them', async () => {
			const { id, ana, ben, card, say, read } = await tableWithCard();
			const comment = await say(ana, 'Lo dije yo');
			await lane.do(id, ben, { type: 'answerComment', comment, text: 'Y yo' });
			await lane.do(id, ana, { type: 'eraseMe' });
			const { threads } = await read(ben);
			expect(threads[0]?.said).toMatchObject([
				{ text: null, by: { name: null, erased: true } },
				{ text: 'Y yo', by: { erased: false } },
			]);
			const records = await lane.storage.log.records(id);
			expect(records.filter(({ participant }) => participant === ana.participant)).toEqual([]);
			for await (const { damage } of inspect(lane.storage, new Set())) expect(damage).toEqual([]);
			const { state } = await lane.view(id, ben);
			expect(state.comments.cards[card]).toEqual([1, state.seq]);
		});

		it('[N7] stands in the minutes of its session by numbers', async () => {
			const { id, lucia, ana, ben, say } = await tableWithCard();
			await say(ana, 'Antes de la sesión');
			const setup = { title: '', place: '', mode: 'remote', date: '2026-11-21', videoLink: null } as const;
			await lane.do(id, lucia, { type: 'openSession', setup });
			const comment = await say(ana, 'Una duda');
			await lane.do(id, ben, { type: 'answerComment', comment, text: 'Una respuesta' });
			await lane.do(id, ben, { type: 'resolveComment', comment });
			const answer = await lane.workshops.readings.minutes(id, ana.principal, null);
			if (!answer.ok) throw new Error(answer.code);
			expect(answer.minutes.talked).toEqual({ begun: 1, answers: 1, settled: 1 });
			expect(JSON.stringify(answer.minutes)).not.toContain('Una duda');
		});

		it('[N3] is about a card that is on the board', async () => {
			const { id, ana } = await tableWithCard();
			const target: CommentTarget = { kind: 'card', card: 'z'.repeat(20) as CardId };
			const answer = await lane.ask(id, ana, { type: 'addComment', target, text: 'Hola' });
			expect(answer).toMatchObject({ ok: false, code: 'card.unknown' });
		});
	});
});
