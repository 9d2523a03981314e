import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardId, PollId, SectorId } from '#domain/ids.ts';
import { utf8ToBytes } from '#domain/hashing.ts';
import { verifySignature } from '../../../server/ledger/signing.ts';
import { rebuildProjections } from '../../../server/workshops/projections.ts';
import { freeTextIn } from '../../support/log-scan.ts';
import { eachDialect } from '../../support/storage.ts';
import { Lane } from './lane.ts';

eachDialect((dialect) => {
	describe('the decisions lane', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		it('takes a table from its rules to an issued commitment, and finds all of it again after a restart', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			const commitment = await lane.issue(id, lucia, [ana, ben, chela]);
			const before = await lane.view(id, ana);
			await lane.restart();
			const { state } = await lane.view(id, ana);
			// Hands and marks are kept by the process alone: only what says that it is another one differs.
			expect(state.leading.memory).toBeGreaterThan(before.state.leading.memory);
			expect({ ...state, leading: { ...state.leading, memory: before.state.leading.memory } }).toEqual(
				before.state,
			);
			const published = await lane.workshops.readings.publicCommitment(commitment);
			const [version] = published?.versions ?? [];
			if (!version) throw new Error('nothing was issued');
			expect(verifySignature(version.publicKey, utf8ToBytes(version.record), version.signature)).toBe(true);
			expect(verifySignature(version.publicKey, utf8ToBytes(`${version.record} `), version.signature)).toBe(
				false,
			);
			expect(before.state.commitments[0]).toMatchObject({ status: 'issued', missingSectors: [] });
		});

		it('[L2] lets no name, organisation or free text into the log', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			await lane.issue(id, lucia, [ana, ben, chela]);
			await lane.do(id, lucia, {
				type: 'removeParticipant',
				participant: ben.participant,
				reason: 'Una razón escrita',
			});
			await lane.do(id, lucia, { type: 'setLock', target: { kind: 'board' }, reason: 'Otra razón' });
			for (const { bytes } of await lane.storage.log.events(id)) expect(freeTextIn(bytes)).toEqual([]);
		});

		it('[L3] rebuilds its projections from the log alone', async () => {
			const { id, lucia } = await lane.table();
			await lane.adoptRules(id, lucia, Object.values(await lane.seatAll(id, lucia)));
			const kept = await lane.storage.log.workshops();
			await lane.storage.log.replaceSummaries([]);
			expect(await lane.storage.log.workshops()).toEqual([]);
			await rebuildProjections(lane.storage);
			expect(await lane.storage.log.workshops()).toEqual(kept);
		});

		it('carries out a command once, however often it is sent', async () => {
			const { id, lucia } = await lane.table();
			const command = { type: 'setLock', target: { kind: 'board' }, reason: 'Pausa' } as const;
			const first = await lane.ask(id, lucia, command, 'the-same-key');
			expect(await lane.ask(id, lucia, command, 'the-same-key')).toEqual(first);
			expect(await lane.ask(id, lucia, command, 'another-key')).toMatchObject({ ok: false, code: 'lock.held' });
		});

		it('F33 counts each of many ballots that come at once exactly once', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			const cause = await lane.card(id, 'cause', 'El cuidado recae en las mujeres');
			const content = await lane.freezeHash(id, lucia, { cards: [cause] });
			const open = {
				type: 'openDots',
				of: 'causes',
				question: '¿Cuál?',
				cards: [cause],
				content,
				exception: null,
			} as const;
			const poll = (await lane.do(id, lucia, open)).made['poll'] as PollId;
			const { state } = await lane.view(id, ana);
			const [option] = state.polls.at(-1)?.options ?? [];
			if (!option) throw new Error('no option');
			const votes = Array.from({ length: 30 }, (_, n) =>
				lane.ask(id, [ana, ben, chela][n % 3] ?? ana, {
					type: 'castDots',
					poll,
					dots: { [option.id]: 1 + (n % 3) },
				}),
			);
			const close = lane.ask(id, lucia, { type: 'closePoll', poll });
			const late = lane.ask(id, ana, { type: 'castDots', poll, dots: { [option.id]: 1 } });
			expect((await Promise.all(votes)).every(({ ok }) => ok)).toBe(true);
			expect(await close).toMatchObject({ ok: true });
			expect(await late).toMatchObject({ ok: false, code: 'poll.closed' });
			expect((await lane.view(id, ana)).state.polls.at(-1)?.tally).toMatchObject({ ballots: 3 });
		});

		it('shows turnout by sector and no choice while a poll is open, to facilitators neither', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			const { state } = await lane.view(id, lucia);
			const content = state.rules.draft?.content;
			if (!content) throw new Error('no draft');
			const poll = (await lane.do(id, lucia, { type: 'openRulesRound', question: '¿?', content })).made[
				'poll'
			] as PollId;
			await lane.do(id, chela, { type: 'castConsensus', poll, answer: 'block', reason: 'Falta la academia' });
			await lane.stroke();
			for (const person of [lucia, ben, chela]) {
				const [shown] = (await lane.view(id, person)).state.polls;
				expect(shown).toMatchObject({ status: 'open', tally: null, reasons: [] });
				expect(shown?.turnout).toContainEqual({ sector: 's3', eligible: 1, voted: 1 });
				expect(JSON.stringify(shown)).not.toContain('academia');
			}
			expect((await lane.view(id, chela)).me.ballots[poll]?.choice).toMatchObject({
				answer: 'block',
				reason: 'Falta la academia',
			});
			expect((await lane.view(id, ana)).me.ballots[poll]).toMatchObject({ eligible: true, choice: null });
			await lane.do(id, lucia, { type: 'closePoll', poll });
			expect((await lane.view(id, ana)).state.polls[0]?.reasons).toEqual([
				{ sector: 's3', answer: 'block', text: 'Falta la academia' },
			]);
		});

		it('[D6] refuses to open a poll on cards that changed since the facilitator saw them', async () => {
			const { id, lucia } = await lane.table();
			await lane.adoptRules(id, lucia, Object.values(await lane.seatAll(id, lucia)));
			const cause = await lane.card(id, 'cause', 'El cuidado recae en las mujeres');
			const content = await lane.freezeHash(id, lucia, { cards: [cause] });
			await lane.editCard(id, cause, 'No: ');
			const open = {
				type: 'openDots',
				of: 'causes',
				question: '¿Cuál?',
				cards: [cause],
				content,
				exception: null,
			} as const;
			expect(await lane.ask(id, lucia, open)).toMatchObject({ ok: false, code: 'content.changed' });
			const unknown = 'a'.repeat(20) as CardId;
			expect(await lane.ask(id, lucia, { ...open, cards: [unknown] })).toMatchObject({ code: 'card.unknown' });
		});

		it('begins a draft with the words that the table chose', async () => {
			const { id, lucia } = await lane.table();
			const people = Object.values(await lane.seatAll(id, lucia));
			await lane.adoptRules(id, lucia, people);
			await lane.card(id, 'problem', 'Desigualdad laboral y salarial');
			const commitment = await lane.issue(id, lucia, people);
			const { state } = await lane.view(id, lucia);
			expect(state.commitments.find(({ id: own }) => own === commitment)?.proposed?.core.fields).toMatchObject({
				solution: 'Registro de empresas igualitarias',
			});
		});

		it('erases a person: name, organisation and words go, ballots and the chain stay', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			await lane.do(id, chela, { type: 'eraseMe' });
			expect(await lane.workshops.readings.member(id, chela.principal)).toMatchObject({
				ok: false,
				code: 'participant.unknown',
			});
			await lane.restart();
			const { state } = await lane.view(id, lucia);
			expect(JSON.stringify(state)).not.toContain('Chela');
			expect(state.polls[0]?.tally).toMatchObject({ ballots: 3, reached: true });
			const bytes = (await lane.storage.log.records(id)).map((record) => new TextDecoder().decode(record.bytes));
			expect(bytes.filter((text) => text.includes('Chela'))).toEqual([]);
		});

		it('deletes a young table: texts and records go, the chain stays, and nobody finds it again', async () => {
			const { id, lucia } = await lane.table();
			await lane.card(id, 'note', 'Una nota');
			expect(await lane.workshops.erase(id, lucia.principal)).toEqual({ ok: true });
			expect(await lane.workshops.readings.live(id, lucia.principal)).toMatchObject({
				ok: false,
				code: 'workshop.unknown',
			});
			expect(await lane.storage.log.texts(id)).toEqual([]);
			expect(await lane.storage.log.records(id)).toEqual([]);
			expect((await lane.storage.log.events(id)).length).toBeGreaterThan(2);
			expect(await lane.storage.documents.list(id)).toEqual([]);
		});

		it('names people to each other as the rules say, facilitators always, and a seat to whoever must vouch for it', async () => {
			const { id, lucia } = await lane.table();
			const { state } = await lane.view(id, lucia);
			const rules = { ...state.rules.rules, namesShown: 'sector' as const };
			await lane.do(id, lucia, { type: 'draftRules', rules, labels: state.rules.labels });
			const { ana, chela } = await lane.seatAll(id, lucia);
			const dora = await lane.join(id, 'Dora', 's3' as SectorId);
			await lane.do(id, lucia, { type: 'offerSeat', participant: dora.participant, sector: 's3' as SectorId });
			const seen = (await lane.view(id, ana)).state.people;
			expect(seen.map(({ name }) => name)).toEqual(['Lucía', null, null, null, null]);
			expect((await lane.view(id, lucia)).state.people.map(({ name }) => name)).toContain('Dora');
			expect((await lane.view(id, chela)).me.seatsToConfirm).toEqual([
				{ participant: dora.participant, name: 'Dora' },
			]);
			expect((await lane.view(id, ana)).me.seatsToConfirm).toEqual([]);
			expect(lane.workshops.access.identity(id, chela.participant)).toMatchObject({
				label: null,
				sector: { id: 's3', letter: 'S' },
			});
		});

		it('duplicates a table with its set-up and rules, without its people and decisions', async () => {
			const { id, lucia } = await lane.table();
			const { ana } = await lane.seatAll(id, lucia);
			const copy = await lane.workshops.duplicate(id, lucia.principal);
			if (!copy.ok) throw new Error(copy.code);
			const { state } = await lane.view(copy.id, lucia);
			expect(state.setup).toEqual((await lane.view(id, lucia)).state.setup);
			expect(state.people).toHaveLength(1);
			expect(await lane.workshops.duplicate(id, ana.principal)).toMatchObject({ code: 'role.facilitator-only' });
		});

		it('writes the minutes of a session with attendance, acts, decisions and exceptions', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			await lane.do(id, chela, { type: 'checkOut', participant: null });
			const cause = await lane.card(id, 'cause', 'El cuidado recae en las mujeres');
			const content = await lane.freezeHash(id, lucia, { cards: [cause] });
			const open = {
				type: 'openDots',
				of: 'causes',
				question: '¿Cuál?',
				cards: [cause],
				content,
				exception: 'Chela salió un momento',
			} as const;
			const poll = (await lane.do(id, lucia, open)).made['poll'] as PollId;
			await lane.do(id, lucia, { type: 'closePoll', poll });
			await lane.do(id, lucia, { type: 'setLock', target: { kind: 'board' }, reason: 'Vamos a votar' });
			await lane.do(id, lucia, { type: 'closeSession' });
			const found = await lane.workshops.readings.minutes(id, ana.principal, null);
			if (!found.ok) throw new Error(found.code);
			const { minutes } = found;
			expect(minutes.attendance.map(({ name, until }) => [name, until !== null])).toEqual([
				['Ana', true],
				['Ben', true],
				['Chela', true],
			]);
			expect(minutes.polls.map(({ subject }) => subject.kind)).toEqual(['rules', 'prioritise']);
			expect(minutes.exceptions).toMatchObject([
				{ by: 'Lucía', about: 'poll', of: '¿Cuál?', reason: 'Chela salió un momento' },
			]);
			expect(minutes.acts).toContainEqual(
				expect.objectContaining({ act: 'lock.set', by: 'Lucía', reason: 'Vamos a votar' }),
			);
			expect(minutes.tree.cards).toMatchObject([{ kind: 'cause' }]);
		});

		it('forgets people of tables where nothing has happened for as long as the operator keeps names', async () => {
			const { id, lucia } = await lane.table();
			await lane.seatAll(id, lucia);
			expect(await lane.workshops.retain(lane.now - 1_000_000)).toBe(0);
			lane.now += 10_000;
			expect(await lane.workshops.retain(lane.now)).toBe(3);
			expect(await lane.workshops.retain(lane.now)).toBe(0);
			expect(JSON.stringify((await lane.view(id, lucia)).state.people)).not.toContain('Ana');
		});

		it('claims nothing and remembers nothing for tables that somebody guessed', async () => {
			const { lucia } = await lane.table();
			const guessed = 'z'.repeat(20) as never;
			expect(await lane.ask(guessed, lucia, { type: 'stopTimer' })).toMatchObject({ code: 'workshop.unknown' });
			expect(await lane.workshops.load(guessed)).toMatchObject({ code: 'workshop.unknown' });
		});

		it('tells the rooms of a lock before the next message, and who set it', async () => {
			const { id, lucia } = await lane.table();
			const { ana } = await lane.seatAll(id, lucia);
			await lane.do(id, lucia, { type: 'movePhase', phase: 'p3' as never });
			const ask = () => lane.workshops.access.verdict(id, ana.participant, 'set', { document: 'board' }, []);
			expect(ask()).toEqual({ ok: true });
			await lane.do(id, lucia, { type: 'setLock', target: { kind: 'board' }, reason: 'Vamos a votar' });
			expect(ask()).toMatchObject({ ok: false, code: 'lock.held' });
			expect((await lane.view(id, ana)).me.mayWriteBoard).toMatchObject({
				ok: false,
				lock: { by: 'Lucía', reason: 'Vamos a votar' },
			});
		});
	});
});
