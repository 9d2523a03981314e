import { existsSync } from 'node:fs';

// `npm run admin -- <command>`: what whoever runs the server does from its terminal, also while it runs. The catalogue may not
// be compiled yet on a fresh copy, and everything else speaks by it.
if (!existsSync(new URL('../src/i18n/compiled/messages.js', import.meta.url))) await import('../src/i18n/compile.ts');
const { administer } = await import('./administer.ts');
process.exitCode = await administer(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
