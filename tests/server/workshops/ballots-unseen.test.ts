import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { CommentTarget } from '#domain/events.ts';
import type { PollId, SectorId } from '#domain/ids.ts';
import { rebuildProjections } from '../../../server/workshops/projections.ts';
import { Lane, type Member } from './lane.ts';

let lane: Lane;
beforeEach(async () => (lane = await Lane.open()));
afterEach(() => lane.close());

/** A poll is open; Chela is one of two in her sector. */
async function voting() {
	const { id, lucia } = await lane.table();
	const { ana, ben, chela } = await lane.seatAll(id, lucia);
	await lane.adoptRules(id, lucia, [ana, ben, chela]);
	const dora = await lane.join(id, 'Dora', 's3' as SectorId);
	await lane.do(id, lucia, { type: 'offerSeat', participant: dora.participant, sector: 's3' as SectorId });
	await lane.do(id, chela, { type: 'confirmSeat', participant: dora.participant });
	const { made } = await lane.do(id, lucia, {
		type: 'openPoll',
		about: { kind: 'texts', texts: ['Sesionar los jueves', 'Sesionar en línea'] },
		question: '¿Cómo seguimos?',
		terms: plainTerms('approval'),
		replaces: null,
		exception: null,
	});
	const poll = made['poll'] as PollId;
	const { cardHash: rules, options } = (await lane.view(id, lucia)).state.polls.at(-1)!;
	const choice = { method: 'approval', approved: [options[0]!.id] } as const;
	const vote = () => lane.do(id, chela, { type: 'castBallot', poll, rules, choice });
	const withdraw = () => lane.do(id, chela, { type: 'withdrawBallot', poll });
	return { id, lucia, ana, ben, chela, poll, vote, withdraw };
}

async function readable<Answer extends { readonly ok: boolean }>(asked: Promise<Answer>) {
	const answer = await asked;
	if (!answer.ok) throw new Error(JSON.stringify(answer));
	return answer as Extract<Answer, { readonly ok: true }>;
}

it('[V35] nothing that anybody reads of the table moves with a ballot of a small sector', async () => {
	const { id, lucia, ana, ben, vote, withdraw } = await voting();
	const card = await lane.card(id, 'cause', 'Faltan guarderías');
	const target: CommentTarget = { kind: 'card', card };
	await lane.do(id, ana, { type: 'addComment', target, text: 'Una duda' });
	const all = async (who: Member) => {
		const { readings } = lane.workshops;
		const { minutes } = await readable(readings.minutes(id, who.principal, null));
		const { state, me } = await lane.view(id, who);
		return {
			// Which process holds the table is told to everybody, and has nothing to do with ballots.
			state: { ...state, leading: { ...state.leading, memory: 0 } },
			me: { ...me, now: 0 },
			minutes: { ...minutes, generatedAt: 0 },
			comments: await readable(readings.comments(id, who.principal, [target])),
			moments: await readable(readings.boards(id, who.principal)),
			tables: await lane.storage.log.workshopsOf(who.principal),
		};
	};
	const everybody = async () => [await all(lucia), await all(ana), await all(ben)];
	const before = await everybody();
	await vote();
	expect(await everybody()).toEqual(before);
	await withdraw();
	await vote();
	expect(await everybody()).toEqual(before);
	await rebuildProjections(lane.storage);
	expect(await everybody()).toEqual(before);
	await lane.restart();
	expect(await everybody()).toEqual(before);
});

it('[V35] no number by which later things are named tells how many voted before them', async () => {
	const { id, lucia, ana, vote } = await voting();
	const card = await lane.card(id, 'cause', 'Faltan guarderías');
	const begun = await lane.do(id, lucia, { type: 'startTimer', durationMs: 60_000 });
	await vote();
	await vote();
	const timed = await lane.do(id, lucia, { type: 'startTimer', durationMs: 70_000 });
	expect(timed.seq).toBe(begun.seq + 1);
	await lane.do(id, ana, { type: 'addComment', target: { kind: 'card', card }, text: 'Una duda' });
	const { state } = await lane.view(id, lucia);
	expect(state.comments.cards[card]).toEqual([1, timed.seq + 1]);
	const moved = await lane.do(id, lucia, { type: 'movePhase', phase: state.agenda[1]!.id });
	const { moments } = await readable(lane.workshops.readings.boards(id, ana.principal));
	expect(moments.map(({ seq }) => seq)).toEqual([moved.seq]);
	const found = await readable(lane.workshops.readings.boardAt(id, ana.principal, moved.seq));
	expect(found.at?.moment).toEqual(moments[0]);
});

it('[V35] a request that leaves no event gets the same number before and after, and a repeated one its first answer', async () => {
	const { id, lucia, ana, vote } = await voting();
	const timer = { type: 'startTimer', durationMs: 60_000 } as const;
	const timed = await lane.ask(id, lucia, timer, 'la-misma-llave');
	const raised = await lane.do(id, ana, { type: 'raiseHand' });
	await vote();
	expect(await lane.ask(id, lucia, timer, 'la-misma-llave')).toEqual(timed);
	expect((await lane.do(id, ana, { type: 'lowerHand', hand: null })).seq).toBe(raised.seq);
});

it('[V35] whoever votes waits for their own part, which moves with each of their ballots', async () => {
	const { id, ana, chela, vote } = await voting();
	const others = (await lane.view(id, ana)).me.seq;
	const first = await vote();
	expect((await lane.view(id, chela)).me.seq).toBe(first.seq);
	expect((await vote()).seq).toBe(first.seq + 1);
	expect((await lane.view(id, ana)).me.seq).toBe(others);
});

it('[V35] while people vote the minutes stand on the opening of the vote, afterwards on the last event', async () => {
	const { id, lucia, ana, poll, vote } = await voting();
	const head = async () => (await readable(lane.workshops.readings.minutes(id, ana.principal, null))).minutes.head;
	const opening = (await lane.storage.log.events(id)).at(-1)!;
	expect(await head()).toEqual({ seq: opening.seq, hash: opening.hash });
	await vote();
	await lane.do(id, lucia, { type: 'startTimer', durationMs: 60_000 });
	expect(await head()).toEqual({ seq: opening.seq, hash: opening.hash });
	await lane.do(id, lucia, { type: 'closePoll', poll });
	const last = (await lane.storage.log.events(id)).at(-1)!;
	expect(await head()).toEqual({ seq: last.seq, hash: last.hash });
});
