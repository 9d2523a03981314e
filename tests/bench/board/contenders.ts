import { errors, type Browser } from '@playwright/test';
import type { PreparedPerson } from '../servers/prepare.ts';
import { Stage } from './stage.ts';
import type { Tree } from './tree.ts';

export type Contender = 'ours' | 'tldraw';
export const CONTENDERS: readonly Contender[] = ['ours', 'tldraw'];

/** Where each shows the same cards. */
export interface Addresses {
	/** E.g. `http://127.0.0.1:3000`, and the table's path. */
	readonly origin: string;
	readonly path: string;
	readonly person: PreparedPerson;
	readonly peer: string;
	readonly tree: Tree;
}

/** Page units of a card; both draw it that wide, and at least that tall. */
const CARD = { w: 220, h: 116 } as const;

/** Opens a board in a browser of its own; resolves when all cards in view are drawn, with the milliseconds since the address was asked for. */
export async function openStage(
	browser: Browser,
	contender: Contender,
	addresses: Addresses,
): Promise<{ readonly stage: Stage; readonly drawnAfter: number }> {
	const isOurs = contender === 'ours';
	const origin = isOurs ? addresses.origin : addresses.peer;
	const cookies = isOurs ? { mesa_session: addresses.person.token, mesa_device: 'shared' } : {};
	const stage = await Stage.open(browser, cookies, origin);
	await stage.page.goto(isOurs ? origin + addresses.path : origin, { waitUntil: 'commit' });
	const places = addresses.tree.cards.map(({ pos }) => pos);
	const drawn = await stage.page.waitForFunction(
		areDrawn,
		{ places, ...CARD, type: isOurs ? 'card' : 'geo' },
		{
			polling: 'raf',
			timeout: 60_000,
		},
	);
	return { stage, drawnAfter: Number(await drawn.jsonValue()) };
}

/** How long a click may take to show, before another one is tried: the page may just have moved to its first view. */
const CLICK_MS = 500;

/** Chooses a card in view as soon as it can be, and tells when, in milliseconds since the address was asked for. */
export async function chooseCard(stage: Stage, { cards: [card] }: Tree): Promise<number> {
	if (!card) throw new Error('there is no card');
	for (let tries = 0; tries < 60; tries++) {
		await stage.click(...(await stage.toScreen(card.pos[0] + CARD.w / 2, card.pos[1] + CARD.h / 2)));
		const chosen = await stage.page
			.waitForFunction(isChosen, null, { polling: 'raf', timeout: CLICK_MS })
			.catch((error: unknown) => {
				if (error instanceof errors.TimeoutError) return null;
				throw error;
			});
		if (chosen) return Number(await chosen.jsonValue());
	}
	throw new Error('no card could be chosen');
}

/** Runs in the page: false, or the time at which something was selected. */
const isChosen = (): number | false =>
	document.querySelector('.tl-canvas[data-isselectinganything="true"]') !== null && performance.now();

interface Expected {
	readonly places: readonly (readonly [number, number])[];
	readonly w: number;
	readonly h: number;
	readonly type: string;
}

/** Runs in the page: false, or the time at which as many cards stood there as the view holds. */
function areDrawn({ places, w, h, type }: Expected): number | false {
	const layer = document.querySelector<HTMLElement>('.tl-shapes');
	const canvas = document.querySelector('.tl-canvas')?.getBoundingClientRect();
	if (!layer || !canvas || !document.querySelector('.tl-shape')) return false;
	const [z = 1, x = 0, y = 0] = [...layer.style.transform.matchAll(/-?[\d.]+(?:e-?\d+)?/g)].map(([number]) =>
		Number(number),
	);
	const inView = places.filter(
		([left, top]) =>
			(left + w + x) * z > 0 &&
			(top + h + y) * z > 0 &&
			(left + x) * z < canvas.width &&
			(top + y) * z < canvas.height,
	).length;
	const standing = document.querySelectorAll(`.tl-shape[data-shape-type="${type}"]:not([style*="display: none"])`);
	return inView > 0 && standing.length >= inView ? performance.now() : false;
}
