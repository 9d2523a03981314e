import { m } from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';

/** Words of what is done with several cards, with one card as a whole, and with the whole board. */
export function actWords(locale: Locale) {
	const at = { locale };
	return {
		merge: m.acts_merge_short({}, at),
		stays: (text: string) => m.acts_merge_keep({ text }, at),
		saidMerged: (count: number, text: string) => m.acts_did_merge({ count, text }, at),
		group: m.acts_group_short({}, at),
		saidGrouped: (count: number, text: string) => m.acts_did_group({ count, text }, at),
		split: m.acts_split_short({}, at),
		saidSplit: (count: number) => m.acts_did_split({ count }, at),
		menu: m.acts_menu({}, at),
		objectives: m.acts_objectives({}, at),
		templates: m.acts_templates({}, at),
		draft: m.acts_draft({}, at),
		openDraft: (title: string) => m.acts_draft_open({ title }, at),
		askForDraft: m.acts_draft_ask({}, at),
		here: (count: number) => m.acts_here_count({ count }, at),
		noText: m.list_no_text({}, at),
	};
}
