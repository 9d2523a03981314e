import type { Command } from '#domain/commands.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';

/** Acts about somebody that are asked once more, with their reason; the record tells the whole table. */
export type PersonAct = 'remove' | 'readmit' | 'release' | 'dismiss';

interface ActWords {
	readonly title: (words: { name: string }) => string;
	readonly explain: () => string;
	readonly confirm: () => string;
	readonly danger: boolean;
	readonly required: boolean;
	readonly command: (participant: ParticipantId, reason: string) => Command;
}

export const PERSON_ACTS: Readonly<Record<PersonAct, ActWords>> = {
	remove: {
		title: m.facilitate_remove_title,
		explain: m.facilitate_remove_explain,
		confirm: m.facilitate_remove,
		danger: true,
		required: true,
		command: (participant, reason) => ({ type: 'removeParticipant', participant, reason }),
	},
	readmit: {
		title: m.facilitate_readmit_title,
		explain: m.facilitate_readmit_explain,
		confirm: m.facilitate_readmit,
		danger: false,
		required: true,
		command: (participant, reason) => ({ type: 'readmitParticipant', participant, reason }),
	},
	release: {
		title: m.facilitate_release_title,
		explain: m.facilitate_release_explain,
		confirm: m.facilitate_release,
		danger: false,
		required: false,
		command: (participant, reason) => ({ type: 'releaseSeat', participant, reason }),
	},
	dismiss: {
		title: m.arrive_convener_dismiss_title,
		explain: m.arrive_convener_dismiss_explain,
		confirm: m.arrive_convener_dismiss,
		danger: false,
		required: false,
		command: (participant, reason) => ({ type: 'dismissConvener', participant, reason }),
	},
};
