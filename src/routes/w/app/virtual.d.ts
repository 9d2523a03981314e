declare module 'virtual:room-scripts' {
	/** Scripts and styles by file name; `table.js`, `vote.js` and `screen.js` are those that pages name. */
	export const files: Readonly<Record<string, string>>;
}
