import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionId, ParticipantId, PollId, RecordRef, SectorId, TextHash } from '#domain/ids.ts';
import type { CountedBallot, DotsTally, RuleCard } from '#domain/polls.ts';
import { tallyPoll } from '#domain/tally.ts';
import { CIVIL, GOVERNMENT, GUARANTOR, RULES, TestTable } from './test-table.ts';

function adopted(): { table: TestTable; government: ParticipantId; guarantor: ParticipantId; civil: ParticipantId } {
	const table = new TestTable();
	const people = table.seatAll();
	table.adoptRules(Object.values(people));
	return { table, ...people };
}

function dotsPoll() {
	const { table, ...people } = adopted();
	const cards = ['Las empresas no publican sus salarios', 'El cuidado recae en las mujeres'].map((text) =>
		table.card('cause', text),
	);
	const poll = table.openDots(cards);
	const [first, second] = table.open.polls.get(poll)!.options.map(({ id }) => id);
	return { table, ...people, cards, poll, first: first!, second: second! };
}

const dots = (poll: PollId, given: Record<OptionId, number>) => ({ type: 'castDots', poll, dots: given }) as const;

describe('a dots poll', () => {
	it('[V1] a second vote replaces the first, and a withdrawn one does not count', () => {
		const { table, poll, civil, government, first, second } = dotsPoll();
		table.do(civil, dots(poll, { [first]: 3 }));
		table.do(civil, dots(poll, { [second]: 2 }));
		table.do(government, dots(poll, { [first]: 1 }));
		table.do(government, { type: 'withdrawBallot', poll });
		table.do(table.facilitator, { type: 'closePoll', poll });
		const tally = table.open.polls.get(poll)?.closed?.tally as DotsTally;
		expect(tally.ballots).toBe(1);
		expect(tally.options.map((option) => option.dots)).toEqual([0, 2]);
	});

	it('[V1] there is nothing to withdraw before a ballot is cast, and no ballot in a poll that does not exist', () => {
		const { table, poll, civil } = dotsPoll();
		expect(table.code(civil, { type: 'withdrawBallot', poll })).toBe('poll.no-ballot');
		const unknown = 'c'.repeat(20) as PollId;
		expect(table.code(civil, { type: 'withdrawBallot', poll: unknown })).toBe('poll.unknown');
		expect(table.code(table.facilitator, { type: 'closePoll', poll: unknown })).toBe('poll.unknown');
	});

	it('[V2] nobody spends more points than the budget, or more on one option than the cap', () => {
		const { table, poll, civil, first, second } = dotsPoll();
		expect(table.ask(civil, dots(poll, { [first]: 3, [second]: 3 }))).toEqual({
			ok: false,
			code: 'poll.budget-exceeded',
			details: { budget: 5, spent: 6 },
		});
		expect(table.code(civil, dots(poll, { [first]: 4 }))).toBe('poll.cap-exceeded');
		expect(table.code(civil, dots(poll, { ['b'.repeat(20) as OptionId]: 1 }))).toBe('poll.unknown-option');
		table.do(civil, dots(poll, { [first]: 3, [second]: 2 }));
	});

	it('[V3] only who held a seat when it opened votes, and only until it closes', () => {
		const { table, poll, civil, first } = dotsPoll();
		const guest = table.join(CIVIL);
		expect(table.code(guest, dots(poll, { [first]: 1 }))).toBe('role.no-seat');
		const late = table.seat(GUARANTOR);
		expect(table.code(late, dots(poll, { [first]: 1 }))).toBe('poll.not-eligible');
		expect(table.code(table.facilitator, dots(poll, { [first]: 1 }))).toBe('role.facilitator-has-no-seat');
		table.do(table.facilitator, { type: 'closePoll', poll });
		expect(table.code(civil, dots(poll, { [first]: 1 }))).toBe('poll.closed');
		expect(table.code(table.facilitator, { type: 'closePoll', poll })).toBe('poll.closed');
	});

	it('[V4] a missing sector stops the opening; a written exception opens it and stays on the record', () => {
		const { table, civil } = adopted();
		table.do(civil, { type: 'checkOut', participant: null });
		const cause = table.card('cause', 'Tres inspectoras para 40 municipios');
		const { hash: content } = table.freeze([cause]);
		const open = { type: 'openDots', of: 'causes', question: '¿Cuál?', cards: [cause], content } as const;
		expect(table.ask(table.facilitator, { ...open, exception: null })).toMatchObject({
			code: 'quorum.missing',
			details: { present: 2, sectors: CIVIL },
		});
		const [opened] = table.do(table.facilitator, { ...open, exception: 'Avisó que llega a las doce' });
		if (opened?.type !== 'poll.opened' || !opened.exception) throw new Error('no exception on record');
		expect(table.statement(opened.exception)).toBe('Avisó que llega a las doce');
		expect(opened.quorum).toMatchObject({ present: 2, met: false, missing: [CIVIL] });
	});

	it('[V4] an exception that was not needed is not put on record', () => {
		const { table } = adopted();
		const cause = table.card('cause', 'Una causa');
		const { hash: content } = table.freeze([cause]);
		const [opened] = table.do(table.facilitator, {
			type: 'openDots',
			of: 'causes',
			question: '¿Cuál?',
			cards: [cause],
			content,
			exception: 'por si acaso',
		});
		expect(opened).toMatchObject({ type: 'poll.opened', exception: null });
	});

	it('[V5] what is voted on is the wording the facilitator saw: a card edited meanwhile is refused', () => {
		const { table } = adopted();
		const cause = table.card('cause', 'El cuidado recae en las mujeres');
		const { hash: content } = table.freeze([cause]);
		table.board.set(cause, { card: cause, kind: 'cause', text: 'El cuidado' });
		const open = {
			type: 'openDots',
			of: 'causes',
			question: '¿Cuál?',
			cards: [cause],
			content,
			exception: null,
		} as const;
		expect(table.code(table.facilitator, open)).toBe('content.changed');
		table.board.delete(cause);
		expect(table.code(table.facilitator, open)).toBe('card.unknown');
	});

	it('[V5] a solution is no option among causes', () => {
		const { table } = adopted();
		const solution = table.card('solution', 'Registro de empresas igualitarias');
		const { hash: content } = table.freeze([solution]);
		expect(
			table.code(table.facilitator, {
				type: 'openDots',
				of: 'causes',
				question: '¿?',
				cards: [solution],
				content,
				exception: null,
			}),
		).toBe('card.unknown');
	});

	it('[V6] one poll at a time', () => {
		const { table, cards } = dotsPoll();
		const { hash: content } = table.freeze(cards);
		expect(
			table.code(table.facilitator, {
				type: 'openDots',
				of: 'causes',
				question: '¿?',
				cards,
				content,
				exception: null,
			}),
		).toBe('poll.already-open');
	});

	it('[V7] a cancelled poll takes no ballot, has no result, and keeps its reason', () => {
		const { table, poll, civil, first } = dotsPoll();
		table.do(table.facilitator, { type: 'cancelPoll', poll, reason: 'La pregunta estaba mal' });
		expect(table.code(civil, dots(poll, { [first]: 1 }))).toBe('poll.closed');
		expect(table.open.polls.get(poll)).toMatchObject({ closed: null, cancelled: { by: table.facilitator } });
	});

	it('[V8] with equal sectors twenty officials do not outvote one organisation', () => {
		const a = 'a'.repeat(20) as OptionId;
		const b = 'b'.repeat(20) as OptionId;
		const officials = Array.from({ length: 20 }, (_, n) => ballot(n, GOVERNMENT, { [a]: 5 }));
		const tally = count([...officials, ballot(20, CIVIL, { [b]: 5 })], [a, b], 'sectors');
		expect(tally.options.map(({ share }) => share)).toEqual([0.5, 0.5]);
		expect(tally.order).toEqual([[a, b]]);
		expect(tally.silentSectors).toEqual([GUARANTOR]);
		expect(count([...officials, ballot(20, CIVIL, { [b]: 5 })], [a, b], 'people').options[0]?.share).toBeCloseTo(
			20 / 21,
			6,
		);
	});

	it('[V8] blocks weigh first, then the sectors within each', () => {
		const a = 'a'.repeat(20) as OptionId;
		const b = 'b'.repeat(20) as OptionId;
		const ballots = [
			ballot(1, GOVERNMENT, { [a]: 1 }),
			ballot(2, GUARANTOR, { [a]: 1 }),
			ballot(3, CIVIL, { [b]: 1 }),
		];
		expect(count(ballots, [a, b], 'blocks').options.map(({ share }) => share)).toEqual([0.5, 0.5]);
		expect(count(ballots, [a, b], 'sectors').options.map(({ share }) => share)).toEqual([0.666667, 0.333333]);
	});

	it('[V9] the order in which ballots came never changes a tally, and shares add up to one', () => {
		const options = ['a', 'b', 'c'].map((letter) => letter.repeat(20) as OptionId);
		const oneBallot = fc.record({
			sector: fc.constantFrom(GOVERNMENT, GUARANTOR, CIVIL),
			given: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
		});
		fc.assert(
			fc.property(
				fc.array(oneBallot, { maxLength: 40 }),
				fc.constantFrom('people', 'sectors', 'blocks' as const),
				(cast, weighting) => {
					const ballots = cast.map(({ sector, given }, n) =>
						ballot(n, sector, Object.fromEntries(options.map((id, i) => [id, given[i]!]))),
					);
					const tally = count(ballots, options, weighting as 'people');
					expect(count([...ballots].reverse(), options, weighting as 'people')).toEqual(tally);
					const total = tally.options.reduce((sum, { share }) => sum + share, 0);
					const anyDots = tally.options.some(({ dots: n }) => n > 0);
					expect(Math.abs(total - (anyDots ? 1 : 0))).toBeLessThan(1e-5);
				},
			),
		);
	});
});

describe('a consensus round', () => {
	function round() {
		const { table, ...people } = adopted();
		const cause = table.card('cause', 'El cuidado recae en las mujeres');
		const { hash: content } = table.freeze([cause]);
		const command = {
			type: 'openConfirmation',
			of: 'causes',
			question: '¿?',
			cards: [cause],
			content,
			after: null,
			exception: null,
		} as const;
		const poll = table.pollOf(table.do(table.facilitator, command));
		return { table, ...people, cause, poll };
	}
	const answer = (poll: PollId, given: 'agree' | 'reservation' | 'abstain' | 'block', reason = '') =>
		({ type: 'castConsensus', poll, answer: given, reason }) as const;

	it('[V10] is reached when nobody blocks and each required sector agrees, also with reservation; the cards are then chosen', () => {
		const { table, poll, cause, government, guarantor, civil } = round();
		table.do(government, answer(poll, 'agree'));
		table.do(guarantor, answer(poll, 'reservation', 'Falta presupuesto'));
		table.do(civil, answer(poll, 'agree'));
		table.do(table.facilitator, { type: 'closePoll', poll });
		expect(table.open.polls.get(poll)?.closed?.tally).toMatchObject({
			reached: true,
			counts: { agree: 2, reservation: 1 },
		});
		expect(table.open.chosen.get(cause)).toBe(poll);
	});

	it('[V10] is not reached when a required sector only abstains', () => {
		const { table, poll, cause, government, guarantor, civil } = round();
		table.agree(poll, [government, guarantor]);
		table.do(civil, answer(poll, 'abstain'));
		table.do(table.facilitator, { type: 'closePoll', poll });
		expect(table.open.polls.get(poll)?.closed?.tally).toMatchObject({ reached: false, missing: [CIVIL] });
		expect(table.open.chosen.has(cause)).toBe(false);
	});

	it('[V11] a reservation and a block come with a reason', () => {
		const { table, poll, civil } = round();
		expect(table.code(civil, answer(poll, 'block'))).toBe('poll.reason-required');
		expect(table.code(civil, answer(poll, 'reservation'))).toBe('poll.reason-required');
		expect(table.code(civil, { type: 'castDots', poll, dots: {} })).toBe('poll.wrong-method');
	});

	it('[V12] a confirmation follows a closed ordering of the same kind, if it names one', () => {
		const { table, poll, cards } = dotsPoll();
		const { hash: content } = table.freeze(cards);
		const confirm = {
			type: 'openConfirmation',
			of: 'causes',
			question: '¿?',
			cards,
			content,
			after: poll,
			exception: null,
		} as const;
		table.do(table.facilitator, { type: 'cancelPoll', poll, reason: 'Otra vez' });
		expect(table.code(table.facilitator, confirm)).toBe('poll.not-prioritised');
	});
});

function ballot(n: number, sector: SectorId, given: Record<OptionId, number>): CountedBallot {
	return { ref: String(n).padStart(64, '0') as RecordRef, sector, choice: { method: 'dots', dots: given } };
}

function count(ballots: CountedBallot[], options: OptionId[], weighting: RuleCard['weighting']): DotsTally {
	const card: RuleCard = {
		method: 'dots',
		eligible: 'seated',
		budget: 5,
		cap: 5,
		quorum: { total: 1, sectors: [] },
		weighting,
		secrecy: 'by-sector',
		turnout: 'by-sector',
		results: 'at-close',
		closes: 'by-hand',
		tie: 'kept',
		openSeats: false,
	};
	const frozen = options.map((id) => ({ id, card: null, content: 'f'.repeat(64) as TextHash }));
	return tallyPoll(card, RULES, frozen, ballots) as DotsTally;
}
