import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { PollId, SectorId } from '#domain/ids.ts';
import type { WorkshopView } from '#protocol/view.ts';
import { Lane, type Member } from './lane.ts';

let lane: Lane;
beforeEach(async () => (lane = await Lane.open()));
afterEach(() => lane.close());

async function opened() {
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
	const vote = (who: Member) =>
		lane.do(id, who, {
			type: 'castBallot',
			poll,
			rules,
			choice: { method: 'approval', approved: [options[0]!.id] },
		});
	return { id, lucia, ana, ben, chela, dora, vote };
}

const pollsAside = ({ polls, ...rest }: WorkshopView) => ({
	...rest,
	polls: polls.map(({ turnout: _turnout, missing: _missing, ...poll }) => poll),
});

it('[V13] a ballot changes nothing in anybody’s frame but turnout, and of a small sector nothing until it is complete', async () => {
	const { id, lucia, ana, chela, dora, vote } = await opened();
	const frames = async () => [(await lane.view(id, lucia)).state, (await lane.view(id, ana)).state];
	const before = await frames();
	await vote(chela);
	await lane.stroke();
	const half = await frames();
	await vote(dora);
	await lane.stroke();
	const whole = await frames();
	for (const n of [0, 1]) {
		expect(pollsAside(half[n]!)).toEqual(pollsAside(before[n]!));
		expect(half[n]!.polls.at(-1)).toEqual(before[n]!.polls.at(-1));
		expect(pollsAside(whole[n]!)).toEqual(pollsAside(before[n]!));
		expect(whole[n]!.polls.at(-1)?.turnout).toContainEqual({ sector: 's3', eligible: 2, voted: 2 });
	}
});

it('[V13] whoever votes hears of it at once, all others together on the stroke of the clock', async () => {
	const { id, ana, ben, vote } = await opened();
	const heard: string[] = [];
	const listen = async (name: string, who: Member): Promise<void> => {
		const found = await lane.workshops.readings.live(id, who.principal);
		if (!found.ok) throw new Error(found.code);
		await new Promise<void>((resolve) => {
			found.live.subscribe(() => {
				heard.push(name);
				if (heard.filter((one) => one === 'Ben').length === 1) resolve();
			});
			if (name === 'Ana') resolve();
		});
	};
	await listen('Ana', ana);
	const stroke = listen('Ben', ben);
	await vote(ana);
	await stroke;
	expect(heard[0]).toBe('Ana');
	expect(heard.filter((name) => name === 'Ben')).toHaveLength(1);
});

it('[V13] between two strokes nobody reads more, by coming anew or by what else happens at the table', async () => {
	const { id, lucia, ana, ben, vote } = await opened();
	const turnout = async () => (await lane.view(id, lucia)).state.polls.at(-1)!.turnout[0]!.voted;
	await lane.stroke();
	await new Promise((resolve) => setTimeout(resolve, 1_000 - (performance.now() % 1_000) + 20));
	await vote(ana);
	expect(await turnout()).toBe(0);
	await lane.do(id, ben, { type: 'raiseHand' });
	await lane.do(id, lucia, { type: 'startTimer', durationMs: 60_000 });
	expect(await turnout()).toBe(0);
	await lane.stroke();
	expect(await turnout()).toBe(1);
});
