import type { Presence } from '../live/presence.ts';

/** Presence as one canvas uses it: what it has shown goes with it. */
export interface SharedPresence extends Presence {
	stop(): void;
}

/** The list shows its caret in the same state, so only what was shown from here is hidden again. */
export function sharePresence(presence: Presence): SharedPresence {
	let isEditing = false;
	return {
		get others() {
			return presence.others;
		},
		onChange: (listener) => presence.onChange(listener),
		show(change) {
			if (change.editing !== undefined) isEditing = change.editing !== null;
			presence.show(change);
		},
		look: (view) => presence.look(view),
		stop() {
			presence.show({ cursor: null, drag: null, ...NOTHING_MORE, ...(isEditing ? { editing: null } : {}) });
			presence.look(null);
		},
	};
}

const NOTHING_MORE = { brings: null, screen: null, laser: false, follows: null, looks: null };
