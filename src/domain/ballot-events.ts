import type { EventBody } from './events.ts';

/**
 * What somebody did with their ballot. Until the close such an event shows in nothing that goes out but the turnout: not in a
 * number, not in a time.
 */
export function isOfBallot({ type }: Pick<EventBody, 'type'>): boolean {
	return (
		type === 'ballot.cast' || type === 'ballot.withdrawn' || type === 'ballot.late' || type === 'ballot.at-table'
	);
}
