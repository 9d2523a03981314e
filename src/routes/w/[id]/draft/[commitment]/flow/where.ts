import type { CommitmentView } from '#protocol/view.ts';
import { m } from '#i18n/compiled/messages.js';

/** Where a commitment stands on its way; each place has one thing to do next, and one person or side who does it. */
export const PLACES = ['write', 'propose', 'agree', 'issue', 'done'] as const;
export type Place = (typeof PLACES)[number];

export function placeOf({ status, locked }: CommitmentView): Place {
	switch (status) {
		case 'draft':
			return locked ? 'propose' : 'write';
		case 'proposed':
			return 'agree';
		case 'agreed':
			return 'issue';
		case 'issued':
			return 'done';
	}
}

/** The steps as the page lists them; `write` and locking it are told apart, though one act joins them. */
export const STEPS: readonly { readonly name: () => string; readonly from: Place; readonly doneAt: Place }[] = [
	{ name: m.draft_step_write, from: 'write', doneAt: 'propose' },
	{ name: m.draft_step_propose, from: 'propose', doneAt: 'agree' },
	{ name: m.draft_step_agree, from: 'agree', doneAt: 'issue' },
	{ name: m.draft_step_issue, from: 'issue', doneAt: 'done' },
];

const STATUS = {
	write: { words: m.draft_status_draft, tone: 'plain' },
	propose: { words: m.draft_status_locked, tone: 'warn' },
	agree: { words: m.draft_status_proposed, tone: 'accent' },
	issue: { words: m.draft_status_agreed, tone: 'ok' },
	done: { words: m.draft_status_issued, tone: 'ok' },
} as const;
export const statusOf = (place: Place) => STATUS[place];
