import { wordDiff, type WordRun } from './word-diff.ts';
import { FIELD_KEYS, type FieldKey } from '#domain/cards.ts';
import type { FrozenCore } from '#domain/texts.ts';

/** One text of a commitment that another version words otherwise, word by word. */
export interface CoreDiff {
	readonly at: 'title' | FieldKey | 'indicators' | 'choices';
	/** Empty for choices: they are boxes that were ticked otherwise. */
	readonly parts: readonly WordRun[];
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
		return was === text ? [] : [{ at, parts: wordDiff(was, text) }];
	});
	return [...words, ...boxes];
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function indicatorLines({ indicators }: FrozenCore): string {
	return indicators
		.map(({ text, baseline, target, means }) => [text, baseline, target, means].filter(Boolean).join(' · '))
		.join('\n');
}
