import { m } from '#i18n/compiled/messages.js';
import type { AuthorView } from '#protocol/api.ts';
import type { WorkshopView } from '#protocol/view.ts';
import { sectorName } from '../words.ts';

/** A person's name, or what may be said in its place by the table's rule. */
export function authorName({ name, sector, erased }: AuthorView, view: WorkshopView): string {
	if (erased) return m.talk_left();
	if (name !== null) return name;
	return sector === null ? m.talk_somebody() : m.talk_somebody_of({ sector: sectorName(view, sector) });
}
