declare module 'virtual:room-scripts' {
	/** Scripts and styles by file name; `table.es.js` and the like, by page and language, are those that pages name. */
	export const files: Readonly<Record<string, string>>;
	/** The same by brotli, in base64. */
	export const packed: Readonly<Record<string, string>>;
}
