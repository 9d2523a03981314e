/** One bar of a `BarChart`. */
export interface BarRow {
	readonly id: string;
	readonly label: string;
	readonly value: number;
	/** The value in words, with its whole: "4 de 6". */
	readonly text: string;
	/** This bar's own whole (turnout of a sector); left out, the longest bar is the whole. */
	readonly max?: number;
	/** Why this row stands out, in a word: "elegida". */
	readonly marked?: string | undefined;
}
