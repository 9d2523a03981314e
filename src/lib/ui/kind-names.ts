import type { CardKind } from '#domain/cards.ts';
import { m } from '#i18n/compiled/messages.js';

/** What each kind of card is called, in the page's language. */
export const kindNames = (): Readonly<Record<CardKind, string>> => ({
	problem: m.ui_kind_problem(),
	cause: m.ui_kind_cause(),
	effect: m.ui_kind_effect(),
	solution: m.ui_kind_solution(),
	note: m.ui_kind_note(),
	objective: m.kind_objective(),
	means: m.kind_means(),
	end: m.kind_end(),
	actor: m.kind_actor(),
});
