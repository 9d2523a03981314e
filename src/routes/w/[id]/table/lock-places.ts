import type { LockTarget } from '#domain/events.ts';
import type { CommitmentId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { WorkshopView } from '#protocol/view.ts';
import { shortText } from '$lib/list/list-desk.svelte.ts';
import { FIELD_LABELS } from '$lib/record/core-parts.ts';
import type { TreeCards } from './facilitate/tree-cards.ts';

/** What a lock closes, by the name that people know it by. `cards` is null while the board has not arrived. */
export function lockPlace(view: WorkshopView, target: LockTarget, cards: TreeCards | null): string {
	const titleOf = (id: CommitmentId) => view.commitments.find((other) => other.id === id)?.title ?? '';
	switch (target.kind) {
		case 'table':
			return m.lead_pause_place();
		case 'board':
			return m.facilitate_lock_board();
		case 'draft':
			return m.facilitate_lock_draft({ title: titleOf(target.commitment) });
		case 'field':
			return m.lock_place_field({ field: FIELD_LABELS[target.field](), title: titleOf(target.commitment) });
		case 'card':
		case 'branch': {
			const card = cards?.find(({ id }) => id === target.card);
			const text = card ? shortText(card.text) : m.lock_place_card_gone();
			return target.kind === 'card' ? m.lock_place_card({ text }) : m.lock_place_branch({ text });
		}
	}
}
