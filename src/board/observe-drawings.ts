import * as Y from 'yjs';
import { drawingsOf } from './roots.ts';

/** Calls `onChange` with the ids of the drawings that a transaction touched, one call a transaction. Returns how to stop. */
export function observeDrawings(doc: Y.Doc, onChange: (ids: ReadonlySet<string>) => void): () => void {
	const root = drawingsOf(doc);
	const onEvents = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
		const ids = new Set<string>();
		for (const event of events) {
			const [top] = event.path;
			if (typeof top === 'string') ids.add(top);
			else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) ids.add(String(key));
		}
		onChange(ids);
	};
	root.observeDeep(onEvents);
	return () => root.unobserveDeep(onEvents);
}
