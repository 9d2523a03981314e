import type { FileError } from '#board/files/file-error.ts';
import { m } from '#i18n/compiled/messages.js';

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
