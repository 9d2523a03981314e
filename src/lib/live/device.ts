import { documentName } from '#board/document-names.ts';
import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { DEVICE_COOKIE } from './device-cookie.ts';
import { freshId } from './fresh-id.ts';
import { LaterStore } from './later-store.ts';
import type { OfflineStore } from './offline-store.ts';
import type { KeyedStore } from './set-aside.ts';

/** Whose this device is: one's own keeps what the server does not have yet, a shared one keeps nothing. */
export type DeviceChoice = 'own' | 'shared';

const OWN_DAYS = 180;
/** What our pages keep in the browser besides begins so. */
const PREFIX = 'mesa';

/** What was answered here; null until somebody was asked. */
export function deviceChoice(): DeviceChoice | null {
	const found = new RegExp(`(?:^|; )${DEVICE_COOKIE}=(own|shared)`).exec(document.cookie)?.[1];
	return found === 'own' || found === 'shared' ? found : null;
}

export function chooseDevice(choice: DeviceChoice): void {
	const stays = choice === 'own' ? `; max-age=${OWN_DAYS * 86_400}` : '';
	document.cookie = `${DEVICE_COOKIE}=${choice}; path=/; samesite=lax${stays}`;
}

/** Where a document's unsent edits and a person's refused words are kept on this device. */
export interface Keeping {
	readonly offline: OfflineStore | null;
	readonly texts: KeyedStore | null;
}

export function keepingHere(workshop: WorkshopId, participant: ParticipantId, target: DocumentTarget): Keeping {
	if (deviceChoice() !== 'own') return { offline: null, texts: storageOf('sessionStorage') };
	const tab = freshId();
	const offline = new LaterStore(async () => {
		const { IndexedDbStore } = await import('./indexed-db-store.ts');
		return new IndexedDbStore(workshop, participant, documentName(target), tab);
	});
	return { offline, texts: storageOf('localStorage') };
}

/** Deletes everything that this device keeps of anybody: they leave, or say that it is not theirs. */
export async function forgetHere(): Promise<void> {
	for (const name of ['localStorage', 'sessionStorage'] as const) {
		const storage = storageOf(name);
		if (storage === null) continue;
		for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
	}
	document.cookie = `${DEVICE_COOKIE}=; path=/; max-age=0`;
	const { deleteDeviceDatabase } = await import('./device-database.ts');
	await deleteDeviceDatabase();
}

/** `onsubmit` of a form that signs out: first what this device keeps goes, then the form. */
export function forgetThenSubmit(event: SubmitEvent & { currentTarget: HTMLFormElement }): void {
	const form = event.currentTarget;
	event.preventDefault();
	void Promise.race([forgetHere(), new Promise((resolve) => setTimeout(resolve, LEAVES_WITHIN_MS))]).finally(() =>
		form.submit(),
	);
}

/** A browser that does not answer must not keep anybody signed in. */
const LEAVES_WITHIN_MS = 2_000;

/** The browser's own, or null where it is forbidden. */
function storageOf(name: 'localStorage' | 'sessionStorage'): Storage | null {
	try {
		return typeof window === 'undefined' ? null : window[name];
	} catch {
		return null;
	}
}
