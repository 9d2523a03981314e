import type { Progress } from '#domain/annotation.ts';
import { m } from '#i18n/compiled/messages.js';

/** How far a line of action is, in words. */
export const PROGRESS_WORDS: Readonly<Record<Progress, () => string>> = {
	'not-started': m.amend_progress_not_started,
	limited: m.amend_progress_limited,
	substantial: m.amend_progress_substantial,
	complete: m.amend_progress_complete,
};
