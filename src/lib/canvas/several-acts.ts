import type { Card } from '#board/card.ts';
import { groupUnder } from '#board/group.ts';
import type { CardId } from '#board/ids.ts';
import { mergeCards } from '#board/merge.ts';
import { linesOf, splitCard } from '#board/split.ts';
import { makeObjectives } from '../acts/make-objectives.ts';
import { notDone } from '../acts/not-done.ts';
import { whyNoObjectives, whyNotGroup, whyNotMerge, whyNotSplit } from '../acts/why-not.ts';
import { openText, selectedCards } from './acts.ts';
import { shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';
import { fitView } from './view.ts';

/** What is done on the canvas with several cards, with one as a whole, and with the whole board. */

/** The selected cards as they read now, in the order of the board. */
export function selectedAsCards(scene: Scene): readonly Card[] {
	const selected = new Set(selectedCards(scene));
	return [...scene.binding.tree.cards.values()].filter(({ id }) => selected.has(id));
}

/** The selected cards become one, which stays selected. */
export function mergeSelected(scene: Scene, keep: CardId): void {
	const cards = selectedAsCards(scene);
	const stays = cards.find(({ id }) => id === keep);
	if (!scene.mayWrite || !stays || !scene.mayOrTold(whyNotMerge(scene.rights.get(), cards))) return;
	const outcome = mergeCards(
		scene.doc,
		keep,
		cards.map(({ id }) => id),
	);
	if (!outcome.ok) return scene.tell(notDone(outcome.code, at(scene)));
	scene.editor?.select(shapeIdOf(keep));
	scene.announce(scene.words.get().acts.saidMerged(cards.length, shortened(scene, stays.text)));
}

/** Puts a heading over the selected cards and opens its text. */
export function groupSelected(scene: Scene): void {
	const cards = selectedAsCards(scene);
	const rights = scene.rights.get();
	if (!scene.mayWrite || !scene.mayOrTold(whyNotGroup(rights, cards, at(scene)))) return;
	const heading = { id: scene.makeId(), text: '' };
	const ids = cards.map(({ id }) => id);
	const outcome = groupUnder(scene.doc, ids, heading, (id) => rights.move(id) === null);
	if (!outcome.ok) return scene.tell(notDone(outcome.code, at(scene)));
	scene.announce(scene.words.get().acts.saidGrouped(cards.length, scene.words.get().textNone));
	openText(scene, heading.id);
}

/** Splits a card of several lines at once; where to split one of a single line is asked beside the board. */
export function splitSelected(scene: Scene, id: CardId): void {
	const card = scene.binding.tree.cards.get(id);
	if (!scene.mayWrite || !card || !scene.mayOrTold(whyNotSplit(scene.rights.get(), card))) return;
	const parts = linesOf(card.text);
	if (parts.length < 2) return scene.settings.get().openDetails?.(id);
	const outcome = splitCard(scene.doc, id, card.text, parts, scene.makeId);
	if (!outcome.ok) return scene.tell(notDone(outcome.code, at(scene)));
	scene.editor?.select(...[id, ...outcome.value].map(shapeIdOf));
	scene.announce(scene.words.get().acts.saidSplit(parts.length));
}

/** Makes the objectives tree, or what is missing of it, and shows both trees. */
export function objectivesOnCanvas(scene: Scene): void {
	if (!scene.mayWrite || !scene.mayOrTold(whyNoObjectives(scene.rights.get(), scene.binding.tree, at(scene)))) return;
	const sentence = makeObjectives(scene.doc, scene.makeId, at(scene));
	fitView(scene);
	scene.tell(sentence);
}

const at = (scene: Scene) => ({ locale: scene.settings.get().locale });

const SHORT = 60; // characters: enough to recognise a card by

export function shortened(scene: Scene, text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line === '') return scene.words.get().acts.noText;
	return line.length <= SHORT ? line : `${line.slice(0, SHORT).trimEnd()}…`;
}
