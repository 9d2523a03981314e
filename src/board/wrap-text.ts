/**
 * Breaks text into lines without a browser, by estimated widths. The estimate errs wide (Atkinson Hyperlegible and common
 * system fonts measured narrower), so that text stays inside its card in any of them.
 */
export function wrapText(text: string, maxWidth: number, fontSize: number, maxLines: number): string[] {
	const limit = maxWidth / fontSize;
	const lines: string[] = [];
	for (const paragraph of text.split('\n')) {
		let line = '';
		for (const word of paragraph
			.split(/\s+/u)
			.filter(Boolean)
			.flatMap((long) => breakWord(long, limit))) {
			const longer = line === '' ? word : `${line} ${word}`;
			if (line !== '' && widthInEms(longer) > limit) {
				lines.push(line);
				line = word;
			} else {
				line = longer;
			}
			if (lines.length > maxLines) break;
		}
		if (line !== '') lines.push(line);
		if (lines.length > maxLines) break;
	}
	if (lines.length <= maxLines) return lines;
	const kept = lines.slice(0, maxLines);
	const last = graphemes(kept.at(-1) ?? '');
	while (last.length > 0 && widthInEms(last.join('')) + 1 > limit) last.pop();
	kept[maxLines - 1] = `${last.join('').trimEnd()}…`;
	return kept;
}

/** Estimated width of one line, in ems. */
export function widthInEms(text: string): number {
	let width = 0;
	for (const letter of text) width += letterWidth(letter);
	return width;
}

function letterWidth(letter: string): number {
	if ((letter.codePointAt(0) ?? 0) >= 0x2e80) return 1.1; // CJK, emoji
	if (/\p{M}/u.test(letter)) return 0; // combining marks stand on the letter before
	if (/[iljtfrI.,:;'’!|()[\]{} -]/.test(letter)) return 0.36;
	if (/[mwMW@%&—…]/.test(letter)) return 0.9;
	return /[\p{Lu}\p{N}]/u.test(letter) ? 0.68 : 0.57;
}

function breakWord(word: string, limit: number): string[] {
	if (widthInEms(word) <= limit) return [word];
	const parts: string[] = [];
	let part = '';
	for (const letter of graphemes(word)) {
		if (part !== '' && widthInEms(part + letter) > limit) {
			parts.push(part);
			part = '';
		}
		part += letter;
	}
	return part === '' ? parts : [...parts, part];
}

/** Letters as people see them: a break inside one would print two broken halves. */
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
