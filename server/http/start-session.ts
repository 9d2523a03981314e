import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { SignedIn } from '#protocol/api.ts';
import type { PrincipalKind } from '../auth/sessions.ts';
import type { Deps } from './deps.ts';
import type { AppContext } from './env.ts';
import { cookieOf } from './guards.ts';
import { sendSessionCookie } from './identify.ts';

/** Somebody who is let in: who they are and, at a table, as whom. */
export interface Arrived {
	readonly principal: string;
	readonly kind: PrincipalKind;
	readonly workshop: WorkshopId | null;
	readonly participant: ParticipantId | null;
	readonly rejoinCode: string | null;
}

/**
 * Starts a session with a new id, as a cookie for browsers and as a token for programs. The session that this browser held
 * before ends: its cookie is replaced, and nobody else should go on with it. `isProven`: by a password or a code of their own.
 */
export async function startSession(
	{ auth, clock }: Deps,
	c: AppContext,
	arrived: Arrived,
	{ isProven }: { readonly isProven: boolean },
): Promise<SignedIn> {
	const before = cookieOf(c);
	const { token, expiresAt } = await auth.sessions.start(arrived.principal, arrived.kind, isProven ? clock() : null);
	if (before !== null) await auth.sessions.end(before);
	sendSessionCookie(c, auth.sessions, token);
	const { workshop, participant, rejoinCode } = arrived;
	return { token, expiresAt, workshop, participant, rejoinCode };
}
