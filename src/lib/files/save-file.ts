/** Gives a file to the browser to keep where people keep theirs. */
export function saveFile(name: string, content: Blob): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url)); // the browser has taken it by then
}

/** A title as the name of a file on any system: letters, digits and hyphens. */
export function fileName(title: string, ending: string): string {
	const plain = title
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60)
		.toLowerCase();
	return `${plain || 'mesa'}.${ending}`;
}
