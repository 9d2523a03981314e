import type { Awareness } from 'y-protocols/awareness';
import type { PresenceState } from '#protocol/presence.ts';

type Shown = Pick<PresenceState, 'cursor' | 'drag' | 'editing'>;

export interface PresenceWriter {
	show(change: Partial<Shown>): void;
	stop(): void;
}

/** Milliseconds between two messages: 20 a second is smooth to the eye, and the server coalesces below that (F18). */
const LEAST_MS = 50;
const NOTHING: Shown = { cursor: null, drag: null, editing: null };

/**
 * Tells the others what this person points at, drags and edits. Written on an animation frame: a write from inside the
 * canvas's own reactions would enter its store again. Fields of the same state that others write are left alone.
 */
export function sharePresence(awareness: Awareness): PresenceWriter {
	let wanted = NOTHING;
	let written = JSON.stringify(NOTHING);
	let last = -Infinity;
	let frame = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const write = () => {
		frame = 0;
		const text = JSON.stringify(wanted);
		if (text === written) return;
		written = text;
		last = performance.now();
		awareness.setLocalState({ ...awareness.getLocalState(), ...wanted });
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
			wanted = { ...wanted, ...change };
			schedule();
		},
		stop() {
			clearTimeout(timer);
			cancelAnimationFrame(frame);
			wanted = NOTHING;
			write();
		},
	};
}
