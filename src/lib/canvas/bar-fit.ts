import { useLayoutEffect, useState, type RefObject } from 'react';

/**
 * How much of a row of tools stands in it: all with their words; icons alone; without what is seldom used; without what the menu
 * has too. `canvas.css` says what each leaves out.
 */
const FITS = ['words', 'icons', 'few', 'least'] as const;
export type BarFit = (typeof FITS)[number];

/** CSS pixels: a longer row of words covers the cards around the one that is meant. */
const WORDS_MAX = 740;

/** The first that takes one row in so many CSS pixels; tried anew when there is more room, or other tools. */
export function useBarFit(row: RefObject<HTMLElement | null>, room: number): BarFit {
	const [tried, setTried] = useState<{ readonly key: string; readonly fit: BarFit }>({ key: '', fit: 'words' });
	// Before the browser paints: nobody sees the rows that did not fit.
	useLayoutEffect(() => {
		const tools = [...(row.current?.children ?? [])];
		const key = `${room} ${tools.map((tool) => tool.textContent).join()}`;
		if (key !== tried.key) {
			setTried({ key, fit: 'words' });
			return;
		}
		const next = FITS[FITS.indexOf(tried.fit) + 1];
		const isTooLong = tried.fit === 'words' && (row.current?.offsetWidth ?? 0) > WORDS_MAX;
		if (next && (isTooLong || isWrapped(tools))) setTried({ key, fit: next });
	});
	return tried.fit;
}

function isWrapped(tools: readonly Element[]): boolean {
	const tops = tools.flatMap((tool) => (tool instanceof HTMLElement && tool.offsetWidth > 0 ? tool.offsetTop : []));
	return new Set(tops).size > 1;
}
