import type { LiveDocument } from '$lib/live/document.svelte.ts';
import type { SaveState } from '$lib/ui/save-state.ts';

/** Where one's writing in a document stands, in the words of the page's lower left corner. */
export function saveStateOf({ saved, status, permission }: LiveDocument): SaveState {
	switch (saved.current) {
		case 'in-this-tab':
			return 'tab';
		case 'on-this-device':
			return 'device';
		case 'sent':
			return 'sent';
		case 'saved':
			if (status.current.is === 'offline') return 'offline';
			return permission.current?.mayWrite === false ? 'read-only' : 'saved';
	}
}
