import type { Plugin } from 'vite';
import { METHODS } from '../../../domain/rule-card.ts';

/**
 * What a page fetches besides its one script, as one file each: left to itself the bundler cuts what two parts share into files
 * of a few hundred bytes, sentence by sentence, and forty of them, six at a time, are a second of round trips on a bad network.
 */
const LATER: readonly { readonly name: string; readonly entries: readonly string[] }[] = [
	{ name: 'panel', entries: ['lib/list/card-panel.svelte'] },
	{
		name: 'soon',
		entries: [
			'lib/acts/draft-offer.svelte',
			'lib/acts/list-menu.svelte',
			'lib/list/add-card.svelte',
			'lib/list/card-lock.svelte',
			'lib/list/changes-panel.svelte',
			'lib/list/chosen-bar.svelte',
			'lib/list/gone-cards.svelte',
			'lib/list/help-sheet.svelte',
			'lib/list/list-clipboard.ts',
			'lib/list/list-keys.ts',
			'lib/list/remove-dialog.svelte',
			'routes/w/[id]/table/beside/review-button.svelte',
		],
	},
];

interface Graph {
	getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/** Which modules say which sentences. The bundler's own graph does not tell: there every module imports the index of all. */
export interface Speakers {
	/** Reads each module as it is bundled. */
	readonly plugin: Plugin;
	of(sentence: string): Iterable<string>;
}

export function listenForSpeakers(): Speakers {
	const speakers = new Map<string, Set<string>>();
	return {
		plugin: {
			name: 'who-says-what',
			enforce: 'pre',
			transform(code, id) {
				if (id.includes('/i18n/compiled/')) return null;
				for (const [, sentence = ''] of code.matchAll(/\bm\.([a-z]\w*)/g)) {
					const known = speakers.get(sentence);
					if (known) known.add(id);
					else speakers.set(sentence, new Set([id]));
				}
				return null;
			},
		},
		of: (sentence) => speakers.get(sentence) ?? [],
	};
}

/** Parts that a page names in its head under a name of their own, so that they come beside its script and not after it. */
export const NAMED_PARTS: Readonly<Record<string, string>> = Object.fromEntries(
	METHODS.map((method) => [`ballot-${method}`, `src/routes/w/[id]/table/poll/${method}-ballot.svelte`]),
);
const isPart = (id: string): boolean => Object.values(NAMED_PARTS).some((path) => id.endsWith(`/${path}`));

const SENTENCE = /\/i18n\/compiled\/messages\/(\w+)\.js$/;

/**
 * Says into which file a module goes: all that a page needs at once into its one script, since a dozen small files pack worse and
 * each waits another round trip; what the later parts need besides into theirs. Null: where the bundler likes.
 */
export function fileOf(speakers: Speakers): (id: string, graph: Graph) => string | null {
	const files = [
		{ name: 'first', isReached: reach((id, { isEntry }) => isEntry && !isPart(id)) },
		...LATER.map(({ name, entries }) => ({
			name,
			isReached: reach((id) => entries.some((entry) => id.endsWith(`/src/${entry}`))),
		})),
	];
	return (id, graph) => {
		if (id.endsWith('/i18n/compiled/messages.js') || id.endsWith('/messages/_index.js')) return null;
		const [, sentence] = SENTENCE.exec(id) ?? [];
		const whose = sentence === undefined ? [id] : [...speakers.of(sentence)];
		return files.find(({ isReached }) => whose.some((one) => isReached(one, graph)))?.name ?? null;
	};
}

type Begins = (id: string, module: { readonly isEntry: boolean }) => boolean;

/** Whether a module begins so, or one that does imports it at once, by whatever way. */
function reach(begins: Begins): (id: string, graph: Graph) => boolean {
	const known = new Map<string, boolean>();
	const isReached = (id: string, graph: Graph): boolean => {
		const before = known.get(id);
		if (before !== undefined) return before;
		known.set(id, false); // modules that import each other
		const module = graph.getModuleInfo(id);
		const is = module !== null && (begins(id, module) || module.importers.some((one) => isReached(one, graph)));
		known.set(id, is);
		return is;
	};
	return isReached;
}
