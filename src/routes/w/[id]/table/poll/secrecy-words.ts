import type { Secrecy } from '#domain/rule-card.ts';
import { m } from '#i18n/compiled/messages.js';

/** Who could see what, said before anybody votes. */
const SECRECY: Readonly<Record<Secrecy, () => string>> = {
	'by-sector': m.poll_open_by_sector,
	open: m.methods_open_names,
	secret: m.secret_by_sector,
	'secret-by-block': m.secret_by_block,
	'secret-by-person': m.secret_by_person,
};
export const secrecyInWords = (secrecy: Secrecy): string => SECRECY[secrecy]();
