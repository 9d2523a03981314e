import type * as Y from 'yjs';
import type { CardId } from '#board/ids.ts';
import { growObjectives } from '#board/objectives.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import { notDone } from './not-done.ts';

/** Makes the objectives tree, or adds to it what is missing; says what came of it. */
export function makeObjectives(doc: Y.Doc, newId: () => CardId, at?: { readonly locale: Locale }): string {
	const outcome = growObjectives(doc, newId);
	if (!outcome.ok) return notDone(outcome.code, at);
	return outcome.value === 0 ? m.acts_objectives_whole({}, at) : m.acts_did_objectives({ count: outcome.value }, at);
}
