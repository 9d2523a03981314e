/** What is wrong with a file, and where: lines from 1. */
export interface FileError {
	readonly line: number;
	readonly code: FileErrorCode;
	/** What stands there, short, for a sentence that names it; empty where nothing helps. */
	readonly what: string;
}

export type FileErrorCode =
	/** Not the syntax of such a file. */
	| 'syntax'
	/** Not a file of this format, or of a later version. */
	| 'format'
	/** Not a drawing of tldraw, or of a later form. */
	| 'tldr'
	/** A value that may not stand there. */
	| 'value'
	/** A key or a column that nobody knows. */
	| 'key'
	/** Something that must be there is not. */
	| 'missing'
	/** The same id or number twice. */
	| 'twice'
	/** A link to a card that the file has not. */
	| 'unknown-card'
	/** A text longer than a card holds. */
	| 'too-long'
	/** More than one file may bring. */
	| 'too-many'
	/** Nothing in it that could be a card. */
	| 'empty';

export type Read<Value> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly errors: readonly FileError[] };

/** Errors that are told; whoever mends these sees the next. */
export const ERRORS_TOLD = 20;

const SHORT = 60; // characters of what stands in the file

export const fileError = (line: number, code: FileErrorCode, what = ''): FileError => ({
	line,
	code,
	what: what.length > SHORT ? `${what.slice(0, SHORT - 1).toWellFormed()}…` : what.toWellFormed(),
});
