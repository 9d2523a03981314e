import type { Invited } from '#domain/commands.ts';
import type { RecordRef } from '#domain/ids.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { InvitationView } from '#protocol/view.ts';
import type { Table } from '../table.ts';
import { statementOr } from './people.ts';

export function invitationViews(table: Table, state: WorkshopState): InvitationView[] {
	return [...state.invitations.values()].map(({ id, session, sector, channel, record }) => ({
		id,
		session,
		sector,
		channel,
		invited: invitedOf(table, record),
	}));
}

/** `decide` wrote it, and it is found by its hash, so its shape is known; null once erased. */
export function invitedOf(table: Table, record: RecordRef): Invited | null {
	const text = statementOr(table, record);
	return text === null ? null : (JSON.parse(text) as Invited);
}
