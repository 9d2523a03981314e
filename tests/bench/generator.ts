import { Crowd, type Order, type Window } from './crowd.ts';

/** What this process tells its parent. */
export type FromGenerator = { readonly joined: true } | { readonly window: Window } | { readonly failed: string };

const tell = (message: FromGenerator): Promise<void> =>
	new Promise((resolve) => {
		process.send?.(message, () => resolve());
	});

// A process of its own, so that it can have a core of its own: the order comes first, windows go back.
process.once('message', (order: Order) => {
	const crowd = new Crowd(order);
	(async () => {
		await crowd.join();
		await tell({ joined: true });
		const told: Promise<void>[] = [];
		await crowd.act((window) => told.push(tell({ window })));
		await Promise.all(told);
	})()
		.catch((error: unknown) =>
			tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
		)
		.finally(() => {
			crowd.leave();
			process.exit();
		});
});
