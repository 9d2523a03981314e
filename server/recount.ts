import { readFileSync } from 'node:fs';
import { recount, type RecountFault } from '#domain/poll-export.ts';
import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import { parsePollExport } from '#protocol/poll-export.ts';
import { terminalLocale } from './config.ts';

type Sentence = (inputs: object, options: { locale: Locale }) => string;

const SENTENCES: Readonly<Record<RecountFault, Sentence>> = {
	card: messages.methods_recount_card,
	root: messages.methods_recount_root,
	count: messages.methods_recount_count,
	ballot: messages.methods_recount_ballot,
	tally: messages.methods_recount_tally,
};

/** `npm run recount FILE`: counts an exported vote again, without the server. False where anything is not as published. */
export function recountFile(text: string, locale: Locale, print: (line: string) => void): boolean {
	const poll = parsePollExport(text);
	if (!poll) {
		print(messages.methods_recount_unreadable({}, { locale }));
		return false;
	}
	const { tally, faults } = recount(poll);
	print(poll.question);
	if ('order' in tally) {
		const wordOf = new Map(poll.options.map(({ id, text: words }) => [id, words]));
		for (const [place, tied] of tally.order.entries()) {
			print(`${place + 1}. ${tied.map((id) => wordOf.get(id) ?? id).join(' = ')}`);
		}
	} else {
		print(tally.reached ? messages.methods_reached({}, { locale }) : messages.methods_not_reached({}, { locale }));
	}
	for (const fault of faults) print(SENTENCES[fault]({}, { locale }));
	if (faults.length === 0) print(messages.methods_recount_same({ count: tally.ballots }, { locale }));
	return faults.length === 0;
}

if (import.meta.main) {
	const locale = terminalLocale();
	const [file] = process.argv.slice(2);
	const print = (line: string): void => void process.stdout.write(`${line}\n`);
	if (file === undefined) print(messages.methods_recount_usage({}, { locale }));
	process.exitCode = file !== undefined && recountFile(readFileSync(file, 'utf8'), locale, print) ? 0 : 1;
}
