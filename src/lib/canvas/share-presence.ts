import type { Awareness } from 'y-protocols/awareness';
import type { PresenceState } from '#protocol/presence.ts';

export interface PresenceWriter {
	show(change: Partial<PresenceState>): void;
	/** Hides what this writer has shown. */
	stop(): void;
}

/** Milliseconds between two messages: 20 a second is smooth to the eye, and the server coalesces below that (F18). */
const LEAST_MS = 50;

/**
 * Tells the others what this person points at, drags and edits. Written on an animation frame: a write from inside the
 * canvas's own reactions would enter its store again. Only what changed here is written: the list shows its caret in the same
 * state.
 */
export function sharePresence(awareness: Awareness): PresenceWriter {
	/** As last shown from here. */
	let shown: Partial<PresenceState> = {};
	let waiting: Partial<PresenceState> = {};
	let last = -Infinity;
	let frame = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const write = () => {
		frame = 0;
		const change = Object.fromEntries(
			Object.entries(waiting).filter(([key, value]) => !isShown(shown, key, value)),
		);
		shown = { ...shown, ...waiting };
		waiting = {};
		const before = awareness.getLocalState();
		if (Object.keys(change).length === 0 || before === null) return; // null: this copy has left the table
		last = performance.now();
		awareness.setLocalState({ ...before, ...change });
	};
	const schedule = () => {
		if (frame !== 0 || timer !== undefined) return;
		timer = setTimeout(
			() => {
				timer = undefined;
				frame = requestAnimationFrame(write);
			},
			Math.max(0, last + LEAST_MS - performance.now()),
		);
	};
	return {
		show(change) {
			waiting = { ...waiting, ...change };
			schedule();
		},
		stop() {
			clearTimeout(timer);
			cancelAnimationFrame(frame);
			waiting = { cursor: null, drag: null, ...(shown.editing ? { editing: null } : {}) };
			write();
		},
	};
}

function isShown(shown: Partial<PresenceState>, key: string, value: unknown): boolean {
	const before: unknown = Object.getOwnPropertyDescriptor(shown, key)?.value ?? null;
	return JSON.stringify(before) === JSON.stringify(value ?? null);
}
