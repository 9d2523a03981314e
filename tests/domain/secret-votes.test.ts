import { expect, it } from 'vitest';
import type { CastChoice, PollTerms } from '#domain/commands.ts';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { BallotKey, BallotSecret, ParticipantId, PollId } from '#domain/ids.ts';
import { recount, POLL_EXPORT_FORMAT, type PollExport } from '#domain/poll-export.ts';
import { EVERYONE, type Method } from '#domain/rule-card.ts';
import { ballotKey, countedSecretly, receiptOf, receiptWords, settled } from '#domain/secret-ballots.ts';
import { CIVIL, GOVERNMENT, GUARANTOR, RULES, TestTable } from './test-table.ts';

const secretOf = (n: number): BallotSecret => n.toString(16).padStart(32, '0') as BallotSecret;
const LARGE = { ...RULES, sectors: RULES.sectors.map((sector) => ({ ...sector, seats: 6 })) };
const YES: CastChoice = { method: 'majority', answer: 'yes' };
const NO: CastChoice = { method: 'majority', answer: 'no' };

/** A table with so many seated of each sector, under adopted rules. */
function seated(many: number) {
	const table = new TestTable(LARGE);
	const first = table.seatAll();
	const rest = [GOVERNMENT, GUARANTOR, CIVIL].flatMap((sector) =>
		Array.from({ length: many - 1 }, () => table.seat(sector)),
	);
	const people = [first.government, first.guarantor, first.civil, ...rest];
	table.adoptRules([first.government, first.guarantor, first.civil]);
	return { table, people, ...first };
}

const opening = (terms: Partial<PollTerms> & { method: Method }, exception: string | null = null) =>
	({
		type: 'openPoll',
		about: { kind: 'texts', texts: ['Los jueves', 'En línea'] },
		question: '¿Cómo seguimos?',
		terms: { ...plainTerms(terms.method), ...terms },
		replaces: null,
		exception,
	}) as const;

/** A majority on what a round left open, under this secrecy. */
function majority(many: number, secrecy: PollTerms['secrecy'], more: Partial<PollTerms> = {}) {
	const at = seated(many);
	const { table, people } = at;
	const about = { kind: 'decision', text: 'La sede rota cada mes' } as const;
	const round = table.pollOf(table.do(table.facilitator, { ...opening({ method: 'consensus' }), about }));
	const { cardHash } = table.open.polls.get(round)!;
	const choice = { method: 'consensus', answer: 'block', reason: 'No hay viáticos' } as const;
	table.do(people[0]!, { type: 'castBallot', poll: round, rules: cardHash, choice });
	table.do(table.facilitator, { type: 'closePoll', poll: round });
	const terms = { method: 'majority', threshold: 'half', secrecy, ...more } as const;
	const asked = { ...opening(terms, 'Lo pidió la mesa'), about: { kind: 'same-question', round } } as const;
	const poll = table.pollOf(table.do(table.facilitator, asked));
	return { ...at, poll };
}

const cast = (
	table: TestTable,
	poll: PollId,
	secret: BallotSecret,
	choice: CastChoice,
	{ n = 1, shown = false, key = ballotKey(secret) as BallotKey } = {},
) =>
	({
		type: 'castSecretly',
		poll,
		rules: table.open.polls.get(poll)!.cardHash,
		key,
		receipt: receiptOf(secret),
		secret: shown ? secret : null,
		n,
		choice,
	}) as const;

it('[V37] a vote can be secret by sector only where five may vote in each', () => {
	for (const [many, code] of [
		[4, 'poll.secret-small'],
		[5, 'ok'],
	] as const) {
		const { table } = seated(many);
		expect(table.code(table.facilitator, opening({ method: 'dots', secrecy: 'secret' }))).toBe(code);
	}
});

it('[V37] a sector with nobody hides nobody, unless somebody may come to it later', () => {
	const table = new TestTable({
		...LARGE,
		sectors: LARGE.sectors.map((sector) => ({ ...sector, required: sector.id === CIVIL })),
	});
	table.openSession();
	const people = Array.from({ length: 5 }, () => table.seat(CIVIL));
	table.adoptRules(people);
	const later = opening({ method: 'dots', secrecy: 'secret', seatedLater: true });
	expect(table.code(table.facilitator, later)).toBe('poll.secret-small');
	expect(table.code(table.facilitator, opening({ method: 'dots', secrecy: 'secret' }))).toBe('ok');
});

it('[V37] where a sector is small: secret by person, with nothing of the sector, or by blocks of five', () => {
	const { table, people } = seated(3);
	const byPerson = { method: 'score', secrecy: 'secret-by-person', weighting: 'people' } as const;
	expect(table.code(table.facilitator, opening({ ...byPerson, weighting: 'sectors' }, 'Motivo'))).toBe(
		'poll.secret-groups',
	);
	const poll = table.pollOf(table.do(table.facilitator, opening(byPerson, 'Motivo')));
	expect(table.open.polls.get(poll)!.card.sectors).toEqual([{ id: EVERYONE, block: EVERYONE }]);
	const [option] = table.open.polls.get(poll)!.options;
	table.do(people[0]!, cast(table, poll, secretOf(1), { method: 'score', scores: { [option!.id]: 5 } }));
	expect([...table.secret.ballots.values()].map(({ cast: given }) => given?.sector)).toEqual([EVERYONE]);
	table.do(table.facilitator, { type: 'closePoll', poll });
	const tally = table.open.polls.get(poll)!.closed!.tally;
	expect(tally).toMatchObject({ ballots: 1, options: [{ mean: 5 }, { mean: null }] });
});

it('[V37] neither a round nor a floor by sector can be asked where sectors are not stored; no result shows live', () => {
	const { table } = seated(5);
	const about = { kind: 'decision', text: 'La sede rota' } as const;
	const round = opening({ method: 'consensus', secrecy: 'secret-by-person', weighting: 'people' }, 'Motivo');
	expect(table.code(table.facilitator, { ...round, about })).toBe('poll.secret-groups');
	expect(table.code(table.facilitator, opening({ method: 'dots', secrecy: 'secret', results: 'live' }))).toBe(
		'poll.terms',
	);
});

it('[V38] a secret ballot stands in no event, and beside it stands nobody', () => {
	const { table, people, poll } = majority(5, 'secret');
	const before = table.events.length;
	table.do(people[0]!, cast(table, poll, secretOf(1), YES));
	expect(table.events).toHaveLength(before);
	const [ballot] = table.secret.ballots.values();
	expect(JSON.stringify(ballot)).not.toContain(people[0]);
	expect(ballot).toMatchObject({ key: ballotKey(secretOf(1)), n: 1, cast: { sector: GOVERNMENT, choice: YES } });
	expect([...table.secret.voted]).toEqual([people[0]]);
});

it('[V38] an open ballot is refused in a secret vote, and a secret one in an open vote', () => {
	const { table, people, poll } = majority(5, 'secret');
	const rules = table.open.polls.get(poll)!.cardHash;
	expect(table.code(people[0]!, { type: 'castBallot', poll, rules, choice: YES })).toBe('poll.secret');
	const open = majority(5, 'by-sector');
	expect(open.table.code(open.people[0]!, cast(open.table, open.poll, secretOf(1), YES))).toBe('poll.not-secret');
});

it('[V39] one person, one ballot: from another device nobody gives a second one, nor changes what is not theirs', () => {
	const { table, people, poll } = majority(5, 'secret');
	const [ana, ben] = people as [ParticipantId, ParticipantId];
	table.do(ana, cast(table, poll, secretOf(1), YES));
	expect(table.code(ana, cast(table, poll, secretOf(2), YES))).toBe('poll.other-device');
	expect(table.code(ben, cast(table, poll, secretOf(1), NO, { n: 2 }))).toBe('poll.other-device');
	const other = cast(table, poll, secretOf(3), NO, { n: 2, shown: true, key: ballotKey(secretOf(1)) });
	expect(table.code(ana, other)).toBe('poll.other-device');
	table.do(ana, cast(table, poll, secretOf(1), NO, { n: 2, shown: true }));
	expect([...table.secret.ballots.values()]).toMatchObject([{ n: 2, cast: { choice: NO } }]);
	expect(table.secret.voted.size).toBe(1);
});

it('[V39] sent again it changes nothing and says the same receipt, whatever it says by then', () => {
	const { table, people, poll } = majority(5, 'secret');
	const once = table.ask(people[0]!, cast(table, poll, secretOf(1), YES));
	table.do(people[0]!, cast(table, poll, secretOf(1), NO, { n: 2, shown: true }));
	const again = table.ask(people[0]!, cast(table, poll, secretOf(1), YES));
	expect(again).toMatchObject({ ok: true, made: { receipt: receiptOf(secretOf(1)) } });
	expect(once).toMatchObject({ made: { receipt: receiptOf(secretOf(1)) } });
	expect([...table.secret.ballots.values()]).toMatchObject([{ n: 2, cast: { choice: NO } }]);
});

it('[V39] sent again after the close, the one that counts is told as counted, and another as late', () => {
	const { table, people, poll } = majority(5, 'secret');
	table.do(people[0]!, cast(table, poll, secretOf(1), YES));
	table.do(table.facilitator, { type: 'closePoll', poll });
	table.secret = settled(table.secret);
	expect(table.code(people[0]!, cast(table, poll, secretOf(1), YES))).toBe('ok');
	expect(table.code(people[0]!, cast(table, poll, secretOf(1), NO, { n: 2, shown: true }))).toBe('poll.closed');
});

it('[V39] withdrawn by its secret, it can be given again from there, or anew from elsewhere, and never both', () => {
	const { table, people, poll } = majority(5, 'secret');
	const [ana] = people as [ParticipantId];
	const withdraw = (n: number) => ({ type: 'withdrawSecretly', poll, secret: secretOf(1), n }) as const;
	expect(table.code(ana, withdraw(1))).toBe('poll.no-ballot');
	table.do(ana, cast(table, poll, secretOf(1), YES));
	table.do(ana, withdraw(2));
	expect(table.secret.voted.size).toBe(0);
	table.do(ana, cast(table, poll, secretOf(1), YES));
	expect(table.secret.voted.size).toBe(0);
	table.do(ana, cast(table, poll, secretOf(2), NO));
	expect(table.code(ana, cast(table, poll, secretOf(1), YES, { n: 3, shown: true }))).toBe('poll.other-device');
	table.do(table.facilitator, { type: 'closePoll', poll });
	expect(table.open.polls.get(poll)!.closed!.tally).toMatchObject({ ballots: 1, counts: { yes: 0, no: 1 } });
});

it('[V39] removing a person leaves the secret ballot that they gave', () => {
	const { table, people, poll } = majority(5, 'secret');
	table.do(people[4]!, cast(table, poll, secretOf(1), YES));
	table.do(table.facilitator, { type: 'removeParticipant', participant: people[4]!, reason: 'Insultó a la mesa' });
	expect(table.code(people[4]!, { type: 'withdrawSecretly', poll, secret: secretOf(1), n: 2 })).toBe(
		'participant.removed',
	);
	table.do(table.facilitator, { type: 'closePoll', poll });
	expect(table.open.polls.get(poll)!.closed!.tally.ballots).toBe(1);
});

it('[V40] after the close choices stand by receipt, in its order, without key or number; whoever withdrew is not there', () => {
	const { table, people, poll } = majority(5, 'secret');
	people.slice(0, 6).forEach((person, n) => table.do(person, cast(table, poll, secretOf(n + 1), n % 2 ? YES : NO)));
	table.do(people[0]!, { type: 'withdrawSecretly', poll, secret: secretOf(1), n: 2 });
	table.do(table.facilitator, { type: 'closePoll', poll });
	const kept = settled(table.secret);
	const receipts = [...kept.ballots.values()].map(({ receipt }) => receipt);
	expect(receipts).toEqual([2, 3, 4, 5, 6].map((n) => receiptOf(secretOf(n))).sort());
	for (const { key, receipt, n } of kept.ballots.values()) expect([key as string, n]).toEqual([receipt, 0]);
	expect(JSON.stringify([...kept.ballots])).not.toContain(ballotKey(secretOf(2)));
	expect(receiptWords(receipts[0]!).split(' ')).toHaveLength(8);
});

it('[V40] anybody counts an exported secret vote again, and finds a choice, a receipt or a sector that was changed', () => {
	const { table, people, poll } = majority(5, 'secret');
	people.slice(0, 6).forEach((person, n) => table.do(person, cast(table, poll, secretOf(n + 1), n % 3 ? YES : NO)));
	table.do(table.facilitator, { type: 'closePoll', poll });
	const state = table.open.polls.get(poll)!;
	const counted = countedSecretly(poll, settled(table.secret));
	const exported = {
		format: POLL_EXPORT_FORMAT,
		workshop: table.id,
		poll,
		subject: state.subject,
		question: '¿Cómo seguimos?',
		card: state.card,
		cardHash: state.cardHash,
		sectors: state.card.sectors ?? [],
		options: state.options.map((option) => ({ ...option, text: '' })),
		openedAt: 1,
		closedAt: 2,
		closed: 'by-hand',
		eligible: {},
		late: 0,
		follows: null,
		ballots: counted.map(({ ref: _, ...ballot }) => ballot),
		refs: counted.map(({ ref }) => ref).sort(),
		tally: state.closed!.tally,
		root: state.closed!.root,
	} satisfies PollExport;
	expect(recount(exported).faults).toEqual([]);
	const altered = (change: object) => ({
		...exported,
		ballots: exported.ballots.map((ballot, n) => (n === 0 ? { ...ballot, ...change } : ballot)),
	});
	expect(recount(altered({ choice: NO, sector: CIVIL })).faults).toContain('ballot');
	expect(recount(altered({ receipt: receiptOf(secretOf(9)) })).faults).toContain('ballot');
	expect(recount(altered({ receipt: undefined })).faults).toContain('ballot');
});
