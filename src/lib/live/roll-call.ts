/** How long a tab may take to answer; one that sleeps does not, and its edits are then sent by whoever asked as well. */
const ANSWERS_WITHIN_MS = 100;

type Call = { readonly ask: true } | { readonly here: string };

const channelOf = (document: string) => new BroadcastChannel(`mesa:${document}`);

/** Says to other tabs that this one has the document open; returns the end of it. */
export function answersToRollCall(document: string, tab: string): () => void {
	const channel = channelOf(document);
	channel.onmessage = ({ data }: MessageEvent<Call>) => {
		if ('ask' in data) channel.postMessage({ here: tab } satisfies Call);
	};
	return () => channel.close();
}

/** The other tabs of this browser that have the document open. */
export async function tabsOpen(document: string): Promise<ReadonlySet<string>> {
	const channel = channelOf(document);
	const tabs = new Set<string>();
	channel.onmessage = ({ data }: MessageEvent<Call>) => {
		if ('here' in data) tabs.add(data.here);
	};
	channel.postMessage({ ask: true } satisfies Call);
	await new Promise((resolve) => setTimeout(resolve, ANSWERS_WITHIN_MS));
	channel.close();
	return tabs;
}
