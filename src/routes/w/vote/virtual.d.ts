declare module 'virtual:vote-script' {
	/** Code by file name; `vote.js` is the one that the page names. */
	export const files: Readonly<Record<string, string>>;
}
