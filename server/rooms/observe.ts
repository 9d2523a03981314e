import type { CloseCode } from '#protocol/sync.ts';

/**
 * What the documents lane tells of its own running: counts and milliseconds, never a person, a table or a word that somebody
 * wrote. Called on the busiest paths, so an implementation only counts; it must not throw.
 */
export interface RoomsObserver {
	/** A message came in. */
	received(bytes: number): void;
	/** A frame went out to one receiver. */
	sent(bytes: number): void;
	/** The server ended a connection. */
	expelled(code: CloseCode): void;
	/** A socket broke by a frame that is none (F1); `code` as `ws` names it, e.g. `WS_ERR_INVALID_OPCODE`. */
	brokeFrame(code: string): void;
	/** An edit, or a part of one, was refused; `code` as its author is told it. */
	refused(code: string): void;
	/** An author was told to start afresh. */
	reset(): void;
	/** A replica had the same clocks and other content (F26). */
	diverged(): void;
	/** One tick of all rooms, from taking their batches to the last acknowledgement. */
	ticked(milliseconds: number): void;
	/** An append to the disk ended. */
	saved(milliseconds: number): void;
	/** An append failed, and nothing of it is on disk. */
	notSaved(): void;
}

/** Nobody listens. */
export const UNOBSERVED: RoomsObserver = {
	received() {},
	sent() {},
	expelled() {},
	brokeFrame() {},
	refused() {},
	reset() {},
	diverged() {},
	ticked() {},
	saved() {},
	notSaved() {},
};

/** Tells two. */
export function bothOf(one: RoomsObserver, other: RoomsObserver): RoomsObserver {
	return {
		received(bytes) {
			one.received(bytes);
			other.received(bytes);
		},
		sent(bytes) {
			one.sent(bytes);
			other.sent(bytes);
		},
		expelled(code) {
			one.expelled(code);
			other.expelled(code);
		},
		brokeFrame(code) {
			one.brokeFrame(code);
			other.brokeFrame(code);
		},
		refused(code) {
			one.refused(code);
			other.refused(code);
		},
		reset() {
			one.reset();
			other.reset();
		},
		diverged() {
			one.diverged();
			other.diverged();
		},
		ticked(milliseconds) {
			one.ticked(milliseconds);
			other.ticked(milliseconds);
		},
		saved(milliseconds) {
			one.saved(milliseconds);
			other.saved(milliseconds);
		},
		notSaved() {
			one.notSaved();
			other.notSaved();
		},
	};
}
