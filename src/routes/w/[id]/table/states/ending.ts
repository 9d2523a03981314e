import { CLOSE } from '#protocol/sync.ts';
import { m } from '#i18n/compiled/messages.js';

/** Why this page has ended, and the one way on from it. */
export interface Ending {
	readonly title: string;
	readonly next: string;
	readonly way: 'reload' | 'sign-in' | 'home';
}

/** The page's words for a final close code; any other final code ends as the unknown one. */
export function endingOf(code: number): Ending {
	switch (code) {
		case CLOSE.signedOut:
			return { title: m.table_end_signed_out(), next: m.table_end_signed_out_next(), way: 'sign-in' };
		case CLOSE.removed:
			return { title: m.table_end_removed(), next: m.table_end_removed_next(), way: 'home' };
		case CLOSE.unknownDocument:
			return { title: m.table_end_unknown(), next: m.table_end_unknown_next(), way: 'home' };
		case CLOSE.tooMany:
			return { title: m.table_end_too_many(), next: m.table_end_too_many_next(), way: 'reload' };
		case CLOSE.tooLarge:
			return { title: m.table_end_too_large(), next: m.table_end_too_large_next(), way: 'reload' };
		case CLOSE.foreign:
		case CLOSE.refusedWrite:
			return { title: m.table_end_refused(), next: m.table_end_refused_next(), way: 'reload' };
		default:
			return { title: m.table_end_malformed(), next: m.table_end_malformed_next(), way: 'reload' };
	}
}
