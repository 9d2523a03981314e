import type { Voices } from '$lib/details/voices.ts';
import { ask } from '$lib/api/ask.ts';
import type { CardAuthor } from '#protocol/api.ts';
import type { WorkshopView } from '#protocol/view.ts';
import { authorName } from '../talk/author.ts';
import { personName, sectorName } from '../words.ts';

/** Who can be said to say a card, as the table's rules show people to everybody: by name, by sector, or not at all. */
export function voicesOf(view: WorkshopView): Voices {
	const { namesShown, sectors } = view.rules.rules;
	const people = view.people.flatMap((person) => {
		if (person.removed || person.role !== 'guest') return [];
		if (namesShown === 'names') return [{ id: person.id, name: personName(person), isOffered: !person.erased }];
		const sector = person.seat?.sector ?? person.sector;
		if (namesShown === 'none' || sector === null) return [];
		return [{ id: person.id, name: sectorName(view, sector), isOffered: false }];
	});
	return {
		people,
		sectors: sectors.map(({ id }) => ({ id, name: sectorName(view, id) })),
		async askAuthor(card) {
			const answer = await ask<CardAuthor>(fetch, `/api/workshops/${view.id}/cards/${card}/author`);
			if (!answer.ok) return 'unknown';
			const { by, mine } = answer.body;
			if (mine) return 'me';
			return by === null ? 'nobody' : { name: authorName(by, view) };
		},
	};
}
