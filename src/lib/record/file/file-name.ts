import { plainText, type Block } from './blocks.ts';

/** What a file is called: the heading, as every file system takes it. */
export function fileName(blocks: readonly Block[], fallback: string): string {
	const heading = blocks.find((block) => block.kind === 'heading');
	const name = heading && 'runs' in heading ? plainText(heading.runs) : '';
	return (
		name
			.normalize('NFD')
			.replace(/\p{M}/gu, '')
			.replace(/[^A-Za-z0-9]+/g, '-')
			.replace(/^-+|-+$/g, '')
			.slice(0, 60) || fallback
	);
}
