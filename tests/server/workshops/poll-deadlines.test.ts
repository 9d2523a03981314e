import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PollAbout, PollTerms } from '#domain/commands.ts';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { PollId, WorkshopId } from '#domain/ids.ts';
import { inspect } from '../../../server/ledger/inspect.ts';
import { GRACE_MS } from '../../../server/workshops/deadlines.ts';
import { Lane, type Member } from './lane.ts';

const TEXTS = ['Sesionar los jueves', 'Sesionar en línea'];
const MINUTE = 60_000;

describe('a poll with a deadline', () => {
	let lane: Lane;
	beforeEach(async () => (lane = await Lane.open()));
	afterEach(() => lane.close());

	async function opened(terms: Partial<PollTerms>, about: PollAbout = { kind: 'texts', texts: TEXTS }) {
		const { id, lucia } = await lane.table();
		const people = await lane.seatAll(id, lucia);
		await lane.adoptRules(id, lucia, Object.values(people));
		const { made } = await lane.do(id, lucia, {
			type: 'openPoll',
			about,
			question: '¿Cómo seguimos?',
			terms: { ...plainTerms('approval'), ...terms },
			replaces: null,
			exception: null,
		});
		const poll = made['poll'] as PollId;
		const { state } = await lane.view(id, lucia);
		const shown = state.polls.at(-1)!;
		const ballot = {
			type: 'castBallot',
			poll,
			rules: shown.cardHash,
			choice: { method: 'approval', approved: [shown.options[0]!.id] },
		} as const;
		return { id, lucia, ...people, poll, ballot };
	}
	const shownTo = async (id: WorkshopId, who: Member) => (await lane.view(id, who)).state.polls.at(-1);

	it('[V28] closes by itself, also where the server was down at that moment', async () => {
		const { id, lucia, ana, ben, ballot } = await opened({ closesAt: lane.now + 30 * MINUTE });
		await lane.do(id, ana, ballot);
		const closesAt = (await shownTo(id, lucia))!.closesAt!;
		await lane.restart();
		lane.now = closesAt + 60 * MINUTE;
		expect(await lane.ask(id, ben, ballot)).toMatchObject({ ok: false, code: 'poll.late' });
		const closed = await shownTo(id, lucia);
		expect(closed).toMatchObject({ status: 'closed', closedAt: closesAt, late: 1, tally: { ballots: 1 } });
	});

	it('[V28] a ballot that came in time counts though others were served first; one that came a moment later is told so', async () => {
		const { id, ana, ben, ballot } = await opened({ closesAt: lane.now + 30 * MINUTE });
		const closesAt = (await shownTo(id, ana))!.closesAt!;
		lane.now = closesAt + GRACE_MS - 500;
		await lane.workshops.tables.closeDue();
		const cast = (who: Member, receivedAt: number) =>
			lane.workshops.execute(id, who.principal, ballot, `key-${who.participant}`, {
				receivedAt,
				isProven: false,
			});
		expect(await cast(ana, closesAt - 1)).toMatchObject({ ok: true });
		expect(await cast(ben, closesAt)).toMatchObject({ ok: false, code: 'poll.late' });
		lane.now = closesAt + GRACE_MS;
		await lane.workshops.tables.closeDue();
		expect(await shownTo(id, ana)).toMatchObject({
			status: 'closed',
			closedAt: closesAt,
			late: 1,
			tally: { ballots: 1 },
		});
	});

	it('[V31] practice ends after its minute, without a result, and the minutes say what it was', async () => {
		const { id, lucia, ana, ballot } = await opened({}, { kind: 'practice', texts: TEXTS });
		await lane.do(id, ana, ballot);
		lane.now += 2 * MINUTE;
		await lane.workshops.tables.closeDue();
		expect(await shownTo(id, ana)).toMatchObject({ status: 'discarded', practised: 1, tally: null, ballots: null });
		const answer = await lane.workshops.readings.minutes(id, lucia.principal, null);
		if (!answer.ok) throw new Error(answer.code);
		expect(answer.minutes.polls.map(({ subject }) => subject.kind)).toEqual(['rules']);
		expect(answer.minutes.acts.find(({ act }) => act === 'poll.discarded')).toMatchObject({ ballots: 1 });
	});

	it('[V31] of a practice vote that is over the database keeps neither ballots nor reasons, and misses none', async () => {
		const practice: PollAbout = { kind: 'practice', texts: TEXTS };
		const { id, lucia, ana, poll, ballot } = await opened({}, practice);
		const kept = async () => (await lane.storage.log.records(id)).filter(({ kind }) => kind !== 'person');
		const ofPractice = async () => (await kept()).filter((record) => 'poll' in record && record.poll === poll);
		await lane.do(id, ana, ballot);
		await lane.do(id, ana, { ...ballot, choice: { method: 'approval', approved: [] } });
		expect(await ofPractice()).toHaveLength(2);
		const others = (await kept()).length - 2;
		await lane.do(id, lucia, { type: 'closePoll', poll });
		expect(await ofPractice()).toEqual([]);
		expect(await kept()).toHaveLength(others);
		await lane.restart();
		expect(await shownTo(id, ana)).toMatchObject({ status: 'discarded', practised: 1 });
		for await (const { damage } of inspect(lane.storage, new Set())) expect(damage).toEqual([]);
	});

	it('[V31] nor of one that was called off', async () => {
		const { id, lucia, ana, poll, ballot } = await opened({}, { kind: 'practice', texts: TEXTS });
		await lane.do(id, ana, ballot);
		await lane.do(id, lucia, { type: 'cancelPoll', poll, reason: 'Otra vez' });
		const records = await lane.storage.log.records(id);
		expect(records.filter((record) => record.kind === 'ballot' && record.poll === poll)).toEqual([]);
		for await (const { damage } of inspect(lane.storage, new Set())) expect(damage).toEqual([]);
	});

	it('two facilitators closing at once close it once', async () => {
		const { id, lucia, poll } = await opened({});
		const close = { type: 'closePoll', poll } as const;
		const answers = await Promise.all([lane.ask(id, lucia, close), lane.ask(id, lucia, close)]);
		expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual(['ok', 'poll.closed']);
	});

	it('[V33] a result that waits to be published is nowhere before', async () => {
		const { id, lucia, ana, poll, ballot } = await opened({ results: 'when-published', secrecy: 'open' });
		await lane.do(id, ana, ballot);
		await lane.do(id, lucia, { type: 'closePoll', poll });
		expect(await shownTo(id, lucia)).toMatchObject({ unpublished: true, tally: null, ballots: null });
		await lane.do(id, lucia, { type: 'publishPoll', poll });
		const shown = await shownTo(id, ana);
		expect(shown).toMatchObject({ unpublished: false, tally: { ballots: 1 } });
		expect(shown?.ballots).toMatchObject([{ name: 'Ana', choice: ballot.choice }]);
	});

	it('[V33] live results show while people vote', async () => {
		const { id, ana, ben, ballot } = await opened({ results: 'live' });
		await lane.do(id, ana, ballot);
		await lane.stroke();
		expect(await shownTo(id, ben)).toMatchObject({ status: 'open', tally: { ballots: 1 } });
	});
});
