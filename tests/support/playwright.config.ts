import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from './chromium.ts';

const executablePath = findChromium();

export default defineConfig({
	testDir: '../e2e',
	testMatch: '**/*.spec.ts',
	outputDir: '../../test-results',
	workers: 1, // one test is several people, each with a browser of their own
	retries: 0,
	forbidOnly: !!process.env.CI,
	timeout: 120_000,
	expect: { timeout: 10_000 },
	reporter: [['list']],
	use: {
		browserName: 'chromium',
		locale: 'es-MX',
		timezoneId: 'America/Mexico_City',
		screenshot: 'only-on-failure',
		trace: 'off',
		actionTimeout: 15_000,
		navigationTimeout: 20_000,
		launchOptions: { args: chromiumArgs, ...(executablePath === null ? {} : { executablePath }) },
	},
});
