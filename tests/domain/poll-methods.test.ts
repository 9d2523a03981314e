import { describe, expect, it } from 'vitest';
import type { CastChoice, PollAbout, PollTerms } from '#domain/commands.ts';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import { textOf } from '#domain/hashing.ts';
import type { OptionId, ParticipantId, PollId } from '#domain/ids.ts';
import { optionOrder } from '#domain/option-order.ts';
import { PRACTICE_MS, type Method, type RuleCard, type Tally } from '#domain/polls.ts';
import { CIVIL, GOVERNMENT, GUARANTOR, TestTable } from './test-table.ts';

const TEXTS = ['Sesionar los jueves', 'Sesionar en línea', 'Rotar la sede'];
const HOUR = 3_600_000;

function adopted() {
	const table = new TestTable();
	const people = table.seatAll();
	table.adoptRules(Object.values(people));
	return { table, ...people };
}

interface More {
	readonly about?: PollAbout;
	readonly exception?: string | null;
	readonly replaces?: { readonly poll: PollId; readonly reason: string } | null;
}
const opening = (terms: Partial<PollTerms> & { method: Method }, more: More = {}) =>
	({
		type: 'openPoll',
		about: more.about ?? { kind: 'texts', texts: TEXTS },
		question: '¿Cómo seguimos?',
		terms: { ...plainTerms(terms.method), ...terms },
		replaces: more.replaces ?? null,
		exception: more.exception ?? null,
	}) as const;

function opened(terms: Partial<PollTerms> & { method: Method }, more: More = {}) {
	const at = adopted();
	const poll = at.table.pollOf(at.table.do(at.table.facilitator, opening(terms, more)));
	return { ...at, poll, ids: at.table.open.polls.get(poll)!.options.map(({ id }) => id) };
}

const cast = (table: TestTable, poll: PollId, choice: CastChoice) =>
	({ type: 'castBallot', poll, rules: table.open.polls.get(poll)!.cardHash, choice }) as const;
const dots = (given: Record<OptionId, number>): CastChoice => ({ method: 'dots', dots: given });
const tallyOf = (table: TestTable, poll: PollId): Tally => {
	table.do(table.facilitator, { type: 'closePoll', poll });
	return table.open.polls.get(poll)!.closed!.tally;
};

/** A round on a decision in words of its own, ended as the answers have it. */
function round(
	{ table, ...people }: ReturnType<typeof adopted>,
	answers: readonly ('agree' | 'block' | 'abstain')[],
	about: PollAbout = { kind: 'decision', text: 'La sede rota cada mes' },
): PollId {
	const poll = table.pollOf(table.do(table.facilitator, opening({ method: 'consensus' }, { about })));
	const seats = [people.government, people.guarantor, people.civil];
	answers.forEach((answer, n) =>
		table.do(
			seats[n]!,
			cast(table, poll, { method: 'consensus', answer, reason: answer === 'block' ? 'No hay viáticos' : '' }),
		),
	);
	table.do(table.facilitator, { type: 'closePoll', poll });
	return poll;
}

describe('the rule card', () => {
	it('[V14] is stored, and hashed into the opening event', () => {
		const { table, poll } = opened({ method: 'dots', budget: 4, cap: 2, results: 'when-published' });
		const { card, cardHash } = table.open.polls.get(poll)!;
		expect(card).toMatchObject({ method: 'dots', budget: 4, cap: 2, results: 'when-published', closes: 'by-hand' });
		expect(textOf(card).hash).toBe(cardHash);
		expect(table.text(cardHash)).toBeDefined();
	});

	it('[V14] a card from before there were other methods keeps its hash, and still counts', () => {
		const old: RuleCard = {
			method: 'dots',
			eligible: 'seated',
			budget: 5,
			cap: 3,
			quorum: { total: 3, sectors: [GOVERNMENT, GUARANTOR, CIVIL] },
			weighting: 'sectors',
			secrecy: 'by-sector',
			turnout: 'by-sector',
			results: 'at-close',
			closes: 'by-hand',
			tie: 'kept',
			openSeats: false,
		};
		expect(textOf(old).hash).toBe('9783f3eb6ac8e1d0f693d0d55be2f7bc9d7e01b77234c0adc9f50ef5ee8a03de');
	});

	it('[V14] is refused where its numbers do not fit its method', () => {
		const { table } = adopted();
		const code = (terms: Partial<PollTerms> & { method: Method }) => table.code(table.facilitator, opening(terms));
		expect(code({ method: 'dots', budget: 2, cap: 3 })).toBe('poll.terms');
		expect(code({ method: 'score', budget: 2 })).toBe('poll.terms');
		expect(code({ method: 'ranking', cap: 2 })).toBe('poll.terms');
		expect(code({ method: 'approval', threshold: 'half' })).toBe('poll.terms');
		const about = { kind: 'decision', text: 'La sede rota cada mes' } as const;
		const live = opening({ method: 'consensus', results: 'live' }, { about });
		expect(table.code(table.facilitator, live)).toBe('poll.terms');
	});

	it('[V25] asks for no less quorum than the table adopted; for more, by sector too, it then needs', () => {
		const { table } = adopted();
		const ask = (total: number, bySector = {}) =>
			table.code(table.facilitator, opening({ method: 'dots', quorum: { total, bySector } }));
		expect(ask(2)).toBe('poll.quorum-below');
		expect(ask(3, { s9: 1 })).toBe('sector.unknown');
		expect(ask(4)).toBe('quorum.missing');
		expect(ask(3, { [CIVIL]: 2 })).toBe('quorum.missing');
		table.seat(CIVIL);
		expect(ask(4, { [CIVIL]: 2 })).toBe('ok');
	});

	it('[V25] weighs as the table adopted; another way takes a written reason', () => {
		const { table } = adopted();
		const other = { method: 'dots', weighting: 'people' } as const;
		expect(table.code(table.facilitator, opening(other))).toBe('poll.weighting');
		const [event] = table.do(table.facilitator, opening(other, { exception: 'Así lo pidió la mesa' }));
		if (event?.type !== 'poll.opened' || !event.exception) throw new Error('no reason on record');
		expect(table.statement(event.exception)).toBe('Así lo pidió la mesa');
	});

	it('[V15] a change of rule cancels in sight of all and opens one that names the old; ballots go with the old rule', () => {
		const { table, poll, ids, civil } = opened({ method: 'dots' });
		const old = cast(table, poll, dots({ [ids[0]!]: 1 }));
		table.do(civil, old);
		const again = opening({ method: 'dots', budget: 2, cap: 1 });
		expect(table.code(table.facilitator, again)).toBe('poll.already-open');
		const events = table.do(table.facilitator, { ...again, replaces: { poll, reason: 'Eran dos puntos' } });
		expect(events.map(({ type }) => type)).toEqual(['poll.cancelled', 'poll.opened']);
		const fresh = table.pollOf(events);
		expect(table.open.polls.get(fresh)).toMatchObject({
			follows: { poll, because: 'new-rules' },
			ballots: new Map(),
		});
		expect(table.code(civil, old)).toBe('poll.closed');
		expect(table.code(civil, { ...old, poll: fresh })).toBe('poll.other-rules');
		const gone = { poll, reason: 'Otra vez' };
		table.do(table.facilitator, { type: 'closePoll', poll: fresh });
		expect(table.code(table.facilitator, { ...again, replaces: gone })).toBe('poll.closed');
	});
});

describe('what is asked', () => {
	it('[V16] a method that orders decides nothing, and none stands in for a round', () => {
		const { table } = adopted();
		const decision = { kind: 'decision', text: 'La sede rota cada mes' } as const;
		const code = (method: Method, about?: PollAbout) =>
			table.code(table.facilitator, opening({ method }, about ? { about } : {}));
		expect(code('ranking', decision)).toBe('poll.method');
		expect(code('majority', decision)).toBe('poll.method');
		expect(code('majority')).toBe('poll.method');
		expect(code('consensus')).toBe('poll.method');
	});

	it('[R1] nothing but practice opens before the rules are adopted', () => {
		const table = new TestTable();
		table.seatAll();
		expect(table.code(table.facilitator, opening({ method: 'dots' }))).toBe('rules.not-adopted');
		const practice = opening({ method: 'dots' }, { about: { kind: 'practice', texts: TEXTS } });
		expect(table.code(table.facilitator, practice)).toBe('ok');
	});

	it('[V17] free texts are stored with the poll, none twice', () => {
		const { table, poll } = opened({ method: 'approval' });
		const [first] = table.open.polls.get(poll)!.options;
		expect(first).toMatchObject({ card: null, of: 'text' });
		expect(JSON.parse(table.text(first!.content) ?? '')).toEqual({ text: TEXTS[0] });
		const { table: other } = adopted();
		const twice = opening({ method: 'approval' }, { about: { kind: 'texts', texts: ['a', 'a'] } });
		expect(other.code(other.facilitator, twice)).toBe('poll.duplicate-option');
	});

	it('[V17] commitments stand with the title that the facilitator saw', () => {
		const { table, ...people } = adopted();
		const solution = table.card('solution', 'Registro de empresas igualitarias');
		table.confirm([solution], 'solutions', Object.values(people));
		const commitment = table.draft([solution]);
		const ask = (title: string, n = 1) =>
			table.code(
				table.facilitator,
				opening(
					{ method: 'ranking' },
					{
						about: {
							kind: 'commitments',
							commitments: Array.from({ length: n }, () => ({ commitment, title })),
						},
					},
				),
			);
		expect(ask('Otro título')).toBe('content.changed');
		expect(ask('Reducir la brecha salarial', 2)).toBe('poll.duplicate-option');
		expect(ask('Reducir la brecha salarial')).toBe('ok');
	});

	it('[V17] a card edited or gone while the poll is open changes nothing: people vote on the copy', () => {
		const { table, civil } = adopted();
		const cards = [table.card('cause', 'El cuidado recae en las mujeres'), table.card('cause', 'Sin datos')];
		const { hash: content } = table.freeze(cards);
		const about = { kind: 'cards', of: 'causes', cards, content } as const;
		const poll = table.pollOf(table.do(table.facilitator, opening({ method: 'score' }, { about })));
		table.board.delete(cards[0]!);
		table.board.set(cards[1]!, { card: cards[1]!, kind: 'cause', text: 'Otra cosa' });
		const [first, second] = table.open.polls.get(poll)!.options;
		table.do(civil, cast(table, poll, { method: 'score', scores: { [first!.id]: 5, [second!.id]: 1 } }));
		expect(tallyOf(table, poll)).toMatchObject({ order: [[first!.id], [second!.id]] });
		expect(JSON.parse(table.text(second!.content) ?? '')).toMatchObject({ text: 'Sin datos' });
	});
});

describe('a majority', () => {
	const again = (roundOf: PollId, terms: Partial<PollTerms> = {}) =>
		opening({ method: 'majority', ...terms }, { about: { kind: 'same-question', round: roundOf } });

	it('[V16] decides what a round asked that ended without consensus, in the same stored words', () => {
		const at = adopted();
		const { table, government, guarantor, civil } = at;
		const first = round(at, ['agree', 'agree', 'block']);
		const poll = table.pollOf(table.do(table.facilitator, again(first, { threshold: 'half' })));
		const [before, after] = [first, poll].map((id) => table.open.polls.get(id)!);
		expect(after!.follows).toEqual({ poll: first, because: 'no-consensus' });
		expect(after!.options.map(({ content }) => content)).toEqual(before!.options.map(({ content }) => content));
		for (const person of [government, guarantor])
			table.do(person, cast(table, poll, { method: 'majority', answer: 'yes' }));
		table.do(civil, cast(table, poll, { method: 'majority', answer: 'no' }));
		expect(tallyOf(table, poll)).toMatchObject({ reached: true, share: 0.666667 });
		expect(table.code(table.facilitator, again(first))).toBe('poll.no-round');
	});

	it('[V16] does not open after a round with consensus, one that nobody answered, or what was no round', () => {
		const at = adopted();
		const { table } = at;
		expect(table.code(table.facilitator, again(round(at, ['agree', 'agree', 'agree'])))).toBe('poll.no-round');
		const empty = round(at, [], { kind: 'decision', text: 'La minuta sale en tres días' });
		expect(table.code(table.facilitator, again(empty))).toBe('poll.no-round');
		expect(table.code(table.facilitator, again('c'.repeat(20) as PollId))).toBe('poll.unknown');
	});

	it('[V16] never adopts the rules of the table', () => {
		const table = new TestTable();
		const { civil } = table.seatAll();
		const { content } = table.open.rules;
		const first = table.pollOf(table.do(table.facilitator, { type: 'openRulesRound', question: '¿?', content }));
		table.do(civil, { type: 'castConsensus', poll: first, answer: 'block', reason: 'Falta la academia' });
		table.do(table.facilitator, { type: 'closePoll', poll: first });
		table.adoptRules([...table.open.people.values()].filter(({ seat }) => seat).map(({ id }) => id));
		expect(table.code(table.facilitator, again(first))).toBe('poll.consensus-only');
	});

	it('[V16] chooses the cards that a round could not', () => {
		const at = adopted();
		const { table, government, guarantor } = at;
		const cause = table.card('cause', 'El cuidado recae en las mujeres');
		const { hash: content } = table.freeze([cause]);
		const first = round(at, ['agree', 'agree', 'block'], {
			kind: 'confirm',
			of: 'causes',
			cards: [cause],
			content,
			after: null,
		});
		expect(table.open.chosen.has(cause)).toBe(false);
		const poll = table.pollOf(table.do(table.facilitator, again(first)));
		for (const person of [government, guarantor])
			table.do(person, cast(table, poll, { method: 'majority', answer: 'yes' }));
		table.do(table.facilitator, { type: 'closePoll', poll });
		expect(table.open.chosen.get(cause)).toBe(poll);
	});

	it('[V24] the floor names the sectors that must speak', () => {
		const at = adopted();
		const poll = at.table.pollOf(at.table.do(at.table.facilitator, again(round(at, ['block']), { floor: 40 })));
		expect(at.table.open.polls.get(poll)!.card).toMatchObject({
			floor: { percent: 40, sectors: [GOVERNMENT, GUARANTOR, CIVIL] },
		});
	});
});

describe('ballots', () => {
	it('[V2] are refused where they do not fit the method, each with its reason', () => {
		const check = (
			terms: Partial<PollTerms> & { method: Method },
			make: (ids: OptionId[]) => CastChoice,
			code: string,
		) => {
			const { table, poll, ids, civil } = opened(terms);
			expect(table.code(civil, cast(table, poll, make(ids)))).toBe(code);
		};
		const other = 'b'.repeat(20) as OptionId;
		check({ method: 'approval', cap: 1 }, (ids) => ({ method: 'approval', approved: ids }), 'poll.too-many-marked');
		check({ method: 'approval' }, () => ({ method: 'approval', approved: [other] }), 'poll.unknown-option');
		check({ method: 'score' }, () => ({ method: 'score', scores: { [other]: 3 } }), 'poll.unknown-option');
		check(
			{ method: 'impact' },
			() => ({ method: 'impact', scores: { [other]: { impact: 1, feasibility: 1 } } }),
			'poll.unknown-option',
		);
		check({ method: 'ranking' }, () => ({ method: 'ranking', ranks: [[other]] }), 'poll.unknown-option');
		check({ method: 'ranking' }, ([a]) => ({ method: 'ranking', ranks: [[a!], [a!]] }), 'poll.ranked-twice');
		check({ method: 'ranking' }, () => ({ method: 'majority', answer: 'yes' }), 'poll.wrong-method');
		check({ method: 'dots' }, ([a]) => dots({ [a!]: 4 }), 'poll.cap-exceeded');
	});

	it('[V26] who gets a seat while it is open votes if the card says so, and a removed person’s ballot counts', () => {
		const { table, poll, ids, civil } = opened({ method: 'dots', seatedLater: true });
		const late = table.seat(GUARANTOR);
		table.do(late, cast(table, poll, dots({ [ids[1]!]: 1 })));
		table.do(civil, cast(table, poll, dots({ [ids[0]!]: 1 })));
		table.do(table.facilitator, { type: 'removeParticipant', participant: civil, reason: 'Se retiró' });
		table.do(late, { type: 'eraseMe' });
		expect(tallyOf(table, poll)).toMatchObject({ ballots: 2 });
		const strict = opened({ method: 'dots' });
		const seated = strict.table.seat(GUARANTOR);
		expect(strict.table.code(seated, cast(strict.table, strict.poll, dots({})))).toBe('poll.not-eligible');
	});

	it('[V32] each voter sees an order of their own, always the same, and none stands first more often than others', () => {
		const poll = 'p'.repeat(20) as PollId;
		const first = [0, 0, 0, 0];
		for (let n = 0; n < 4_000; n++) {
			const person = `${n}`.padStart(20, 'a') as ParticipantId;
			const order = optionOrder(poll, person, [0, 1, 2, 3]);
			expect(optionOrder(poll, person, [0, 1, 2, 3])).toEqual(order);
			expect([...order].sort()).toEqual([0, 1, 2, 3]);
			first[order[0]!]! += 1;
		}
		// 1,000 each, five standard deviations either way.
		for (const n of first) expect(Math.abs(n - 1_000)).toBeLessThan(140);
	});
});

describe('the close', () => {
	it('[V28] with a deadline, what reached the server before it counts, though it is decided after', () => {
		const at = adopted();
		const { table, civil, government } = at;
		const closesAt = table.now + HOUR;
		const poll = table.pollOf(table.do(table.facilitator, opening({ method: 'dots', closesAt })));
		const [first] = table.open.polls.get(poll)!.options;
		expect(table.do(civil, { type: 'closeDue', poll })).toEqual([]);
		table.now = closesAt + 500;
		table.receivedAt = closesAt - 1;
		expect(table.code(civil, cast(table, poll, dots({ [first!.id]: 2 })))).toBe('ok');
		table.receivedAt = closesAt;
		expect(table.code(government, cast(table, poll, dots({ [first!.id]: 1 })))).toBe('poll.late');
		table.receivedAt = null;
		table.do(table.facilitator, { type: 'closeDue', poll });
		expect(table.open.polls.get(poll)!.closed).toMatchObject({
			at: closesAt,
			byDeadline: true,
			tally: { ballots: 1 },
		});
		expect(table.open.polls.get(poll)!.late).toEqual(new Set([government]));
	});

	it('[V28] a deadline lies ahead, and can be moved further, never nearer', () => {
		const { table } = adopted();
		const at = (closesAt: number) => table.code(table.facilitator, opening({ method: 'dots', closesAt }));
		expect(at(table.now - 1)).toBe('poll.deadline');
		expect(at(table.now + 40 * 24 * HOUR)).toBe('poll.deadline');
		const closesAt = table.now + HOUR;
		const poll = table.pollOf(table.do(table.facilitator, opening({ method: 'dots', closesAt })));
		const extend = (to: number) => table.code(table.facilitator, { type: 'extendPoll', poll, closesAt: to });
		expect(extend(closesAt - 1)).toBe('poll.deadline');
		expect(extend(closesAt + HOUR)).toBe('ok');
		expect(table.open.polls.get(poll)!.closesAt).toBe(closesAt + HOUR);
		table.now = closesAt + 2 * HOUR;
		expect(extend(closesAt + 5 * HOUR)).toBe('poll.closed');
		const byHand = opened({ method: 'dots' });
		const command = { type: 'extendPoll', poll: byHand.poll, closesAt: closesAt + HOUR } as const;
		expect(byHand.table.code(byHand.table.facilitator, command)).toBe('poll.no-deadline');
	});

	it('[V29] a ballot after the close is refused and counted as late, once a person', () => {
		const { table, poll, civil, ids } = opened({ method: 'dots' });
		const ballot = cast(table, poll, dots({ [ids[0]!]: 1 }));
		table.do(table.facilitator, { type: 'closePoll', poll });
		for (let n = 0; n < 3; n++) expect(table.code(civil, ballot)).toBe('poll.closed');
		expect(table.open.polls.get(poll)!.late).toEqual(new Set([civil]));
		expect(table.events.filter(({ body }) => body.type === 'ballot.late')).toHaveLength(1);
		expect(table.open.polls.get(poll)!.closed!.tally.ballots).toBe(0);
		expect(table.code(table.facilitator, { type: 'closePoll', poll })).toBe('poll.closed');
	});

	it('[V33] a result waits to be published where the card says so', () => {
		const { table, poll } = opened({ method: 'dots', results: 'when-published' });
		const publish = { type: 'publishPoll', poll } as const;
		expect(table.code(table.facilitator, publish)).toBe('poll.no-result');
		table.do(table.facilitator, { type: 'closePoll', poll });
		expect(table.do(table.facilitator, publish)).toEqual([{ type: 'poll.published', poll }]);
		expect(table.do(table.facilitator, publish)).toEqual([]);
	});
});

describe('ties and practice', () => {
	it('[V30] what stands tied is voted on once more, by the same rule, where the card says so', () => {
		const { table, poll, ids, civil, government } = opened({ method: 'dots', tie: 'run-off' });
		const runOff = (options: OptionId[], of = poll) =>
			({ type: 'openRunOff', poll: of, options, exception: null }) as const;
		table.do(civil, cast(table, poll, dots({ [ids[0]!]: 1 })));
		table.do(government, cast(table, poll, dots({ [ids[1]!]: 1 })));
		table.do(table.facilitator, { type: 'closePoll', poll });
		expect(table.code(table.facilitator, runOff([ids[0]!, ids[2]!]))).toBe('poll.not-tied');
		const second = table.pollOf(table.do(table.facilitator, runOff([ids[1]!, ids[0]!])));
		const [first, again] = [poll, second].map((id) => table.open.polls.get(id)!);
		expect(again!.follows).toEqual({ poll, because: 'run-off' });
		expect(again!.card).toEqual(first!.card);
		expect(again!.options.map(({ content }) => content)).toEqual(
			first!.options.slice(0, 2).map(({ content }) => content),
		);
		table.do(table.facilitator, { type: 'cancelPoll', poll: second, reason: 'Basta' });
		expect(table.code(table.facilitator, runOff(ids, second))).toBe('poll.no-result');
	});

	it('[V30] by default a tie is kept: there is no run-off', () => {
		const { table, poll, ids } = opened({ method: 'dots' });
		table.do(table.facilitator, { type: 'closePoll', poll });
		const command = { type: 'openRunOff', poll, options: ids, exception: null } as const;
		expect(table.code(table.facilitator, command)).toBe('poll.no-run-off');
	});

	it('[V31] practice needs no quorum, lasts a minute, and leaves no result', () => {
		const { table, civil } = adopted();
		table.do(civil, { type: 'checkOut', participant: null });
		const command = opening({ method: 'dots' }, { about: { kind: 'practice', texts: TEXTS } });
		const started = table.now;
		const poll = table.pollOf(table.do(table.facilitator, command));
		const [first] = table.open.polls.get(poll)!.options;
		expect(table.open.polls.get(poll)).toMatchObject({ closesAt: started + PRACTICE_MS, card: { practice: true } });
		table.do(civil, cast(table, poll, dots({ [first!.id]: 3 })));
		expect(table.code(table.facilitator, { type: 'extendPoll', poll, closesAt: started + HOUR })).toBe(
			'poll.no-deadline',
		);
		table.now = started + PRACTICE_MS;
		expect(table.do(table.facilitator, { type: 'closeDue', poll })).toEqual([
			{ type: 'poll.discarded', poll, ballots: 1 },
		]);
		expect(table.open.polls.get(poll)).toMatchObject({ closed: null, discarded: { ballots: 1 } });
		expect(table.code(civil, cast(table, poll, dots({})))).toBe('poll.closed');
	});
});
