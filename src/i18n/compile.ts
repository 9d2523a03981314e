import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { paraglideOptions } from './paraglide.ts';

// `npm run i18n`: turns the catalogue into functions, or does nothing when nothing changed since the last time.

const messages = 'src/i18n/messages';
const stamp = join(paraglideOptions.outdir, '.stamp');

function digestOfInputs(): string {
	const hash = createHash('sha256').update(JSON.stringify(paraglideOptions));
	const inputs = readdirSync(messages)
		.sort()
		.map((name) => join(messages, name));
	inputs.push('src/i18n/project.inlang/settings.json', 'node_modules/@inlang/paraglide-js/package.json');
	for (const path of inputs) hash.update(`\0${path}\0`).update(readFileSync(path));
	return hash.digest('hex');
}

const digest = digestOfInputs();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
	for (const name of readdirSync(messages)) JSON.parse(readFileSync(join(messages, name), 'utf8')); // a typo fails here, with its place
	await compile(paraglideOptions);
	writeFileSync(stamp, digest);
}
