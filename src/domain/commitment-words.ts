/**
 * Words that promise nothing by which anybody could tell that it was done (guide III.6: concrete, measurable), and words that say
 * that what is done goes on as before. Matched against single words in lower case without accents; verbs in the forms in which a
 * commitment uses them, and no noun that merely looks like one (fortaleza, contribuyente, procuraduría).
 */
const AR = '(?:ar|ara|aran|aremos|amos|ando|a|an|e|en)';
const VAGUE: Readonly<Record<'es' | 'en', RegExp>> = {
	es: new RegExp(
		`^(?:fortale(?:ce|zc)\\w*|prom(?:ov|uev)\\w*|coadyuv\\w*|favore(?:ce|zc)\\w*|contribu(?:ir|ira|iran|iremos|imos|ye|yen|yendo)` +
			`|(?:impuls|foment|propici|incentiv|sensibiliz|concientiz|potenci|dinamiz)${AR}|procur(?:ar|ara|aran|aremos|ando))$`,
	),
	en: /^(?:strengthen(?:s|ed|ing)?|promot(?:e|es|ed|ing)|foster(?:s|ed|ing)?|encourag(?:e|es|ed|ing)|contribut(?:e|es|ed|ing)|facilitat(?:e|es|ed|ing)|enhanc(?:e|es|ed|ing)|boost(?:s|ed|ing)?|sensiti[sz](?:e|es|ed|ing))$/,
};
const CONTINUING: Readonly<Record<'es' | 'en', RegExp>> = {
	es: new RegExp(
		`^(?:continu${AR}|continuidad|mantener|mantendra|mantendran|mantiene|mantienen|seguir|seguira|seguiran|sigue|siguen)$`,
	),
	en: /^(?:continu(?:e|es|ed|ing)|maintain(?:s|ed|ing)?|keep(?:s|ing)?)$/,
};

export const vagueVerbsIn = (text: string, language: 'es' | 'en'): string[] => matching(text, VAGUE[language]);
export const continuingWordsIn = (text: string, language: 'es' | 'en'): string[] =>
	matching(text, CONTINUING[language]);

/** As they stand in the text, each once. */
function matching(text: string, wanted: RegExp): string[] {
	const found = new Map<string, string>();
	for (const word of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
		const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
		if (wanted.test(plain) && !found.has(plain)) found.set(plain, word);
	}
	return [...found.values()];
}
