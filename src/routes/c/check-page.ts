import { checkRecord, type RecordFault } from '../../protocol/check-record.ts';
import { differences } from '../../lib/record/shown-text.ts';

// The whole script of the public page: fetches the exact record, checks it, compares it with what the page shows, and says so
// with sentences that the page already holds, in the reader's language. Runs over plain http too.

type Outcome =
	| { readonly state: 'ok' | 'unavailable' }
	| { readonly state: 'bad'; readonly faults: readonly (RecordFault | 'hash' | 'text')[] };

async function check(section: HTMLElement): Promise<Outcome> {
	const { record: address = '', hash = '', signature = '', publicKey = '' } = section.dataset;
	const response = await fetch(address, { cache: 'no-cache' });
	if (!response.ok) return { state: 'unavailable' };
	const { record, faults, ...found } = checkRecord(
		new Uint8Array(await response.arrayBuffer()),
		signature,
		publicKey,
	);
	const isOtherRecord = found.hash !== hash;
	const isOtherText = record === null || differences(record, shownTexts()).length > 0;
	const all = [...faults, ...(isOtherRecord ? ['hash' as const] : []), ...(isOtherText ? ['text' as const] : [])];
	return all.length === 0 ? { state: 'ok' } : { state: 'bad', faults: all };
}

function shownTexts(): (readonly [string, string])[] {
	const marked = document.querySelectorAll<HTMLElement>('[data-shown]');
	return [...marked].map((element) => [element.dataset['shown'] ?? '', element.textContent ?? '']);
}

function say(section: HTMLElement, outcome: Outcome | { readonly state: 'running' }): void {
	section.dataset['state'] = outcome.state;
	for (const part of section.querySelectorAll<HTMLElement>('[data-when]')) {
		part.hidden = part.dataset['when'] !== outcome.state;
	}
	const faults: readonly string[] = outcome.state === 'bad' ? outcome.faults : [];
	for (const fault of section.querySelectorAll<HTMLElement>('[data-fault]')) {
		fault.hidden = !faults.includes(fault.dataset['fault'] ?? '');
	}
}

/** Checks the page in this document; the outcome stands in the section's `data-state`. */
export async function checkPage(): Promise<void> {
	const section = document.getElementById('check');
	if (!section) return;
	say(section, { state: 'running' });
	try {
		say(section, await check(section));
	} catch (cause) {
		say(section, { state: 'unavailable' });
		console.error(cause);
	}
}

void checkPage();
