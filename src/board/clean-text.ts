/** Line ends as \n; no control characters besides line end and tab, no halves of surrogate pairs (Yjs would store U+FFFD). */
export function cleanText(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/g, '')
		.replace(/\p{Surrogate}/gu, '');
}

/** The longest beginning of at most `units` UTF-16 units that doesn't cut a surrogate pair. */
export function cutText(text: string, units: number): string {
	if (text.length <= units) return text;
	const end = Math.max(0, units);
	return text.slice(0, isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end);
}

export const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
export const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** Control characters that no keyboard writes and that a database or a printer may stumble over; tab and line ends are none. */
export const hasControls = (text: string): boolean => /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
