import type { Annotation } from './annotation.ts';
import type { FrozenRoute } from './texts.ts';

/** A concrete step that people can be asked about. */
export interface LineOfAction {
	readonly id: string;
	readonly text: string;
}

/** The route in force: the last one that was published, with the note that holds it; null before the first. */
export function routeInForce(annotations: readonly Annotation[]): { route: FrozenRoute; note: Annotation } | null {
	for (const note of annotations.toReversed())
		if (note.body.kind === 'route') return { route: note.body.route, note };
	return null;
}

/** The lines of action that can be followed one by one; none before a route was published. */
export function linesOfAction(annotations: readonly Annotation[]): LineOfAction[] {
	const milestones = routeInForce(annotations)?.route.milestones ?? [];
	return milestones.map(({ id, what }) => ({ id, text: what }));
}
