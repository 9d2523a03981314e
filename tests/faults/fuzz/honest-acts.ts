import type * as Y from 'yjs';
import { FIELD_KEYS, INDICATOR_TEXTS, fieldText, goneIndicators, indicatorText, readDraft } from '#board/draft.ts';
import {
	addCard,
	addLinkedCard,
	cardText,
	markGone,
	mergeInto,
	moveCard,
	moveCards,
	resizeCard,
	restack,
	restore,
	setKind,
	topOrder,
} from '#board/edit-cards.ts';
import {
	addIndicator,
	choose,
	removeIndicator,
	restoreIndicator,
	setIndicatorType,
	setLevel,
} from '#board/edit-draft.ts';
import { addDrawing, readDrawings, removeDrawings, updateDrawing } from '#board/edit-drawings.ts';
import { linkBetween, unlink } from '#board/edit-links.ts';
import { addMilestone, moveMilestone, removeMilestone, setMilestoneDay } from '#board/edit-milestones.ts';
import { editText } from '#board/edit-text.ts';
import type { CardId, RecordId } from '#board/ids.ts';
import { CARD_KINDS } from '#board/kinds.ts';
import { CARD_TEXT_MAX, FIELD_TEXT_MAX, INDICATOR_TEXT_MAX } from '#board/limits.ts';
import { MILESTONE_TEXTS, milestoneText, readMilestones } from '#board/milestones.ts';
import { readTree } from '#board/read-tree.ts';
import { LEVELS } from '#domain/commitment-template.ts';
import type { Dice } from './dice.ts';
import { actOnTree, type Actor } from './tree-acts.ts';

/** One act of one person, through the operations that canvas, list and draft page use. Where there is nothing to act on it adds. */
export function actOnBoard(person: Actor, dice: Dice): void {
	const { doc, undo } = person;
	const tree = readTree(doc);
	const ids = [...tree.cards.keys()];
	const a = dice.pick(ids);
	const b = dice.pick(ids);
	if (a === undefined || b === undefined) return void addCard(doc, newCard(dice));
	const deed = dice.among({
		add: 10,
		addLinked: 8,
		link: 9,
		unlink: 3,
		kind: 4,
		move: 12,
		moveAll: 2,
		resize: 2,
		restack: 2,
		gone: 5,
		restore: 4,
		merge: 2,
		undo: 6,
		redo: 3,
		draw: 3,
		redraw: 3,
		erase: 1,
		tree: 9,
		type: 28,
		rewrite: 3,
	});
	const place = [dice.below(4_000) - 2_000, dice.below(4_000) - 2_000] as const;
	switch (deed) {
		case 'add':
			return void addCard(doc, newCard(dice));
		case 'addLinked':
			return void addLinkedCard(doc, a, { id: dice.cardId(), text: dice.words() });
		case 'link':
			return void linkBetween(doc, a, b);
		case 'unlink': {
			const tie = dice.pick(tree.links);
			return void (tie && unlink(doc, tie.id));
		}
		case 'kind':
			return void setKind(doc, a, dice.pick(CARD_KINDS) ?? 'note');
		case 'move':
			return void moveCard(doc, a, place);
		case 'moveAll':
			return void moveCards(
				doc,
				ids.map((id, index) => [id, [index * 40, place[1]]]),
			);
		case 'resize':
			return void resizeCard(doc, a, [100 + dice.below(300), 100 + dice.below(300)]);
		case 'restack':
			return void restack(doc, [[a, topOrder(doc)]]);
		case 'gone':
			return void markGone(doc, dice.chance(0.2) ? [a, b] : [a]);
		case 'restore':
			return void restore(
				doc,
				tree.gone.slice(0, 1).map((card) => card.id),
			);
		case 'merge':
			return void mergeInto(doc, a, b);
		case 'undo':
			return void undo.undo();
		case 'redo':
			return void undo.redo();
		case 'draw':
			return void addDrawing(doc, { id: recordId(dice), pos: place, body: { type: 'geo', w: dice.below(200) } });
		case 'redraw': {
			const drawing = dice.pick(readDrawings(doc));
			return void (
				drawing &&
				updateDrawing(doc, drawing.id, { pos: place, body: { ...Object(drawing.body), w: dice.below(200) } })
			);
		}
		case 'erase': {
			const drawing = dice.pick(readDrawings(doc));
			return void (drawing && removeDrawings(doc, [drawing.id]));
		}
		case 'tree':
			return actOnTree(person, dice, a, b);
		case 'type':
			return type(cardText(doc, a), dice, CARD_TEXT_MAX);
		case 'rewrite':
			return rewrite(cardText(doc, a), dice, CARD_TEXT_MAX);
	}
}

export function actOnDraft({ doc, undo }: Actor, dice: Dice): void {
	const { indicators } = readDraft(doc);
	const indicator = dice.pick(indicators);
	const deed = dice.among({
		field: 40,
		rewrite: 6,
		indicator: 6,
		text: 16,
		type: 3,
		gone: 4,
		restore: 3,
		choice: 4,
		level: 2,
		line: 4,
		lineText: 8,
		lineDay: 3,
		lineOrder: 3,
		lineGone: 2,
		undo: 8,
		redo: 4,
	});
	const field = dice.pick(FIELD_KEYS) ?? 'problem';
	switch (deed) {
		case 'field':
			return type(fieldText(doc, field), dice, FIELD_TEXT_MAX);
		case 'rewrite':
			return rewrite(fieldText(doc, field), dice, FIELD_TEXT_MAX);
		case 'indicator':
			return void addIndicator(doc, recordId(dice), dice.chance(0.5) ? 'result' : 'management');
		case 'undo':
			return void undo.undo();
		case 'redo':
			return void undo.redo();
		case 'restore': {
			const gone = dice.pick(goneIndicators(doc));
			return void (gone && restoreIndicator(doc, gone.id));
		}
		case 'text':
			return type(
				indicator ? indicatorText(doc, indicator.id, dice.pick(INDICATOR_TEXTS) ?? 'text') : null,
				dice,
				INDICATOR_TEXT_MAX,
			);
		case 'type':
			return void (indicator && setIndicatorType(doc, indicator.id, dice.chance(0.5) ? 'result' : 'management'));
		case 'gone':
			return void (indicator && removeIndicator(doc, indicator.id));
		case 'choice':
			return choose(doc, dice.pick(BOXES) ?? 'sdg-5', dice.chance(0.7));
		case 'level':
			return setLevel(doc, dice.pick([...LEVELS, null]) ?? null);
		case 'line':
			return void addMilestone(doc, recordId(dice));
		default:
			return actOnRoute(doc, dice, deed);
	}
}

const BOXES = ['axis-transparency', 'axis-participation', 'sdg-5', 'sdg-5.4'] as const;

function actOnRoute(doc: Y.Doc, dice: Dice, deed: 'lineText' | 'lineDay' | 'lineOrder' | 'lineGone'): void {
	const line = dice.pick(readMilestones(doc));
	if (!line) return;
	switch (deed) {
		case 'lineText':
			return type(milestoneText(doc, line.id, dice.pick(MILESTONE_TEXTS) ?? 'what'), dice, INDICATOR_TEXT_MAX);
		case 'lineDay':
			return void setMilestoneDay(doc, line.id, 'until', dice.chance(0.8) ? '2026-06-30' : null);
		case 'lineOrder':
			return void moveMilestone(doc, line.id, dice.chance(0.5) ? 1 : -1);
		case 'lineGone':
			return void removeMilestone(doc, line.id);
	}
}

const newCard = (dice: Dice) => ({
	id: dice.cardId(),
	kind: dice.pick(CARD_KINDS) ?? 'note',
	pos: [dice.below(4_000), dice.below(2_000)] as const,
	text: dice.words(),
});

function type(text: Y.Text | null, dice: Dice, limit: number): void {
	if (text === null) return;
	const index = dice.below(text.length + 1);
	editText(text, { index, remove: dice.chance(0.3) ? dice.below(6) : 0, insert: dice.words() }, limit);
}

/** Removes all of a text and types it anew: what others typed there meanwhile stands on removed letters. */
function rewrite(text: Y.Text | null, dice: Dice, limit: number): void {
	if (text === null) return;
	editText(text, { index: 0, remove: text.length, insert: dice.words() }, limit);
}

const recordId = (dice: Dice): RecordId => `r${dice.below(1_000_000)}` as RecordId;

/** Some card of the board as the server has it, for whoever locks one. */
export const someCard = (doc: Y.Doc, dice: Dice): CardId | undefined => dice.pick([...readTree(doc).cards.keys()]);
