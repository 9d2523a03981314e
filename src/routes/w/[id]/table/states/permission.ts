import type { LockTarget } from '#domain/events.ts';
import { m } from '#i18n/compiled/messages.js';
import type { LockNotice } from '#protocol/sync.ts';
import type { Verdict, WorkshopView } from '#protocol/view.ts';
import { inARow, timeOfDay } from '../format.ts';
import { phaseName } from '../phase-words.ts';
import { currentPhase } from '../polls.ts';

/** Why nothing can be written there now: who closed it, when and why, or what the phase leaves open instead. Null where it can. */
export function whyClosed(view: WorkshopView, verdict: Verdict, target: LockTarget['kind'] = 'board'): string | null {
	if (verdict.ok) return null;
	if (verdict.lock) return closedWhy(verdict.lock, target);
	if (verdict.code === 'workshop.archived') return m.table_archived();
	if (verdict.code === 'role.observer') return m.table_observer_explain();
	const phase = currentPhase(view);
	if (verdict.code === 'phase.closed' && phase) {
		const open = view.agenda.filter(({ writes }) => writes.cards.length > 0).map(({ kind }) => phaseName(kind));
		const closed = m.table_phase_closed({ phase: phaseName(phase.kind) });
		return open.length === 0 ? closed : `${closed} ${m.table_phase_open({ phases: inARow(open) })}`;
	}
	return m.table_read_only();
}

/** "Marta cerró el tablero a las 10:42. Motivo: …" */
export function closedWhy({ by, at, reason }: LockNotice, target: LockTarget['kind']): string {
	const words = { name: by, time: timeOfDay(at), reason };
	return target === 'board' ? m.table_locked_board(words) : m.table_locked_draft(words);
}
