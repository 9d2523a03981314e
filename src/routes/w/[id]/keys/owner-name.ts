import type { ParticipantId, SectorId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { WorkshopView } from '#protocol/view.ts';
import { personName, sectorName } from '../table/words.ts';

/** Whose key it is, as far as the table's rule on names goes. */
export function ownerName(view: WorkshopView, participant: ParticipantId, sector: SectorId): string {
	const owner = view.people.find(({ id }) => id === participant);
	const name = owner ? personName(owner) : m.table_person_unnamed();
	return m.sign_others_whose({ name, sector: sectorName(view, sector) });
}
