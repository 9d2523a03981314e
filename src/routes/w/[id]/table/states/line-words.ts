import { m } from '#i18n/compiled/messages.js';
import { CLOSE } from '#protocol/sync.ts';

/** Why the line went down, by the retryable code with which the server let go of it. */
export function lineWords(code: number): string {
	switch (code) {
		case CLOSE.unsaved:
			return m.table_line_unsaved();
		case CLOSE.busy:
			return m.table_line_busy();
		case CLOSE.stopping:
			return m.table_line_stopping();
		case CLOSE.superseded:
			return m.table_line_superseded();
		default:
			return m.table_line_down();
	}
}
