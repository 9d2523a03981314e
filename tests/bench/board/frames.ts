import type { Page } from '@playwright/test';

/** How evenly a page moved: times from frame to frame, in milliseconds. */
export interface Frames {
	readonly p50: number;
	readonly p95: number;
	readonly count: number;
	/** Of the main thread, tasks over 50 ms. */
	readonly longTasks: number;
}

interface Recorder {
	start(): void;
	stop(): { readonly frames: readonly number[]; readonly longTasks: number };
}

declare global {
	interface Window {
		benchFrames: Recorder;
	}
}

/** Runs in each page before anything else of it. */
export function installRecorder(): void {
	let stamps: number[] = [];
	let handle = 0;
	let longTasks = 0;
	new PerformanceObserver((list) => (longTasks += list.getEntries().length)).observe({ type: 'longtask' });
	const note = (now: number): void => {
		stamps.push(now);
		handle = requestAnimationFrame(note);
	};
	window.benchFrames = {
		start() {
			stamps = [];
			longTasks = 0;
			handle = requestAnimationFrame(note);
		},
		stop() {
			cancelAnimationFrame(handle);
			return { frames: stamps.slice(1).map((stamp, index) => stamp - (stamps[index] ?? stamp)), longTasks };
		},
	};
}

/** What the page's frames took while something was done to it. */
export async function framesOf(page: Page, act: () => Promise<void>): Promise<Frames> {
	await page.evaluate(() => window.benchFrames.start());
	await act();
	const { frames, longTasks } = await page.evaluate(() => window.benchFrames.stop());
	return { p50: quantile(frames, 0.5), p95: quantile(frames, 0.95), count: frames.length, longTasks };
}

export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
