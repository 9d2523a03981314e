import { it } from 'vitest';
import type { Dialect } from '../../support/storage.ts';
import { Lane } from './lane.ts';

const TIMEOUT_MS = 30_000;

/** A test on a lane of its own, which is closed after it, however it ends. */
export const withLaneOn =
	(dialect: Dialect) =>
	(title: string, use: (lane: Lane) => Promise<void>): void => {
		it(
			title,
			async () => {
				const lane = await Lane.open(dialect);
				try {
					await use(lane);
				} finally {
					await lane.close();
				}
			},
			TIMEOUT_MS,
		);
	};
