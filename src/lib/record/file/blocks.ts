/** A page as a file can hold it: what it says and in which order, without how it looks on screen. */
export type Block =
	| { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly runs: readonly Run[] }
	| { readonly kind: 'paragraph'; readonly runs: readonly Run[]; readonly isQuote: boolean }
	| { readonly kind: 'list'; readonly isBulleted: boolean; readonly items: readonly (readonly Block[])[] }
	| { readonly kind: 'table'; readonly caption: string; readonly rows: readonly Row[] }
	| { readonly kind: 'picture'; readonly picture: Picture }
	/** To sign on. */
	| { readonly kind: 'line' };

export interface Run {
	readonly text: string;
	readonly isBold: boolean;
	readonly isItalic: boolean;
	readonly isCode: boolean;
	/** A line break stands before the text. */
	readonly isBroken: boolean;
}

export interface Row {
	readonly isHead: boolean;
	readonly cells: readonly Cell[];
}

export interface Cell {
	readonly runs: readonly Run[];
	readonly isHead: boolean;
	readonly isNumber: boolean;
	/** Columns. */
	readonly span: number;
}

export interface Picture {
	/** A whole SVG document with colours of its own. */
	readonly svg: string;
	/** What it shows. */
	readonly label: string;
	/** In the picture's own units. */
	readonly width: number;
	readonly height: number;
	readonly isCode: boolean;
}

/** Text without its marks. */
export function plainText(runs: readonly Run[]): string {
	return runs.map(({ text, isBroken }) => (isBroken ? `\n${text}` : text)).join('');
}
