import { getContext, setContext } from 'svelte';
import type { ParticipantId, SectorId } from '#domain/ids.ts';
import type { CardId } from '#board/ids.ts';
import type { Voice } from '#board/details.ts';
import { m } from '#i18n/compiled/messages.js';

/** Who can be said to say a card. */
export interface Voices {
	/** As the table's rules show them: by name, by sector, or not at all. Only by name can they be told apart, and chosen. */
	readonly people: readonly { readonly id: ParticipantId; readonly name: string; readonly isOffered: boolean }[];
	readonly sectors: readonly { readonly id: SectorId; readonly name: string }[];
	/** Asks who put a card on the board; left out where no page can. */
	readonly askAuthor?: AskAuthor;
}

/** `nobody`: it came with the table. `unknown`: it could not be asked. */
export type AskAuthor = (card: CardId) => Promise<'me' | 'nobody' | 'unknown' | { readonly name: string }>;

const NOBODY: Voices = { people: [], sectors: [] };
const KEY = Symbol('voices');

/** For the list, whose rows are many levels deep. */
export function provideVoices(voices: () => Voices): void {
	setContext(KEY, voices);
}

/** How to ask who can be chosen; nobody, where no page says. */
export function useVoices(): () => Voices {
	return getContext<(() => Voices) | undefined>(KEY) ?? (() => NOBODY);
}

/** Whose word it is; somebody whom the table no longer shows stays somebody. */
export function voiceName(voice: Voice, { people, sectors }: Voices): string {
	const known =
		'participant' in voice
			? people.find(({ id }) => id === voice.participant)
			: sectors.find(({ id }) => id === voice.sector);
	return known?.name ?? m.details_voice_unknown();
}
