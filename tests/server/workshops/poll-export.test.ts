import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PollTerms } from '#domain/commands.ts';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { PollId } from '#domain/ids.ts';
import { pollCsv, recount, type PollExport } from '#domain/poll-export.ts';
import { parsePollExport } from '#protocol/poll-export.ts';
import { recountFile } from '../../../server/recount.ts';
import { Lane } from './lane.ts';

describe('an exported vote', () => {
	let lane: Lane;
	beforeEach(async () => (lane = await Lane.open()));
	afterEach(() => lane.close());

	async function exported(terms: Partial<PollTerms> = {}): Promise<PollExport> {
		const { id, lucia } = await lane.table();
		const { ana, ben, chela } = await lane.seatAll(id, lucia);
		await lane.adoptRules(id, lucia, [ana, ben, chela]);
		const { made } = await lane.do(id, lucia, {
			type: 'openPoll',
			about: { kind: 'texts', texts: ['=SUM(A1)', 'Sesionar en línea'] },
			question: '¿Cómo seguimos?',
			terms: { ...plainTerms('ranking'), ...terms },
			replaces: null,
			exception: null,
		});
		const poll = made['poll'] as PollId;
		const { state } = await lane.view(id, ana);
		const { cardHash: rules, options } = state.polls.at(-1)!;
		const early = await lane.workshops.readings.pollExport(id, ana.principal, poll);
		expect(early).toMatchObject({ ok: false, code: 'poll.no-result' });
		const [a, b] = options.map((option) => option.id);
		const cast = { type: 'castBallot', poll, rules } as const;
		await lane.do(id, chela, { ...cast, choice: { method: 'ranking', ranks: [[b!], [a!]] } });
		await lane.do(id, ana, { ...cast, choice: { method: 'ranking', ranks: [[a!], [b!]] } });
		await lane.do(id, ben, { ...cast, choice: { method: 'ranking', ranks: [[a!]] } });
		await lane.do(id, lucia, { type: 'closePoll', poll });
		const found = await lane.workshops.readings.pollExport(id, ben.principal, poll);
		if (!found.ok) throw new Error(found.code);
		return found.poll;
	}

	it('[V34] is counted again without the server, and names nobody', async () => {
		const poll = await exported();
		expect(JSON.stringify(poll)).not.toMatch(/Ana|Ben|Chela/);
		const read = parsePollExport(JSON.stringify(poll));
		expect(read && recount(read)).toEqual({ tally: poll.tally, faults: [] });
		const lines: string[] = [];
		expect(recountFile(JSON.stringify(poll), 'es', (line) => lines.push(line))).toBe(true);
		expect(lines.slice(0, 3)).toEqual(['¿Cómo seguimos?', '1. =SUM(A1)', '2. Sesionar en línea']);
		expect(recountFile('{}', 'es', () => {})).toBe(false);
	});

	it('[V34] shows whatever was altered: rule, ballots, references or result', async () => {
		const poll = await exported();
		const faults = (changed: Partial<PollExport>) => recount({ ...poll, ...changed }).faults;
		expect(faults({ card: { ...poll.card, weighting: 'people' } })).toContain('card');
		expect(faults({ ballots: poll.ballots.slice(1) })).toEqual(expect.arrayContaining(['count', 'tally']));
		expect(faults({ refs: poll.refs.slice(1) })).toEqual(expect.arrayContaining(['count', 'root']));
		expect(faults({ tally: { ...poll.tally, ballots: 4 } })).toEqual(['tally']);
	});

	it('[V34] an open vote bears names, and each ballot is what its reference stands for', async () => {
		const poll = await exported({ secrecy: 'open' });
		expect(poll.ballots.map(({ open }) => open?.name).sort()).toEqual(['Ana', 'Ben', 'Chela']);
		expect(recount(poll).faults).toEqual([]);
		const [first, ...rest] = poll.ballots;
		const turned = { ...first!, choice: { method: 'ranking', ranks: [] } } as const;
		expect(recount({ ...poll, ballots: [turned, ...rest] }).faults).toContain('ballot');
	});

	it('[V34] goes into a spreadsheet, which runs nothing of what people wrote', async () => {
		const csv = pollCsv(await exported());
		expect(csv).toContain(`"'=SUM(A1)"`);
		expect(csv.split('\r\n').filter((line) => line.startsWith('"ballot"'))).toHaveLength(3);
	});
});
