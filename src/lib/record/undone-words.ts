import type { UndoneCounts } from '#domain/events.ts';
import { m } from '#i18n/compiled/messages.js';
import { inARow } from './times.ts';

/** "vuelven 40 tarjetas, sale 1 tarjeta y 2 textos recuperan sus palabras"; what was undone, or would be. '' for nothing. */
export function undoneWords(counts: UndoneCounts, isBoard: boolean): string {
	const { restored, takenBack, rewritten, changed } = counts;
	const parts: string[] = [];
	if (restored > 0) {
		parts.push(
			isBoard ? m.undo_cards_restored({ count: restored }) : m.undo_indicators_restored({ count: restored }),
		);
	}
	if (takenBack > 0) {
		parts.push(isBoard ? m.undo_cards_taken({ count: takenBack }) : m.undo_indicators_taken({ count: takenBack }));
	}
	if (rewritten > 0) parts.push(m.undo_rewritten({ count: rewritten }));
	if (changed > 0) parts.push(m.undo_changed({ count: changed }));
	return inARow(parts);
}
