import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { RejoinCode } from '#protocol/api.ts';
import { ask, type Answer } from '$lib/api/ask.ts';

/** The code with which somebody who was entered comes in on a device of their own; giving it stands on the record. */
export function giveCode(workshop: WorkshopId, participant: ParticipantId): Promise<Answer<RejoinCode>> {
	return ask<RejoinCode>(fetch, `/api/workshops/${workshop}/people/${participant}/code`, { method: 'POST' });
}
