import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const installed = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The address bar's own pages, which a headless Chromium else loads for every window: they took a third of the time to open one.
 * The switch may be given once, so what Playwright turns off by it stands here too.
 */
const UNUSED = [
	...['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup', 'PreloadTopChromeWebUI', 'AimEnabled'],
	...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'PaintHolding', 'MediaRouter'],
	...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'ThirdPartyStoragePartitioning', 'LensOverlay'],
	...['OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch'],
];

/** Without GPU or sandbox (there is none in a container), and without the browser's own talk to its maker. */
export const chromiumArgs = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	`--disable-features=${UNUSED.join(',')}`,
];

/** The Chromium that `CHROMIUM_PATH` names, else the system's, else Playwright's own; null where there is none. */
export function findChromium(): string | null {
	const named = process.env.CHROMIUM_PATH;
	if (named) {
		if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
		return named;
	}
	return [...installed, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

function isDebianAsRoot(): boolean {
	if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
	return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs a Chromium if there is none, and says so. */
export function ensureChromium(): string {
	const found = findChromium();
	if (found) return found;

	const [command, args]: [string, string[]] = isDebianAsRoot()
		? ['sh', ['-c', 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium']]
		: ['npx', ['playwright', 'install', 'chromium']];
	console.log(`No Chromium here; installing one for the browser tests: ${[command, ...args].join(' ')}`);
	spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

	const now = findChromium();
	if (!now) throw new Error('no Chromium could be installed; name one with CHROMIUM_PATH');
	return now;
}
