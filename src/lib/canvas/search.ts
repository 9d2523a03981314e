import { findCards } from '#board/find-cards.ts';
import type { CardId } from '#board/ids.ts';
import type { Scene } from './scene.ts';
import { focusCard } from './view.ts';

/** Opens the search, or goes back to its field. */
export function openSearch(scene: Scene): void {
	const { search } = scene.hands;
	const before = search.get();
	search.set({ asked: before?.asked ?? '', at: before?.at ?? -1, opened: (before?.opened ?? 0) + 1 });
}

export function closeSearch(scene: Scene): void {
	scene.hands.search.set(null);
	scene.editor?.getContainer().focus({ preventScroll: true });
}

/** Looks for other words, from the first card on. */
export function searchFor(scene: Scene, asked: string): void {
	const before = scene.hands.search.get();
	if (before) scene.hands.search.set({ ...before, asked, at: -1 });
}

/** The cards that say what is asked for, as the board stands. */
export function hitsOf(scene: Scene): readonly CardId[] {
	const search = scene.hands.search.get();
	return search ? findCards(scene.binding.tree, search.asked) : [];
}

/** Selects the next card that says it, or the one before, round and round, and brings it to the middle. */
export function stepSearch(scene: Scene, step: 1 | -1): void {
	const search = scene.hands.search.get();
	if (!search) return openSearch(scene);
	const hits = hitsOf(scene);
	if (hits.length === 0) return scene.announce(scene.words.get().find.none);
	const at = search.at < 0 && step < 0 ? hits.length - 1 : (search.at + step + hits.length) % hits.length;
	scene.hands.search.set({ ...search, at });
	const hit = hits[at];
	if (hit) focusCard(scene, hit);
	const words = scene.words.get();
	const text = (hit && scene.binding.tree.cards.get(hit)?.text) || words.textNone;
	scene.announce(`${words.find.count(at + 1, hits.length)}. ${text}`);
}
