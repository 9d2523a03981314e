/** The words of a text as they are compared: without case, accents and punctuation. */
export function plainWords(text: string): readonly string[] {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}
