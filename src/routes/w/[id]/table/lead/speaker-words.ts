import { m } from '#i18n/compiled/messages.js';
import type { SpeakerView } from '#protocol/leading-view.ts';
import type { WorkshopView } from '#protocol/view.ts';

/** Who speaks or asks to, as far as the table's rule on names tells it. */
export function speakerName(view: WorkshopView, { name, sector }: Pick<SpeakerView, 'name' | 'sector'>): string {
	const label = sector ? view.rules.labels.sectors[sector]?.label : undefined;
	if (name !== null) return label ? m.lead_person_of({ name, sector: label }) : name;
	return label ? m.lead_someone_of({ sector: label }) : m.lead_someone();
}
