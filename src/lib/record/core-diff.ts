import { diffWordsWithSpace } from 'diff';
import { FIELD_KEYS, type FieldKey } from '#domain/cards.ts';
import type { FrozenCore } from '#domain/texts.ts';

export interface DiffPart {
	readonly is: 'same' | 'added' | 'removed';
	readonly text: string;
}

/** One text of a commitment that another version words otherwise, word by word. */
export interface CoreDiff {
	readonly at: 'title' | FieldKey | 'indicators' | 'choices';
	/** Empty for choices: they are boxes that were ticked otherwise. */
	readonly parts: readonly DiffPart[];
}

/** What reads otherwise in `after`, in the order of the page; empty where only the words stayed and nothing else changed. */
export function diffCores(before: FrozenCore, after: FrozenCore): CoreDiff[] {
	const texts = (core: FrozenCore) => [
		['title', core.title] as const,
		...FIELD_KEYS.map((key) => [key, core.fields[key]] as const),
		['indicators', indicatorLines(core)] as const,
	];
	const old = new Map(texts(before));
	const boxes: CoreDiff[] = isSame(before.choices, after.choices) ? [] : [{ at: 'choices', parts: [] }];
	const words = texts(after).flatMap(([at, text]): CoreDiff[] => {
		const was = old.get(at) ?? '';
		return was === text ? [] : [{ at, parts: diffTexts(was, text) }];
	});
	return [...words, ...boxes];
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Word by word; nothing of either text is left out. */
export function diffTexts(before: string, after: string): DiffPart[] {
	return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
		is: added ? 'added' : removed ? 'removed' : 'same',
		text: value,
	}));
}

function indicatorLines({ indicators }: FrozenCore): string {
	return indicators
		.map(({ text, baseline, target, means }) => [text, baseline, target, means].filter(Boolean).join(' · '))
		.join('\n');
}
