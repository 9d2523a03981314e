import type { Annotation } from '#domain/annotation.ts';
import { hashWords } from '#domain/hash-words.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';

/** Where a version stands in the instance's log, as of one checkpoint. */
export interface InLog {
	readonly holds: boolean;
	/** Of the checkpoint: the log's size. */
	readonly number: number;
	readonly at: number;
	readonly root: string;
	readonly words: string;
	/** Of the version's entry, from 1. */
	readonly index: number;
	/** The newest version as of that checkpoint. */
	readonly current: number;
	/** Signed notes beside the text, of all versions; none where the bundle does not hold. */
	readonly annotations: readonly Annotation[];
}

/** For `load`: reads and checks the bundle; null where it can't be had, and then the page says nothing about the log. */
export async function inLog(fetcher: typeof fetch, commitment: string, version: number): Promise<InLog | null> {
	const response = await fetcher(`/api/commitments/${encodeURIComponent(commitment)}/bundle`);
	if (!response.ok) return null;
	const { verdict, bundle, checkpoint } = verifyBundle(new Uint8Array(await response.arrayBuffer()));
	const own = bundle?.versions.find((each) => each.version === version);
	if (!bundle || !checkpoint || !own) return null;
	const { size: number, at, root } = checkpoint;
	const holds = verdict === 'holds';
	const annotations = holds ? (bundle.annotations ?? []).map(({ annotation }) => annotation) : [];
	const place = { words: hashWords(root), index: own.index + 1, current: bundle.current };
	return { holds, number, at, root, ...place, annotations };
}
