import type { LockTarget } from '#domain/events.ts';
import { m } from '#i18n/compiled/messages.js';
import type { LockNotice } from '#protocol/sync.ts';
import type { Verdict, WorkshopView } from '#protocol/view.ts';
import { dayAndTime, inARow, isSameDay, timeOfDay } from '../format.ts';
import { phaseName } from '../phase-words.ts';
import { currentPhase } from '../polls.ts';

/** Why nothing can be written there now: who closed it, when and why, or what the phase leaves open instead. Null where it can. */
export function whyClosed(view: WorkshopView, verdict: Verdict, document: 'board' | 'draft' = 'board'): string | null {
	if (verdict.ok) return null;
	if (verdict.lock) {
		const isPause = view.locks.some(({ target }) => target.kind === 'table');
		return closedWhy(verdict.lock, isPause ? 'table' : document);
	}
	if (verdict.code === 'workshop.archived') return m.table_archived();
	if (verdict.code === 'role.observer') return m.table_observer_explain();
	if (verdict.code === 'phase.silent') return m.lead_board_silent();
	const phase = currentPhase(view);
	if (verdict.code === 'phase.closed' && phase) {
		const open = view.agenda.filter(({ writes }) => writes.cards.length > 0).map(phaseName);
		const closed = m.table_phase_closed({ phase: phaseName(phase) });
		return open.length === 0 ? closed : `${closed} ${m.table_phase_open({ phases: inARow(open) })}`;
	}
	return m.table_read_only();
}

/**
 * "Marta cerró esta tarjeta a las 10:42. Motivo: …", by what is closed. `through` is the text of the card whose branch it is,
 * where that is not the card in question.
 */
export function closedWhy({ by, at, reason }: LockNotice, kind: LockTarget['kind'], through?: string): string {
	const words = { name: by, when: lockedWhen(at), reason };
	switch (kind) {
		case 'table':
			return m.lead_paused(words);
		case 'board':
			return m.lock_board(words);
		case 'draft':
			return m.lock_draft(words);
		case 'card':
			return m.lock_card(words);
		case 'branch':
			return through === undefined ? m.lock_branch(words) : m.lock_through({ ...words, text: through });
		case 'field':
			return m.lock_field(words);
	}
}

/** "a las 10:42"; with its day where that was not today. */
export function lockedWhen(at: number): string {
	return isSameDay(at, Date.now())
		? m.lock_when_time({ time: timeOfDay(at) })
		: m.lock_when_day({ day: dayAndTime(at) });
}
