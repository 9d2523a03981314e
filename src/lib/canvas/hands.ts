import { atom, type Atom } from 'tldraw';
import type { CardId } from '#board/ids.ts';
import type { ParticipantId } from '#domain/ids.ts';
import type { PresenceView } from '#protocol/presence.ts';
import type { Peer } from '../live/presence.ts';
import type { EdgeTarget } from './edge-target.ts';
import { readMinimap } from './minimap-shown.ts';

/** A question that stands before everything else until it is answered. */
export interface Question {
	readonly title: string;
	readonly text: string;
	readonly yes: string;
	readonly no: string;
	readonly answer: (isYes: boolean) => void;
}

/** CSS pixels from the upper left corner of the board. */
export interface MenuPlace {
	readonly x: number;
	readonly y: number;
}

/** What is being looked for, and which of the cards that say it is shown; -1 before the first. */
export interface Search {
	readonly asked: string;
	readonly at: number;
	/** Counts up when the field is asked for again, so that it takes the focus. */
	readonly opened: number;
}

/** Somebody who facilitates has everybody look at this. */
export interface Bringing {
	readonly name: string | null;
	readonly view: PresenceView;
	/** Where this person was looking before, once they went along. */
	readonly before: PresenceView | null;
}

/** Whose view this one goes along with. */
export interface Following {
	readonly id: ParticipantId;
	/** They are at the table, and look at no canvas. */
	readonly isAway: boolean;
}

/** What the hands at one canvas are doing, besides what tldraw knows of. */
export class Hands {
	/** A pointer other than a finger is over the canvas: what a key adds lands there. */
	isPointerOver = false;
	/** The pointer's dot is lit here. */
	readonly isPointing: Atom<boolean> = atom('pointing', false);
	readonly search: Atom<Search | null> = atom<Search | null>('search', null);
	readonly menu: Atom<MenuPlace | null> = atom<MenuPlace | null>('menu', null);
	readonly question: Atom<Question | null> = atom<Question | null>('question', null);
	/** The card onto whose edge one is being dragged. */
	readonly edge: Atom<EdgeTarget<CardId> | null> = atom<EdgeTarget<CardId> | null>('edge', null);
	/** The small map stands in its corner. */
	readonly hasMap: Atom<boolean> = atom('has-map', readMinimap());
	readonly following: Atom<Following | null> = atom<Following | null>('following', null);
	/** Who goes along with this view, one entry a person. */
	readonly followers: Atom<readonly Peer[]> = atom<readonly Peer[]>('followers', []);
	readonly brought: Atom<Bringing | null> = atom<Bringing | null>('brought', null);

	/** Resolves to false where the question was put away. One at a time: another is answered with no. */
	ask(words: Omit<Question, 'answer'>): Promise<boolean> {
		if (this.question.get() !== null) return Promise.resolve(false);
		return new Promise((resolve) => {
			this.question.set({
				...words,
				answer: (isYes) => {
					this.question.set(null);
					resolve(isYes);
				},
			});
		});
	}
}
