import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { chooseDevice, deviceChoice, keepingHere, type DeviceChoice } from '$lib/live/device.ts';
import type { LiveDocument } from '$lib/live/document.svelte.ts';

/** Whose device this page is on, for a document that is open on it. */
export class WhoseDevice {
	/** null until somebody was asked. */
	choice: DeviceChoice | null = $state(typeof document === 'undefined' ? null : deviceChoice());
	readonly #keeping: () => Parameters<LiveDocument['keepIn']>[0];
	readonly #document: LiveDocument;

	constructor(document: LiveDocument, workshop: WorkshopId, participant: ParticipantId, target: DocumentTarget) {
		this.#document = document;
		this.#keeping = () => keepingHere(workshop, participant, target);
	}

	answer(choice: DeviceChoice): void {
		chooseDevice(choice);
		this.choice = choice;
		this.#document.keepIn(this.#keeping());
	}
}
