import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import type { Others } from './burst.ts';
import { chooseCard, openStage, type Addresses, type Contender } from './contenders.ts';
import { framesOf, quantile, type Frames } from './frames.ts';
import type { Stage } from './stage.ts';
import { areaOf } from './tree.ts';

/** Times between frames while a board is worked. */
export interface Handling {
	readonly pan: Frames;
	readonly zoom: Frames;
	/** Fifty cards at once, with all of the board in view. */
	readonly dragFar: Frames;
	/** The same, near enough to be read. */
	readonly dragNear: Frames;
	/** A pan where cards are read. */
	readonly panNear: Frames;
}

const ACT_MS = 1_200;
/** Ten columns by five rows: two branches. */
const FIFTY = areaOf(10, 5);
/** The middle of the third card of the third row, which is among them. */
const HANDLE = [2 * 260 + 110, 2 * 190 + 58] as const;
const READ_AT = 0.45;

export async function handle(browser: Browser, contender: Contender, addresses: Addresses): Promise<Handling> {
	const { stage } = await openStage(browser, contender, addresses);
	const { page } = stage;
	try {
		await stage.fit();
		const pan = await framesOf(page, () => stage.pan(ACT_MS));
		const zoom = await framesOf(page, () => stage.zoom(ACT_MS));
		await stage.fit();
		const dragFar = await dragFifty(stage);
		await stage.zoomTo(READ_AT, await stage.toScreen(-40, -40));
		const panNear = await framesOf(page, () => stage.pan(ACT_MS));
		const dragNear = await dragFifty(stage);
		return { pan, zoom, dragFar, dragNear, panNear };
	} finally {
		await stage.close();
	}
}

async function dragFifty(stage: Stage): Promise<Frames> {
	await stage.select(FIFTY);
	const at = await stage.toScreen(...HANDLE);
	const frames = await framesOf(stage.page, () => stage.drag(at, ACT_MS));
	await putBack(stage);
	return frames;
}

/** Our board asks whether so many are to move, and Escape says no; tldraw is told by undo. */
async function putBack({ page }: Stage): Promise<void> {
	const question = page.getByRole('alertdialog').or(page.getByRole('dialog')).first();
	const isAsked = await question.waitFor({ timeout: 1_000 }).then(
		() => true,
		() => false,
	);
	await page.keyboard.press(isAsked ? 'Escape' : 'Control+z');
	await page.keyboard.press('Escape');
}

/** Milliseconds from asking for the address until a card in view takes a click. */
export async function ready(browser: Browser, contender: Contender, addresses: Addresses): Promise<number> {
	const { stage } = await openStage(browser, contender, addresses);
	try {
		return await chooseCard(stage, addresses.tree);
	} finally {
		await stage.close();
	}
}

export interface Typing {
	readonly editsPerSecond: number;
	/** Milliseconds from the key to the frame that shows it. */
	readonly p50: number;
	readonly p95: number;
	readonly longest: number;
	readonly keys: number;
}

const KEYS = 60;
const KEY_MS = 120;

/** Somebody types on a card while others write all over the board. */
export async function type(browser: Browser, addresses: Addresses, others: Others, perSecond: number): Promise<Typing> {
	const { stage } = await openStage(browser, 'ours', addresses);
	const { page } = stage;
	try {
		const card = addresses.tree.cards[1];
		if (!card) throw new Error('there is no card');
		await page.mouse.dblclick(...(await stage.toScreen(card.pos[0] + 110, card.pos[1] + 58)));
		await page.locator('.mb-card-editor').waitFor();
		await page.evaluate(() => {
			window.benchKeys = [];
			const onKey = ({ timeStamp }: KeyboardEvent): void => {
				requestAnimationFrame(() => {
					// A message is heard after the frame has been put on the screen.
					const { port1, port2 } = new MessageChannel();
					port1.onmessage = () => window.benchKeys.push(performance.now() - timeStamp);
					port2.postMessage(null);
				});
			};
			document.addEventListener('keydown', onKey, true);
		});
		const burst = others.burst(perSecond);
		await sleep(500);
		for (let key = 0; key < KEYS; key++) {
			await Promise.all([page.keyboard.press('abcdefghij'.charAt(key % 10)), sleep(KEY_MS)]);
		}
		const editsPerSecond = await burst.stop();
		const times = await page.evaluate(() => window.benchKeys);
		return {
			editsPerSecond,
			p50: quantile(times, 0.5),
			p95: quantile(times, 0.95),
			longest: Math.max(...times),
			keys: times.length,
		};
	} finally {
		await stage.close();
	}
}

declare global {
	interface Window {
		benchKeys: number[];
	}
}

export interface Memory {
	readonly minute: number;
	/** In use by script, after the garbage was taken out. */
	readonly bytes: number;
	readonly nodes: number;
}

/** Edits of others in a minute of work. */
const EDITS_A_MINUTE = 60;
/** Minutes from one look at the whole board to the next. */
const LOOKS_ROUND = 5;

/** An hour at the table, as many acts in less time: looking about, moving cards, writing, and what others write meanwhile. */
export async function work(browser: Browser, addresses: Addresses, others: Others, minutes: number): Promise<Memory[]> {
	const { stage } = await openStage(browser, 'ours', addresses);
	const { page } = stage;
	const kept: Memory[] = [];
	try {
		await stage.zoomTo(1, await stage.middle());
		for (let minute = 1; minute <= minutes; minute++) {
			await workAMinute(stage, others, addresses, minute);
			if (minute % Math.max(1, Math.round(minutes / 6)) === 0) {
				await page.keyboard.press('Escape');
				await stage.calm();
				kept.push({ minute, ...(await stage.memory()) });
			}
		}
		return kept;
	} finally {
		await stage.close();
	}
}

async function workAMinute(stage: Stage, others: Others, { tree }: Addresses, minute: number): Promise<void> {
	const { page } = stage;
	for (let edit = 0; edit < EDITS_A_MINUTE; edit++) others.edit();
	if (minute % LOOKS_ROUND === 0) {
		await stage.fit();
		await stage.pan(200);
		await stage.zoomTo(1, await stage.middle());
	}
	await stage.pan(100);
	await stage.bringOrigin();
	const card = tree.cards[minute % 3];
	if (!card) return;
	await stage.drag(await stage.toScreen(card.pos[0] + 110, card.pos[1] + 58), 200);
	await page.keyboard.press('Control+z');
	await page.keyboard.press('F2'); // opens the text of the card that was dragged
	await page.locator('.mb-card-editor').waitFor();
	await page.keyboard.type('poco a poco ');
	for (let letter = 0; letter < 'poco a poco '.length; letter++) await page.keyboard.press('Backspace');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
}
