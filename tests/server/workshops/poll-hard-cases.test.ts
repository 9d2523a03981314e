import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import { idFromBytes, ID_BYTES, type CardId, type PollId, type WorkshopId } from '#domain/ids.ts';
import { eachDialect } from '../../support/storage.ts';
import type { Lane, Member } from './lane.ts';
import { withLaneOn } from './with-lane.ts';

/** A second facilitator, who came by Lucía's invitation. */
async function marta(lane: Lane, id: WorkshopId): Promise<Member> {
	const principal = idFromBytes(randomBytes(ID_BYTES));
	await lane.storage.auth.createGuest(principal, lane.now);
	const joining = { as: 'facilitator', sector: null, name: 'Marta', organisation: '', invited: true } as const;
	const joined = await lane.workshops.join(id, principal, joining);
	if (!joined.ok) throw new Error(joined.code);
	return { principal, participant: joined.participant };
}

async function opened(lane: Lane) {
	const { id, lucia } = await lane.table();
	const people = await lane.seatAll(id, lucia);
	await lane.adoptRules(id, lucia, Object.values(people));
	const cards: CardId[] = [];
	for (const text of ['Faltan guarderías', 'Nadie publica salarios']) cards.push(await lane.card(id, 'cause', text));
	const { made } = await lane.do(id, lucia, {
		type: 'openPoll',
		about: { kind: 'cards', of: 'causes', cards, content: await lane.freezeHash(id, lucia, { cards }) },
		question: '¿Qué causas atendemos primero?',
		terms: plainTerms('approval'),
		replaces: null,
		exception: null,
	});
	const poll = made['poll'] as PollId;
	const shown = async () => (await lane.view(id, lucia)).state.polls.at(-1)!;
	const { cardHash: rules, options } = await shown();
	const choice = { method: 'approval', approved: [options[0]!.id] } as const;
	return { id, lucia, ...people, poll, cards, shown, ballot: { type: 'castBallot', poll, rules, choice } as const };
}

eachDialect((dialect) => {
	const withLane = withLaneOn(dialect);

	withLane('[V6] two facilitators who close at once close it once, and one of them is told so', async (lane) => {
		const { id, lucia, ana, poll, ballot } = await opened(lane);
		const other = await marta(lane, id);
		await lane.do(id, ana, ballot);
		const close = { type: 'closePoll', poll } as const;
		const answers = await Promise.all([
			lane.workshops.execute(id, lucia.principal, close, 'de-lucia'),
			lane.workshops.execute(id, other.principal, close, 'de-marta'),
		]);
		expect(answers).toMatchObject([{ ok: true }, { ok: false, code: 'poll.closed' }]);
		await lane.restart();
		const { state } = await lane.view(id, lucia);
		expect(state.polls.at(-1)).toMatchObject({ status: 'closed', tally: { ballots: 1 } });
	});

	withLane(
		'[V1] a server that dies between a ballot and its answer has counted it, and says so when it is sent again',
		async (lane) => {
			const { id, lucia, ana, poll, ballot, shown } = await opened(lane);
			// The answer is lost with the process; the phone sends the same again, under the same key.
			await lane.workshops.execute(id, ana.principal, ballot, 'la-de-ana');
			await lane.restart();
			const again = await lane.workshops.execute(id, ana.principal, ballot, 'la-de-ana');
			expect(again).toMatchObject({ ok: true });
			await lane.do(id, lucia, { type: 'closePoll', poll });
			expect((await shown()).tally).toMatchObject({ ballots: 1 });
			expect(await lane.workshops.execute(id, ana.principal, ballot, 'la-de-ana')).toEqual(again);
		},
	);

	withLane(
		'[V17] a card that is written on or taken away meanwhile changes nothing of what is voted on',
		async (lane) => {
			const { id, lucia, ana, poll, cards, ballot, shown } = await opened(lane);
			await lane.editCard(id, cards[0]!, 'Ya no: ');
			await lane.do(id, ana, ballot);
			expect((await shown()).options.map(({ text }) => text)).toEqual([
				'Faltan guarderías',
				'Nadie publica salarios',
			]);
			await lane.do(id, lucia, { type: 'closePoll', poll });
			expect(await shown()).toMatchObject({
				options: [{ text: 'Faltan guarderías' }, {}],
				tally: { ballots: 1 },
			});
		},
	);

	withLane('[V26] a ballot counts though its voter was removed before the close', async (lane) => {
		const { id, lucia, ana, poll, ballot, shown } = await opened(lane);
		await lane.do(id, ana, ballot);
		await lane.do(id, lucia, {
			type: 'removeParticipant',
			participant: ana.participant,
			reason: 'Insultó a la mesa',
		});
		await lane.do(id, lucia, { type: 'closePoll', poll });
		expect((await shown()).tally).toMatchObject({ ballots: 1 });
	});
});
