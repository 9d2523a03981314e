import type { TableSummary } from '#protocol/api.ts';
import type { Deps } from './deps.ts';

/** The tables that a person takes part in, the last changed first. */
export async function tablesOf({ storage, workshops }: Deps, principal: string): Promise<TableSummary[]> {
	const tables: TableSummary[] = [];
	for (const row of await storage.log.workshopsOf(principal)) {
		if (row.status === 'erased') continue;
		const member = await workshops.readings.member(row.workshop, principal);
		if (!member.ok) continue; // removed, or held by another process for the moment
		const { role } = member;
		const { workshop: id, title, status, example, createdAt, changedAt } = row;
		const deletable = role === 'facilitator' && !row.rulesAdopted;
		tables.push({ id, title, status, role, example, deletable, createdAt, changedAt });
	}
	return tables.sort((a, b) => b.changedAt - a.changedAt);
}
