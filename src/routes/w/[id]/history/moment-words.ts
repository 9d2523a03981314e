import { m } from '#i18n/compiled/messages.js';
import type { BoardMoment } from '#protocol/api.ts';
import type { PhaseView } from '#protocol/view.ts';
import { dayAndTime } from '$lib/record/times.ts';
import { phaseName } from '../table/phase-words.ts';

/** "Al cierre de la fase 3 · Causas y efectos, 21 de noviembre de 2026, 10:42"; null is now. */
export function momentName(moment: BoardMoment | null, agenda: readonly PhaseView[]): string {
	if (moment === null) return m.history_now();
	const place = agenda.findIndex(({ id }) => id === moment.phase);
	const phase = agenda[place];
	const words = { number: place + 1, phase: phase ? phaseName(phase) : moment.phase, when: dayAndTime(moment.at) };
	return moment.ended === 'phase' ? m.history_end_phase(words) : m.history_end_session(words);
}
