import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// `npm run bench:all`: every measurement, one after another on a quiet machine, and then the page.

const STEPS = [
	'bench',
	'bench:profile',
	'bench:gate',
	'bench:arrive',
	'bench:join',
	'bench:rooms',
	'bench:soak',
	'bench:bad-network',
	'bench:cost',
	'bench:board',
	'bench:list',
	'bench:page',
];

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
	scripts: Record<string, string>;
};
const failed: string[] = [];
for (const step of STEPS.filter((name) => name in scripts)) {
	console.log(`\n── ${step}`);
	const { status } = spawnSync('npm', ['run', '-s', step], { stdio: 'inherit' });
	if (status !== 0) failed.push(step);
}
if (failed.length > 0) console.error(`\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
