import type { IssuedRecord } from '#domain/record.ts';

/** The texts of a record that its page must show, by the path that marks them (`data-shown`). */
export function textsToShow({ core, round, approvals }: IssuedRecord): Map<string, string> {
	const texts = new Map([['core.title', core.title]]);
	for (const [key, text] of Object.entries(core.fields)) if (text !== '') texts.set(`core.fields.${key}`, text);
	if (core.amends) texts.set('core.amends.reason', core.amends.reason);
	core.indicators.forEach(({ text, baseline, target, means }, index) => {
		for (const [key, said] of Object.entries({ text, baseline, target, means })) {
			texts.set(`core.indicators.${index}.${key}`, said);
		}
	});
	round.reasons.forEach(({ text }, index) => texts.set(`round.reasons.${index}.text`, text));
	approvals.forEach(({ signatory }, index) => {
		if (signatory) texts.set(`approvals.${index}.signatory.name`, signatory.name);
	});
	return texts;
}

/**
 * Paths at which the page and the record differ: a text that is missing, shown otherwise, or shown though the record has none.
 * `shown` is each marked text of the page, in order; one that is shown twice must be right twice.
 */
export function differences(record: IssuedRecord, shown: readonly (readonly [path: string, text: string])[]): string[] {
	const wanted = textsToShow(record);
	const wrong = shown.filter(([path, text]) => wanted.get(path) !== text).map(([path]) => path);
	const paths = new Set(shown.map(([path]) => path));
	return [...wrong, ...[...wanted.keys()].filter((path) => !paths.has(path))];
}
