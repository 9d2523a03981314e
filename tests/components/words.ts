import { createRawSnippet, type Snippet } from 'svelte';

/** A snippet that says these words, for components that take their content as a snippet. */
export function words(text: string): Snippet {
	return createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
}
