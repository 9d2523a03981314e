import type { EventOf, WorkshopEvent } from '../events.ts';
import type { WorkshopState } from '../state.ts';

export function applyConvocation(
	state: WorkshopState,
	event: WorkshopEvent,
	body: EventOf<'convocation.entered' | 'convocation.withdrawn'>,
): WorkshopState {
	const invitations = new Map(state.invitations);
	if (body.type === 'convocation.withdrawn') invitations.delete(body.invitation);
	else {
		const { invitation: id, session, sector, channel, record } = body;
		invitations.set(id, { id, session, sector, channel, record, enteredBy: event.actor, at: event.at });
	}
	return { ...state, invitations };
}
