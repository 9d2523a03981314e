import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { SeenStore } from '$lib/list/changes-since.svelte.ts';

/** Where a device of one's own keeps what one saw of a board last; leaving the device deletes all that begins so. */
export function seenStoreOf(workshop: WorkshopId, participant: ParticipantId): SeenStore {
	const key = `mesa-seen:${workshop}:${participant}`;
	return {
		read: () => attempt(() => localStorage.getItem(key)) ?? null,
		write: (text) => void attempt(() => localStorage.setItem(key, text)),
	};
}

/** Storage may be closed to the page, or full; what changed is then told of this visit only. */
function attempt<Result>(act: () => Result): Result | undefined {
	try {
		return act();
	} catch {
		return undefined;
	}
}
