import { FIELD_KEYS, type FieldKey } from '#domain/cards.ts';
import type { FrozenCore } from '#domain/texts.ts';

/** One text of a commitment that reads otherwise than when somebody last looked. */
export interface CoreChange {
	readonly at: 'title' | FieldKey;
	readonly before: string;
	readonly after: string;
}

export interface CoreChanges {
	readonly texts: readonly CoreChange[];
	readonly indicators: boolean;
	readonly choices: boolean;
}

/** What changed between the text that a person saw and the one that a command would be about now. */
export function changesInCore(seen: FrozenCore, now: FrozenCore): CoreChanges {
	const all: CoreChange[] = [
		{ at: 'title', before: seen.title, after: now.title },
		...FIELD_KEYS.map((key) => ({ at: key, before: seen.fields[key], after: now.fields[key] })),
	];
	return {
		texts: all.filter(({ before, after }) => before !== after),
		indicators: JSON.stringify(seen.indicators) !== JSON.stringify(now.indicators),
		choices: JSON.stringify(seen.choices) !== JSON.stringify(now.choices),
	};
}
