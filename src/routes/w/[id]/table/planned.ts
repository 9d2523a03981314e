import type { PlannedSessionView, WorkshopView } from '#protocol/view.ts';

/** Sessions to come, the nearest first; of one day, in the order in which they were planned. */
export function plannedInOrder({ planned }: Pick<WorkshopView, 'planned'>): readonly PlannedSessionView[] {
	return planned.toSorted((a, b) => a.setup.date.localeCompare(b.setup.date));
}

/** What comes next while no session is open. */
export function nextSession(view: Pick<WorkshopView, 'planned' | 'session'>): PlannedSessionView | null {
	return view.session ? null : (plannedInOrder(view)[0] ?? null);
}
