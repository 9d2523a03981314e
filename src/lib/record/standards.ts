import { m } from '#i18n/compiled/messages.js';
import type { TableParticipation } from '#protocol/participation.ts';
import { day } from './times.ts';

const DAY_MS = 86_400_000;
const HALF_A_YEAR_MS = 183 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;
const TWO_WEEKS_MS = 14 * DAY_MS;

/** What the evidence that this server has says of a requirement; what it can't know is left to people. */
export type Standing = 'shown' | 'partly' | 'not-shown' | 'by-hand';

export interface Requirement {
	/** Number in OGP's Participation and Co-creation Standards, in force since 1 January 2022. */
	readonly number: string;
	readonly asks: string;
	readonly standing: Standing;
	readonly evidence: readonly string[];
}

/**
 * The standards' minimum requirements with what the tables of a plan can show for each, as of `now` (milliseconds). The wording of 3.1 to
 * 5.1 follows OGP's guidance as we know it; whoever reports checks it against the text in force.
 */
export function requirementsOf(tables: readonly TableParticipation[], now: number): Requirement[] {
	const sessions = tables.flatMap((table) => table.sessions).sort((a, b) => a.openedAt - b.openedAt);
	const adopted = tables.filter(({ rulesAdoptedAt }) => rulesAdoptedAt !== null).length;
	const last = sessions.at(-1);
	const isRecent = last !== undefined && now - last.openedAt <= HALF_A_YEAR_MS;
	const ahead = sessions.filter(
		({ plannedAt, openedAt }) => plannedAt !== null && openedAt - plannedAt >= TWO_WEEKS_MS,
	);
	const bySector = totals(tables);
	const invited = bySector.reduce((sum, row) => sum + row.invited, 0);
	const sum = (of: (table: TableParticipation) => number) => tables.reduce((all, table) => all + of(table), 0);
	const solutions = sum((table) => table.solutions.all);
	const owed = sum((table) => table.solutions.owed);
	const followUp = tables.flatMap(({ sessions: own, firstIssuedAt }) =>
		own.filter(({ openedAt }) => firstIssuedAt !== null && openedAt > firstIssuedAt && now - openedAt <= YEAR_MS),
	).length;
	const issued = sum((table) => table.issued);
	const graded = (all: number, some: number): Standing =>
		some === 0 ? 'not-shown' : some === all ? 'shown' : 'partly';
	return [
		{
			...{
				number: '1.1',
				asks: m.standards_1_1(),
				standing: isRecent ? graded(tables.length, adopted) : 'not-shown',
			},
			evidence: [
				m.standards_sessions({ count: sessions.length }),
				...(last ? [m.standards_last_session({ when: day(last.openedAt) })] : []),
				m.standards_rules({ part: adopted, whole: tables.length }),
			],
		},
		{
			...{ number: '2.1', asks: m.standards_2_1(), standing: 'shown' },
			evidence: [m.standards_site({ count: issued })],
		},
		{
			...{ number: '2.2', asks: m.standards_2_2(), standing: issued > 0 ? 'shown' : 'not-shown' },
			evidence: [m.standards_repository({ issued, accounts: sum((table) => table.accounts) })],
		},
		{
			...{ number: '3.1', asks: m.standards_3_1(), standing: graded(sessions.length, ahead.length) },
			evidence: [m.standards_ahead({ part: ahead.length, whole: sessions.length })],
		},
		{
			...{ number: '3.2', asks: m.standards_3_2(), standing: invited > 0 ? 'shown' : 'by-hand' },
			evidence: bySector.map(({ sector, invited: asked, attended }) =>
				m.standards_sector({ sector, invited: asked, attended }),
			),
		},
		{
			...{ number: '3.3', asks: m.standards_3_3(), standing: solutions > 0 ? 'shown' : 'not-shown' },
			evidence: [m.standards_input({ solutions })],
		},
		{
			...{ number: '4.1', asks: m.standards_4_1() },
			standing: solutions === 0 ? 'not-shown' : owed === 0 ? 'shown' : 'partly',
			evidence: [m.standards_reasoned({ solutions, answered: sum((table) => table.solutions.answered), owed })],
		},
		{
			...{ number: '5.1', asks: m.standards_5_1() },
			standing: followUp >= 2 ? 'shown' : followUp === 1 ? 'partly' : 'not-shown',
			evidence: [m.standards_follow_up({ count: followUp })],
		},
	];
}

/** Invited and attended, by the sector's name over all tables. */
function totals(tables: readonly TableParticipation[]): { sector: string; invited: number; attended: number }[] {
	const sums = new Map<string, { sector: string; invited: number; attended: number }>();
	for (const { sectors } of tables.flatMap(({ sessions }) => sessions)) {
		for (const { sector, invited, attended } of sectors) {
			const row = sums.get(sector) ?? { sector, invited: 0, attended: 0 };
			sums.set(sector, { sector, invited: row.invited + invited, attended: row.attended + attended });
		}
	}
	return [...sums.values()];
}
