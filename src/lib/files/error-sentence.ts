import type { FileError } from '#board/files/file-error.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Lost } from './read-tldr.ts';

/** What is wrong in which line, as a sentence. */
export function errorSentence({ line, code, what }: FileError): string {
	return m.files_error_line({ line, what: reason(code, what) });
}

function reason(code: FileError['code'], what: string): string {
	switch (code) {
		case 'syntax':
			return m.files_error_syntax({ what });
		case 'format':
			return m.files_error_format();
		case 'tldr':
			return m.files_error_tldr();
		case 'value':
			return m.files_error_value({ what });
		case 'key':
			return m.files_error_key({ what });
		case 'missing':
			return m.files_error_missing({ what });
		case 'twice':
			return m.files_error_twice({ what });
		case 'unknown-card':
			return m.files_error_unknown_card({ what });
		case 'too-long':
			return m.files_error_too_long({ what });
		case 'too-many':
			return m.files_error_too_many();
		case 'empty':
			return m.files_error_empty();
	}
}

/** What of a file stays behind, as a sentence; what it says or is called tells one from another. */
export function lostSentence({ what, name }: Lost): string {
	const kind = lostKind(what);
	return name === '' ? kind : m.files_lost_named({ what: kind, name: shortened(name) });
}

function lostKind(what: Lost['what']): string {
	switch (what) {
		case 'arrow':
			return m.files_lost_arrow();
		case 'arrow-text':
			return m.files_lost_arrow_text();
		case 'image':
			return m.files_lost_image();
		case 'figure':
			return m.files_lost_figure();
		case 'stroke':
			return m.files_lost_stroke();
		case 'frame-title':
			return m.files_lost_frame_title();
		case 'other':
			return m.files_lost_other();
	}
}

const shortened = (name: string): string => (name.length > 80 ? `${name.slice(0, 79).toWellFormed()}…` : name);
