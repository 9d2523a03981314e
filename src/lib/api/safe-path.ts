/** A path of this site to go on to, as named in an address; the fallback for anything that could lead away. */
export function safePath(wanted: string | null, fallback: string): string {
	// `//host` and `/\host` are addresses of other sites for a browser.
	return wanted !== null && /^\/(?![/\\])[^\s\\]*$/.test(wanted) ? wanted : fallback;
}
