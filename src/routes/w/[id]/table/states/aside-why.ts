import { m } from '#i18n/compiled/messages.js';

/** What the server said of words that it did not take, where no lock says more; null where it said nothing. */
export function whyAside(code: string | null): string | null {
	switch (code) {
		case 'value.invalid':
			return m.error_value_invalid();
		case 'text.gone':
			return m.error_text_gone();
		case 'change.too-many':
			return m.error_change_too_many();
		case 'document.full':
			return m.error_document_full();
		case 'place.pinned':
			return m.error_place_pinned();
		case 'phase.closed':
			return m.error_phase_closed();
		default:
			return null;
	}
}
