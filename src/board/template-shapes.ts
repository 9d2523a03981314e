import { TEMPLATE_IDS, type TemplateId } from '#domain/board-templates.ts';
import type { Position, Size } from './geometry.ts';
import type { CardKind } from './kinds.ts';

export { TEMPLATE_IDS, type TemplateId };

export interface TemplateCard<Key extends string = string> {
	readonly key: Key;
	readonly kind: CardKind;
	/** Keys of the cards that this one feeds. */
	readonly feeds?: readonly string[];
	/** Where it lies in a map; trees are laid out. */
	readonly at?: Position;
}

export interface TemplateFrame {
	readonly key: string;
	/** Null: round all cards. */
	readonly at: Position | null;
	readonly size: Size;
}

export interface Template {
	readonly cards: readonly TemplateCard[];
	readonly frames: readonly TemplateFrame[];
}

/** Texts of a template's cards and frames in one language, by key. */
export type TemplateTexts = ReadonlyMap<string, string>;

const QUADRANT: Size = [544, 400];
const QUADRANT_GAP = 24;
const [COLUMN, ROW] = [QUADRANT[0] + QUADRANT_GAP, QUADRANT[1] + QUADRANT_GAP];

export const TEMPLATES: Readonly<Record<TemplateId, Template>> = {
	'problem-tree': {
		cards: [
			{ key: 'problem', kind: 'problem', feeds: ['effect1', 'effect2'] },
			{ key: 'effect1', kind: 'effect' },
			{ key: 'effect2', kind: 'effect' },
			{ key: 'cause1', kind: 'cause', feeds: ['problem'] },
			{ key: 'cause2', kind: 'cause', feeds: ['problem'] },
			{ key: 'cause3', kind: 'cause', feeds: ['problem'] },
			{ key: 'deeper1', kind: 'cause', feeds: ['cause1'] },
			{ key: 'deeper2', kind: 'cause', feeds: ['cause2'] },
		],
		frames: [],
	},
	'objectives-tree': {
		cards: [
			{ key: 'objective', kind: 'objective', feeds: ['end1', 'end2'] },
			{ key: 'end1', kind: 'end' },
			{ key: 'end2', kind: 'end' },
			{ key: 'means1', kind: 'means', feeds: ['objective'] },
			{ key: 'means2', kind: 'means', feeds: ['objective'] },
			{ key: 'means3', kind: 'means', feeds: ['objective'] },
			{ key: 'deeper1', kind: 'means', feeds: ['means1'] },
			{ key: 'deeper2', kind: 'means', feeds: ['means2'] },
		],
		frames: [],
	},
	'five-whys': {
		cards: [
			{ key: 'problem', kind: 'problem' },
			{ key: 'why1', kind: 'cause', feeds: ['problem'] },
			{ key: 'why2', kind: 'cause', feeds: ['why1'] },
			{ key: 'why3', kind: 'cause', feeds: ['why2'] },
			{ key: 'why4', kind: 'cause', feeds: ['why3'] },
			{ key: 'why5', kind: 'cause', feeds: ['why4'] },
		],
		frames: [],
	},
	stakeholders: {
		cards: [
			{ key: 'satisfy1', kind: 'actor', at: [24, 56] },
			{ key: 'close1', kind: 'actor', at: [COLUMN + 24, 56] },
			{ key: 'close2', kind: 'actor', at: [COLUMN + 284, 56] },
			{ key: 'watch1', kind: 'actor', at: [24, ROW + 56] },
			{ key: 'inform1', kind: 'actor', at: [COLUMN + 24, ROW + 56] },
			{ key: 'inform2', kind: 'actor', at: [COLUMN + 284, ROW + 56] },
		],
		frames: [
			{ key: 'satisfy', at: [0, 0], size: QUADRANT },
			{ key: 'close', at: [COLUMN, 0], size: QUADRANT },
			{ key: 'watch', at: [0, ROW], size: QUADRANT },
			{ key: 'inform', at: [COLUMN, ROW], size: QUADRANT },
		],
	},
	care: {
		cards: [
			{ key: 'problem', kind: 'problem', feeds: ['income', 'time', 'decision'] },
			{ key: 'income', kind: 'effect', feeds: ['poverty'] },
			{ key: 'time', kind: 'effect', feeds: ['health'] },
			{ key: 'decision', kind: 'effect' },
			{ key: 'poverty', kind: 'effect' },
			{ key: 'health', kind: 'effect' },
			{ key: 'roles', kind: 'cause', feeds: ['problem'] },
			{ key: 'services', kind: 'cause', feeds: ['problem'] },
			{ key: 'work', kind: 'cause', feeds: ['problem'] },
			{ key: 'unseen', kind: 'cause', feeds: ['problem', 'services'] },
			{ key: 'school', kind: 'cause', feeds: ['roles'] },
			{ key: 'hours', kind: 'cause', feeds: ['services'] },
			{ key: 'leave', kind: 'cause', feeds: ['work', 'roles'] },
			{ key: 'survey', kind: 'cause', feeds: ['unseen'] },
			{ key: 'note', kind: 'note', feeds: ['problem'] },
		],
		frames: [{ key: 'example', at: null, size: [0, 0] }],
	},
	blank: { cards: [], frames: [] },
};
