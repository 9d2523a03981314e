import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addCard, cardText, markGone } from '#board/edit-cards.ts';
import { link } from '#board/edit-links.ts';
import { mergeCards } from '#board/merge.ts';
import { setDetail } from '#board/details.ts';
import type { CardKind } from '#domain/cards.ts';
import { ID_BYTES, idFromBytes, type CardId, type PollId, type WorkshopId } from '#domain/ids.ts';
import { randomBytes } from 'node:crypto';
import { eachDialect } from '../../support/storage.ts';
import { Lane, type Member } from './lane.ts';

const fresh = () => idFromBytes(randomBytes(ID_BYTES)) as CardId;

eachDialect((dialect) => {
	describe('[W3] what happened to what I wrote', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		/** The person's own edit of an empty board, as a room would store it. */
		async function write(id: WorkshopId, who: Member, cards: readonly [CardId, CardKind, string][]): Promise<void> {
			const doc = new Y.Doc();
			for (const [card, kind, text] of cards) addCard(doc, { id: card, kind, pos: [0, 0], text });
			const table = lane.workshops.tables.held(id);
			if (!table) throw new Error('the table is not in memory');
			const at = lane.now;
			const { participant } = who;
			await lane.storage.documents.append([
				{
					workshop: id,
					epoch: table.epoch,
					document: 'board',
					updates: [{ bytes: Y.encodeStateAsUpdate(doc), participant, at }],
					claims: [{ clientId: doc.clientID, participant, at }],
				},
			]);
		}

		async function mine(id: WorkshopId, who: Member) {
			const found = await lane.workshops.readings.mine(id, who.principal);
			if (!found.ok) throw new Error(found.code);
			return found.mine.cards;
		}

		it('tells each card’s words then and now, where it went, the votes on it and the commitments that rest on it', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			const people = [ana, ben, chela];
			const [cause, twin, lost, solution, bens] = [fresh(), fresh(), fresh(), fresh(), fresh()];
			await write(id, ana, [
				[cause, 'cause', 'Faltan guarderías'],
				[twin, 'cause', 'No hay guarderías'],
				[lost, 'cause', 'Otra cosa'],
				[solution, 'solution', 'Abrir guarderías'],
			]);
			await write(id, ben, [[bens, 'cause', 'De Ben']]);
			await lane.adoptRules(id, lucia, people);
			const phase = async (kind: string) => {
				const { state } = await lane.view(id, lucia);
				const to = state.agenda.find((one) => one.kind === kind);
				if (to) await lane.do(id, lucia, { type: 'movePhase', phase: to.id });
			};
			await phase('causes'); // the end of the phase before keeps the board
			await lane.rooms.write(id, { document: 'board' }, (doc) => {
				cardText(doc, cause)?.insert(0, 'Nos dicen que ');
				mergeCards(doc, cause, [twin]);
				markGone(doc, [lost]);
				link(doc, solution, cause);
				setDetail(doc, bens, 'voice', { participant: chela.participant });
			});
			const content = await lane.freezeHash(id, lucia, { cards: [solution] });
			const { made } = await lane.do(id, lucia, {
				...{ type: 'openConfirmation', of: 'solutions', question: '¿Trabajamos con esta?', cards: [solution] },
				...{ content, after: null, exception: null },
			} as const);
			await lane.agree(id, lucia, made['poll'] as PollId, people);
			await lane.do(id, lucia, { type: 'startCommitment', title: 'Guarderías', solutions: [solution] });

			const cards = new Map((await mine(id, ana)).map((card) => [card.card, card]));
			expect([...cards.keys()].sort()).toEqual([cause, twin, lost, solution].sort());
			expect(cards.get(cause)).toMatchObject({
				text: 'Nos dicen que Faltan guarderías',
				original: { text: 'Faltan guarderías' },
				fate: 'there',
				votes: [],
				commitments: [{ title: 'Guarderías', directly: false, status: 'draft' }],
			});
			expect(cards.get(twin)).toMatchObject({
				fate: 'merged',
				into: 'Nos dicen que Faltan guarderías',
				original: null,
				commitments: [{ title: 'Guarderías', directly: false }],
			});
			expect(cards.get(lost)).toMatchObject({ fate: 'gone', commitments: [] });
			expect(cards.get(solution)).toMatchObject({
				under: ['Nos dicen que Faltan guarderías'],
				votes: [{ question: '¿Trabajamos con esta?', result: { is: 'chosen' } }],
				commitments: [{ title: 'Guarderías', directly: true }],
			});

			expect((await mine(id, chela)).map(({ card }) => card)).toEqual([bens]);
			expect(await mine(id, ben)).toEqual([]);
		});

		it('is for whoever is at the table alone', async () => {
			const { id } = await lane.table();
			expect(await lane.workshops.readings.mine(id, 'nobody')).toMatchObject({ ok: false });
		});
	});
});
