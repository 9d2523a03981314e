import type { Token } from '../storage/storage.ts';
import type { Deps } from './deps.ts';
import type { AppContext } from './env.ts';
import { refused, type Problem } from './problem.ts';
import type { Arrived } from './start-session.ts';

type AtTable = Pick<Arrived, 'workshop' | 'participant'>;

/** Makes the person who was invited a facilitator of the table that the link names, if it names one. */
export async function acceptInvitation(
	{ workshops }: Deps,
	c: AppContext,
	{ workshop }: Token,
	principal: string,
	name: string,
): Promise<({ ok: true } & AtTable) | { ok: false; answer: Problem }> {
	if (workshop === null) return { ok: true, workshop: null, participant: null };
	const person = { as: 'facilitator', sector: null, name, organisation: '', invited: true } as const;
	const joined = await workshops.join(workshop, principal, person);
	if (!joined.ok) return { ok: false, answer: refused(c, joined) };
	return { ok: true, workshop, participant: joined.participant };
}

/** The table of an invitation as its reader sees it, or null where it is gone. */
export async function invitedTable({ storage }: Deps, { workshop }: Token) {
	if (workshop === null) return null;
	const row = (await storage.log.workshops()).find((table) => table.workshop === workshop);
	return row === undefined || row.status !== 'open'
		? null
		: { id: row.workshop, title: row.title, example: row.example };
}
