import type { ScanSubject } from '#domain/record-events.ts';
import type { MinutesData, ScanView } from '#protocol/minutes.ts';
import { m } from '#i18n/compiled/messages.js';
import { sectorLabel } from '$lib/record/table-words.ts';
import { dayAndTime } from '$lib/record/times.ts';

/** What a scanned sheet is of; `of` is the vote's question or the commitment's title. */
export function subjectOfScan(kind: ScanSubject['kind'], of: string | null): string {
	switch (kind) {
		case 'session':
			return m.scan_of_session();
		case 'commitment':
			return m.scan_of_commitment({ title: of ?? '' });
		case 'poll':
			return m.scan_of_poll({ question: of ?? '' });
	}
}

/** When which sheet was put on the record, and by whom as far as the table shows names. */
export function scanSentence({ at, name, sector, about, of }: ScanView, rules: MinutesData['rules']): string {
	const unnamed = sector
		? m.minutes_note_of_sector({ sector: sectorLabel(rules, sector) })
		: m.record_by_facilitator();
	return m.scan_line({ when: dayAndTime(at), what: subjectOfScan(about.kind, of), name: name ?? unnamed });
}
