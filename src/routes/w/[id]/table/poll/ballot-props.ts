import type { PollView } from '#protocol/view.ts';
import type { LiveTable } from '../live-table.ts';

/** What the ballot of any method gets. */
export interface BallotProps {
	table: LiveTable;
	poll: PollView;
	/** A phone's whole page: larger keys, and the sending stays at the foot of the screen. */
	phone?: boolean;
}
