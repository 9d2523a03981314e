import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What depends on the colours; everything else is the same by day and by night, and is asked once a size. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

type Sizes = readonly { readonly viewport: { readonly width: number; readonly height: number } }[];

/**
 * Holds the page as it stands to WCAG 2.2 AA: at a desk and on a phone, by day and by night. `sizes` are fewer where another size
 * would fold away what is to be looked at. The page is left at the last of them, as tall as it was shown.
 */
export async function isFit(page: Page, state: string, sizes: Sizes = [PHONE, DESK]): Promise<void> {
	await test.step(state, async () => {
		for (const { viewport } of sizes) {
			await page.setViewportSize(viewport);
			for (const colorScheme of ['dark', 'light'] as const) {
				await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
				await growToWhole(page);
				// No colour is on its way to another.
				await page.waitForFunction(() =>
					document.getAnimations().every(({ playState }) => playState !== 'running'),
				);
				const axe = new AxeBuilder({ page }).setLegacyMode();
				const asked = colorScheme === 'dark' ? axe.withRules(OF_COLOURS) : axe.withTags(TAGS);
				const { violations } = await asked.analyze();
				const found = violations.flatMap(({ id, nodes }) =>
					nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
				);
				expect.soft(found, `${state}, ${viewport.width} wide, ${colorScheme}`).toEqual([]);
			}
		}
	});
}

/**
 * Shows the page whole: it scrolls under a phone's bars, and what they cover for the moment would count as a target too small
 * to hit. A page may still be growing, so it is asked again; not for ever, as some pages are always taller than their window.
 */
async function growToWhole(page: Page): Promise<void> {
	for (let round = 0; round < 5; round += 1) {
		const { width, height } = page.viewportSize() ?? DESK.viewport;
		const whole = await page.evaluate(async () => {
			for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
			return document.documentElement.scrollHeight;
		});
		if (whole <= height) return;
		await page.setViewportSize({ width, height: whole });
	}
}
