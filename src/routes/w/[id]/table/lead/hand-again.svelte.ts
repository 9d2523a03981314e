import type { LiveTable } from '../live-table.ts';

/**
 * Raises this person's hand again once the server has forgotten it: signs are in its memory alone. A hand that was taken down,
 * or that got the floor, stays down.
 */
export function keepHandUp(table: LiveTable): void {
	/** The memory that knew of the hand; null while it is down. */
	let knownIn: number | null = null;
	$effect(() => {
		const { hand, hasFloor } = table.me.leading;
		const { memory } = table.view.leading;
		if (hand !== null) knownIn = memory;
		else if (hasFloor || knownIn === memory) knownIn = null;
		else if (knownIn !== null) {
			const before = knownIn;
			knownIn = null;
			void table.send({ type: 'raiseHand' }).then((answer) => {
				// The line went again on the way: the next frame finds it down and asks once more.
				if (!answer.ok && answer.code === 'network') knownIn ??= before;
			});
		}
	});
}
