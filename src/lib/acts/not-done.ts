import type { BoardRefusal } from '#board/outcome.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';

/** Why an act on several cards was not done, as a sentence that says what to do next. */
export function notDone(code: BoardRefusal, at?: { readonly locale: Locale }): string {
	switch (code) {
		case 'board.full':
			return m.acts_full({}, at);
		case 'card.changed':
			return m.acts_changed({}, at);
		case 'group.kinds':
			return m.acts_group_kinds({}, at);
		case 'tree.nothing':
			return m.acts_objectives_nothing({}, at);
		default:
			return m.acts_not_done({}, at);
	}
}
