/** What the checks look for in one language, as `plainWords` writes it: lower case, without accents. */
export interface CheckWords {
	/** A solution that is missing, worded as if that were the problem. Matched against the words with one space between them. */
	readonly missing: RegExp;
	/** Words that say nothing of their own: two texts that differ in these alone say the same. */
	readonly empty: ReadonlySet<string>;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** By the table's language. Words that turn a sentence round (no, sin, not, without) are never empty. */
export const CHECK_WORDS: Readonly<Record<'es' | 'en', CheckWords>> = {
	es: {
		missing:
			/\b(?:(?:falta|ausencia|carencia|carencias|inexistencia|insuficiencia|escasez) del?|hacen? falta|^faltan?|carecen? de|no (?:hay|existen?|(?:se )?cuentan? con|tenemos)|^insuficientes?)\b/,
		empty: words(
			'a al con de del e el en es esta este estos estas ha han hay la las lo los mas muy ni o para por que se ser son su sus un una unas unos y',
		),
	},
	en: {
		missing:
			/\b(?:lack of|lacks?|lacking|absence of|shortage of|insufficien(?:t|cy)|not enough|(?:is|are) no|(?:do|does) not have|have no|has no|^no (?!one\b|longer\b|matter\b)\w+)\b/,
		empty: words(
			'a an and are as at be by for from has have in is it its of on or that the their there this to with',
		),
	},
};
