import { m } from '#i18n/compiled/messages.js';
import type { WorkshopView } from '#protocol/view.ts';
import { dayAndTime, isSameDay, timeOfDay } from '../format.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface Since {
	readonly value: string;
	readonly label: string;
	readonly hint: string;
	/** Milliseconds. */
	readonly from: number;
}

/** From when somebody's acts can be undone: lately, or all of this session; a table without one says since yesterday. */
export function sinceChoices({ session }: Pick<WorkshopView, 'session'>, now: number): readonly Since[] {
	const choice = (value: string, label: string, from: number): Since => ({
		value,
		label,
		from,
		hint: m.undo_since_hint({ when: whenWords(from, now) }),
	});
	return [
		choice('5', m.undo_since_5(), now - 5 * MINUTE_MS),
		choice('15', m.undo_since_15(), now - 15 * MINUTE_MS),
		session
			? choice('session', m.undo_since_session(), session.openedAt)
			: choice('day', m.undo_since_day(), now - DAY_MS),
	];
}

/** "las 10:42", or with the day where it was another one. */
export function whenWords(at: number, now: number): string {
	return isSameDay(at, now) ? m.undo_when_time({ time: timeOfDay(at) }) : m.undo_when_day({ time: dayAndTime(at) });
}
