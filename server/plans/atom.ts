import { escapeXml } from '#board/escape-xml.ts';
import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import type { PublicEvent } from './public-events.ts';

interface Feed {
	readonly title: string;
	/** Its own address, and that of the page that it is about. */
	readonly self: string;
	readonly page: string;
	/** Newest first. */
	readonly events: readonly PublicEvent[];
	readonly locale: Locale;
}

type Words = (inputs: { title: string }, options: { locale: Locale }) => string;
const WORDS: Readonly<Record<PublicEvent['kind'], Words>> = {
	issued: messages.feed_issued,
	amended: messages.feed_amended,
	withdrawn: messages.feed_withdrawn,
	erratum: messages.feed_erratum,
	progress: messages.feed_progress,
	route: messages.feed_route,
	question: messages.feed_question,
	response: messages.feed_response,
};

/** RFC 4287. An entry's id is the hash of its entry in the log, so that no reader shows it twice. */
export function atomFeed({ title, self, page, events, locale }: Feed): string {
	const entries = events.map(
		({ kind, title: of, url, id, at }) =>
			`<entry><id>urn:sha256:${id}</id><title>${escapeXml(WORDS[kind]({ title: of }, { locale }))}</title>` +
			`<link href="${escapeXml(url)}"/><updated>${iso(at)}</updated></entry>`,
	);
	return (
		'<?xml version="1.0" encoding="utf-8"?>\n' +
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}"><id>${escapeXml(self)}</id>` +
		`<title>${escapeXml(title)}</title><link rel="self" href="${escapeXml(self)}"/><link href="${escapeXml(page)}"/>` +
		`<updated>${iso(events[0]?.at ?? 0)}</updated><author><name>Mesa Abierta</name></author>\n` +
		`${entries.join('\n')}\n</feed>\n`
	);
}

const iso = (at: number): string => new Date(at).toISOString();
