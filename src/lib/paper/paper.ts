/** Paper as `@page` and DOCX name it; letter first, as it is bought here. */
export const PAPERS = ['letter', 'a4'] as const;
export type Paper = (typeof PAPERS)[number];

/** Letter where the address says nothing that is known. */
export function paperOf(asked: string | null): Paper {
	return PAPERS.find((paper) => paper === asked) ?? 'letter';
}

/** A style rule: over the size that every page has, whichever style sheet comes first. */
export const pageRule = (paper: Paper): string => `@page{size:${paper}!important}`;
