import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { canonicalJson, textOf } from '../hashing.ts';
import type { InvitationId, SessionId } from '../ids.ts';
import { rulesInForce } from '../quorum.ts';
import { refuse } from '../refusals.ts';
import { LIMITS, sectorOf } from '../rules.ts';
import type { WorkshopState } from '../state.ts';
import { decided, needFacilitator, newId, openSession, statementOf, type Asking } from './context.ts';
import { ownId } from './entered.ts';

/** Sessions planned at once; more is no plan. */
const PLANNED_MAX = 50;

export function planSession(asking: Asking, { setup }: CommandOf<'planSession'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	if (asking.state.planned.length >= PLANNED_MAX) return refuse('session.too-many');
	const text = textOf(setup);
	return decided([{ type: 'session.planned', id: newId<SessionId>(asking.around), setup: text.hash }], {
		texts: [text],
	});
}

/** Whoever was invited should find out why nobody comes. */
export function callOffSession(asking: Asking, { session, reason }: CommandOf<'callOffSession'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	if (!state.planned.some(({ id }) => id === session)) return refuse('session.unknown');
	const { ref, record } = statementOf(around, person.id, 'reason', reason);
	return decided([{ type: 'session.called-off', id: session, reason: ref }], { records: [record] });
}

/** A planned session begins as it was planned, and keeps its invitations. */
export function openPlannedSession(asking: Asking, { session }: CommandOf<'openPlannedSession'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	if (openSession(asking.state)) return refuse('session.already-open');
	const planned = asking.state.planned.find(({ id }) => id === session);
	if (!planned) return refuse('session.unknown');
	return decided([{ type: 'session.opened', id: planned.id, setup: planned.setup }]);
}

/** Who was invited to a session, held or to come. */
export function enterInvitation(asking: Asking, command: CommandOf<'enterInvitation'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, around } = asking;
	const { session, sector, channel, invited } = command;
	if (!knows(state, session)) return refuse('session.unknown');
	if (sector !== null && !sectorOf(rulesInForce(state), sector)) return refuse('sector.unknown');
	if (state.invitations.size >= LIMITS.invitations) return refuse('invitation.too-many');
	const invitation = newId<InvitationId>(around);
	const { ref, record } = statementOf(around, ownId(invitation), 'invitation', canonicalJson(invited));
	return decided([{ type: 'convocation.entered', invitation, session, sector, channel, record: ref }], {
		records: [record],
	});
}

/** Erases who was invited: by mistake, or at their request. */
export function withdrawInvitation(asking: Asking, { invitation }: CommandOf<'withdrawInvitation'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	if (!asking.state.invitations.has(invitation)) return refuse('invitation.unknown');
	return decided([{ type: 'convocation.withdrawn', invitation }], { eraseAlso: [ownId(invitation)] });
}

/** When the time of a table's names is over, also of those who never came. */
export function forgetInvited(asking: Asking): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const invitations = [...asking.state.invitations.keys()];
	return decided(
		invitations.map((invitation) => ({ type: 'convocation.withdrawn', invitation })),
		{ eraseAlso: invitations.map(ownId) },
	);
}

function knows({ planned, sessions }: WorkshopState, session: SessionId): boolean {
	return [...planned, ...sessions].some(({ id }) => id === session);
}
