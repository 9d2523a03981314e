import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CastChoice, Command, PollTerms } from '#domain/commands.ts';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { ParticipantId, SectorId } from '#domain/ids.ts';
import type { Method } from '#domain/rule-card.ts';
import { breakdownOf, MOST_SLIPS, pacedRoom, roomCount, standIns } from '#domain/room-votes.ts';
import { CIVIL, GOVERNMENT, GUARANTOR, TestTable } from './test-table.ts';

const SECTORS = [GOVERNMENT, GUARANTOR, CIVIL];

/** Three of each sector at a table with adopted rules, and a vote on two texts. */
function voting(method: Method = 'approval', terms: Partial<PollTerms> = {}) {
	const table = new TestTable();
	const first = table.seatAll();
	const firsts = [first.government, first.guarantor, first.civil];
	const people = SECTORS.flatMap((sector, n) => [firsts[n]!, table.seat(sector), table.seat(sector)]);
	table.adoptRules(firsts);
	const events = table.do(table.facilitator, {
		type: 'openPoll',
		about:
			method === 'consensus'
				? { kind: 'decision', text: 'La sede rota cada mes' }
				: { kind: 'texts', texts: ['Los jueves', 'En línea'] },
		question: '¿Cómo seguimos?',
		terms: { ...plainTerms(method), ...terms },
		replaces: null,
		exception: 'Lo pidió la mesa',
	});
	const poll = table.pollOf(events);
	const { cardHash, options } = table.open.polls.get(poll)!;
	const [one, two = options[0]!.id] = options.map(({ id }) => id);
	const device = table.join(null, 'device');
	return { table, poll, rules: cardHash, one: one!, two, people, device, ...first };
}

type At = ReturnType<typeof voting>;
const approves = (...approved: At['one'][]): CastChoice => ({ method: 'approval', approved });
const cast = ({ poll, rules }: At, choice: CastChoice) => ({ type: 'castBallot', poll, rules, choice }) as const;
const way = ({ poll }: At, how: 'hands' | 'paper' | 'table' | null, participants: readonly ParticipantId[]) =>
	({ type: 'setWay', poll, way: how, participants }) as const;
const hands = (type: 'enterHands' | 'confirmHands', { poll }: At, sector: SectorId, voters: number, counts: object) =>
	({ type, poll, sector, voters, counts: counts as Record<string, number> }) as const;
function slips({ table, poll }: At, how: 'paper' | 'table', sector: SectorId, count = 1): readonly number[] {
	const [issued] = table.do(table.facilitator, { type: 'issueSlips', poll, way: how, sector, count });
	return issued?.type === 'poll.slips-issued' ? issued.numbers : [];
}
const paper = ({ poll }: At, number: number, choice: CastChoice) =>
	({ type: 'enterPaper', poll, number, choice }) as const;
const atTable = ({ poll, rules }: At, number: number, choice: CastChoice) =>
	({ type: 'castAtTable', poll, rules, number, choice }) as const;
const tallyOf = ({ table, poll }: At) => {
	table.do(table.facilitator, { type: 'closePoll', poll });
	return table.open.polls.get(poll)!.closed!.tally;
};

describe('[V41] one person, one way', () => {
	it('whoever votes by hand, on paper or at a shared computer does not vote from their device', () => {
		const at = voting();
		const { table, people, facilitator } = { ...at, facilitator: at.table.facilitator };
		for (const [n, how] of (['hands', 'paper', 'table'] as const).entries()) {
			table.do(facilitator, way(at, how, [people[n]!]));
			expect(table.code(people[n]!, cast(at, approves(at.one)))).toBe('room.other-way');
		}
		table.do(facilitator, way(at, null, [people[0]!]));
		expect(table.code(people[0]!, cast(at, approves(at.one)))).toBe('ok');
	});

	it('whoever has voted from their device is noted for no other way, until they withdraw', () => {
		const at = voting();
		at.table.do(at.civil, cast(at, approves(at.one)));
		expect(at.table.code(at.table.facilitator, way(at, 'hands', [at.civil]))).toBe('room.has-voted');
		at.table.do(at.civil, { type: 'withdrawBallot', poll: at.poll });
		expect(at.table.code(at.table.facilitator, way(at, 'hands', [at.civil]))).toBe('ok');
	});

	it('only a facilitator notes it, only of who may vote, and never in a secret or an open vote', () => {
		const at = voting();
		expect(at.table.code(at.civil, way(at, 'hands', [at.civil]))).toBe('role.facilitator-only');
		const guest = at.table.join(CIVIL);
		expect(at.table.code(at.table.facilitator, way(at, 'hands', [guest]))).toBe('poll.not-eligible');
		for (const terms of [{ secrecy: 'secret-by-person', weighting: 'people' }, { secrecy: 'open' }] as const) {
			const other = voting('approval', terms);
			expect(other.table.code(other.table.facilitator, way(other, 'paper', [other.civil]))).toBe(
				'room.devices-only',
			);
		}
	});

	it('nobody is taken off while a vote of theirs may be counted', () => {
		const at = voting();
		at.table.do(at.table.facilitator, way(at, 'hands', [at.civil]));
		at.table.do(at.table.facilitator, hands('enterHands', at, CIVIL, 1, { [at.one]: 1 }));
		at.table.do(at.government, hands('confirmHands', at, CIVIL, 1, { [at.one]: 1, [at.two]: 0 }));
		expect(at.table.code(at.table.facilitator, way(at, null, [at.civil]))).toBe('room.counted');
		expect(at.table.code(at.table.facilitator, way(at, 'paper', [at.civil]))).toBe('room.counted');
	});
});

describe('[V42] hands', () => {
	it('are confirmed only where somebody entered them', () => {
		const at = voting();
		expect(at.table.code(at.civil, hands('confirmHands', at, GOVERNMENT, 0, {}))).toBe('room.no-hands');
	});

	it('count once somebody of another sector than that of who counted confirms what was entered, and not before', () => {
		const at = voting();
		const { table } = at;
		const counts = { [at.one]: 2, [at.two]: 1 };
		table.do(table.facilitator, way(at, 'hands', at.people.slice(0, 3)));
		table.do(table.facilitator, hands('enterHands', at, GOVERNMENT, 3, counts));
		expect(roomCount(table.open.polls.get(at.poll)!)).toBe(0);
		expect(table.code(at.civil, hands('confirmHands', at, GOVERNMENT, 2, counts))).toBe('content.changed');
		expect(table.code(table.facilitator, hands('confirmHands', at, GOVERNMENT, 3, counts))).toBe(
			'role.facilitator-has-no-seat',
		);
		table.do(at.civil, hands('confirmHands', at, GOVERNMENT, 3, counts));
		expect(tallyOf(at)).toMatchObject({
			ballots: 3,
			options: [
				{ id: at.one, approvals: 2, share: 0.666667 },
				{ id: at.two, approvals: 1, share: 0.333333 },
			],
		});
	});

	it("a facilitator's affiliation is no other sector", () => {
		const at = voting();
		const { table } = at;
		table.do(table.facilitator, { type: 'declareAffiliation', sector: CIVIL, note: '' });
		table.do(table.facilitator, way(at, 'hands', [at.government]));
		table.do(table.facilitator, hands('enterHands', at, GOVERNMENT, 1, { [at.one]: 1 }));
		const confirm = hands('confirmHands', at, GOVERNMENT, 1, { [at.one]: 1, [at.two]: 0 });
		expect(table.code(at.civil, confirm)).toBe('room.same-sector');
		expect(table.code(at.guarantor, confirm)).toBe('ok');
	});

	it('are no more than the people noted, add up, and are not asked for by a method that they cannot answer', () => {
		const at = voting();
		const { table } = at;
		table.do(table.facilitator, way(at, 'hands', [at.civil]));
		expect(table.code(table.facilitator, hands('enterHands', at, CIVIL, 2, { [at.one]: 2 }))).toBe('room.too-many');
		expect(table.code(table.facilitator, hands('enterHands', at, CIVIL, 1, { [at.one]: 2 }))).toBe(
			'room.hands-sum',
		);
		const dots = voting('dots');
		expect(dots.table.code(dots.table.facilitator, way(dots, 'hands', [dots.civil]))).toBe('room.hands-method');
	});
});

describe('[V43] paper', () => {
	it('has numbers up to a limit for a vote', () => {
		const at = voting();
		const more = { type: 'issueSlips', poll: at.poll, way: 'paper', sector: CIVIL, count: 1 } as const;
		expect(slips(at, 'paper', CIVIL, MOST_SLIPS)).toHaveLength(MOST_SLIPS);
		expect(at.table.code(at.table.facilitator, more)).toBe('room.too-many-slips');
	});

	it('counts once two people of different sectors read the same; a difference counts for nothing until one reads again', () => {
		const at = voting();
		const { table } = at;
		table.do(table.facilitator, way(at, 'paper', [at.civil]));
		const [number] = slips(at, 'paper', CIVIL);
		table.do(table.facilitator, paper(at, number!, approves(at.one)));
		table.do(at.government, paper(at, number!, approves(at.two)));
		expect(roomCount(table.open.polls.get(at.poll)!)).toBe(0);
		table.do(at.government, paper(at, number!, approves(at.one)));
		expect(roomCount(table.open.polls.get(at.poll)!)).toBe(1);
		expect(table.code(at.guarantor, paper(at, number!, approves(at.one)))).toBe('room.slip-used');
		expect(tallyOf(at)).toMatchObject({ ballots: 1, ballotsBySector: { [CIVIL]: 1 } });
	});

	it('the same person, or somebody of the same sector, is no second reader', () => {
		const at = voting();
		const { table } = at;
		table.do(table.facilitator, way(at, 'paper', [at.guarantor]));
		const [number] = slips(at, 'paper', GUARANTOR);
		const other = at.people[1]!;
		for (const reader of [at.government, at.government, other])
			table.do(reader, paper(at, number!, approves(at.one)));
		expect(roomCount(table.open.polls.get(at.poll)!)).toBe(0);
	});

	it('no more papers count than people of the sector vote on paper, and none with a number that was never given out', () => {
		const at = voting();
		const { table } = at;
		const [number] = slips(at, 'paper', CIVIL);
		table.do(at.government, paper(at, number!, approves(at.one)));
		expect(table.code(at.guarantor, paper(at, number!, approves(at.one)))).toBe('room.too-many');
		expect(table.code(at.guarantor, paper(at, number! === 999_999 ? 999_998 : 999_999, approves(at.one)))).toBe(
			'room.unknown-slip',
		);
	});

	it('a block on paper comes with its reason, and readers may spell it differently', () => {
		const at = voting('consensus', {});
		const { table } = at;
		expect(table.open.polls.get(at.poll)!.card.method).toBe('consensus');
		table.do(table.facilitator, way(at, 'paper', [at.civil]));
		const [number] = slips(at, 'paper', CIVIL);
		const block = (reason: string) => ({ method: 'consensus', answer: 'block', reason }) as const;
		expect(table.code(at.government, paper(at, number!, block('')))).toBe('poll.reason-required');
		table.do(at.government, paper(at, number!, block('No hay dinero')));
		table.do(at.guarantor, paper(at, number!, block('no hay dinero.')));
		expect(tallyOf(at)).toMatchObject({ counts: { block: 1 }, reached: false });
	});
});

describe('[V44] a shared computer that goes from hand to hand', () => {
	it('takes one ballot for each number, from a shared computer alone, and none is taken back', () => {
		const at = voting();
		const { table, device } = at;
		table.do(table.facilitator, way(at, 'table', at.people.slice(6, 8)));
		const [one, two, three] = slips(at, 'table', CIVIL, 3);
		expect(table.code(at.civil, atTable(at, one!, approves(at.one)))).toBe('room.device-only');
		expect(table.code(device, atTable(at, one!, approves(at.one)))).toBe('ok');
		expect(table.code(device, atTable(at, one!, approves(at.two)))).toBe('room.slip-used');
		expect(table.code(device, atTable(at, two!, approves(at.two)))).toBe('ok');
		expect(table.code(device, atTable(at, three!, approves(at.two)))).toBe('room.too-many');
		expect(table.code(at.government, paper(at, three!, approves(at.one)))).toBe('room.unknown-slip');
		expect(tallyOf(at)).toMatchObject({ ballots: 2 });
	});

	it('[V35] a turn shows no sooner than a ballot from a phone', () => {
		const at = voting();
		const { table, device } = at;
		table.do(table.facilitator, way(at, 'table', [at.civil]));
		const [number] = slips(at, 'table', CIVIL);
		const before = table.open.polls.get(at.poll)!.room;
		table.do(device, atTable(at, number!, approves(at.one)));
		const after = table.open.polls.get(at.poll)!;
		expect(standIns(after)).toEqual([at.civil]);
		expect(standIns({ ...after, room: pacedRoom(after.room, before) })).toEqual([]);
	});
});

describe('[V45] nobody is counted twice', () => {
	const acts = fc.array(
		fc.record({
			act: fc.constantFrom('way', 'cast', 'withdraw', 'enter', 'confirm', 'issue', 'paper', 'table'),
			who: fc.nat(8),
			other: fc.nat(8),
			how: fc.constantFrom('hands', 'paper', 'table', null),
			n: fc.nat(3),
		}),
		{ minLength: 10, maxLength: 60 },
	);
	type Act = typeof acts extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

	/** Whatever people try, in whatever order: most of it is refused. */
	function tries(at: At, { act, who, other, how, n }: Act): [ParticipantId, Command] {
		const { table, poll, people } = at;
		const sector = SECTORS[who % 3]!;
		const counts = { [at.one]: n, [at.two]: 0 };
		const all = [...table.open.polls.get(poll)!.room.slips.keys()];
		const number = all[who % Math.max(1, all.length)] ?? 100_000;
		switch (act) {
			case 'way':
				return [table.facilitator, way(at, how, [people[who]!, people[other]!])];
			case 'cast':
				return [people[who]!, cast(at, approves(at.one))];
			case 'withdraw':
				return [people[who]!, { type: 'withdrawBallot', poll }];
			case 'enter':
				return [table.facilitator, hands('enterHands', at, sector, n, counts)];
			case 'confirm':
				return [people[other]!, hands('confirmHands', at, sector, n, counts)];
			case 'issue':
				return [
					table.facilitator,
					{ type: 'issueSlips', poll, way: n % 2 ? 'paper' : 'table', sector, count: 2 },
				];
			case 'paper':
				return [people[other]!, paper(at, number, approves(at.two))];
			case 'table':
				return [at.device, atTable(at, number, approves(at.two))];
		}
	}

	it('phones, shared computers, hands, paper and those who did not vote come to all who could, whatever is tried', () => {
		fc.assert(
			fc.property(acts, (tried) => {
				const at = voting();
				for (const one of tried) {
					const [actor, command] = tries(at, one);
					at.table.ask(actor, command);
				}
				const tally = tallyOf(at);
				const poll = at.table.open.polls.get(at.poll)!;
				const { devices, tables, hands: raised, paper: papers, notVoting } = breakdownOf(poll, tally.ballots);
				expect(devices).toBe([...poll.ballots.values()].filter(({ ballot }) => ballot).length);
				expect(notVoting).toBeGreaterThanOrEqual(0);
				expect(devices + tables + raised + papers + notVoting).toBe(9);
				const inSectors = 'ballotsBySector' in tally ? Object.values(tally.ballotsBySector) : [];
				expect(Math.max(0, ...inSectors)).toBeLessThanOrEqual(3);
			}),
			{ numRuns: 150, seed: 20261201 },
		);
	});
});
