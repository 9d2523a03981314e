/**
 * The hall that every server gets: who is in it, where they look, and how their hands move. A board of 4,608 × 3,072 page units,
 * nine screens of 1,536 × 1,024. Every second person looks at the whole board, the others at one screen of it each; a cursor moves
 * where its person looks.
 */
export const SCREEN = { width: 1_536, height: 1_024 } as const;
export const BOARD = { width: 3 * SCREEN.width, height: 3 * SCREEN.height } as const;

export const CURSORS_HZ = 20;
export const EDITORS = 10;
export const EDITS_HZ = 5;
export const MEASURING = 20;

export interface View {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

export const seesAll = (person: number): boolean => person % 2 === 0;

export function viewOf(person: number): View {
	if (seesAll(person)) return { left: 0, top: 0, right: BOARD.width - 1, bottom: BOARD.height - 1 };
	const screen = (person >> 1) % 9;
	const left = (screen % 3) * SCREEN.width;
	const top = Math.floor(screen / 3) * SCREEN.height;
	return { left, top, right: left + SCREEN.width - 1, bottom: top + SCREEN.height - 1 };
}

export const isIn = ({ left, top, right, bottom }: View, [x, y]: readonly [number, number]): boolean =>
	x >= left && x <= right && y >= top && y <= bottom;

/** Page units to the right with each step, so that a place tells when it was: a lap takes 19 s on one screen, 58 s on the board. */
const STEP_X = 4;
const STEP_Y = 30;

/** The path of one cursor: it sweeps its view, and no two steps of a lap have the same x. */
export class Path {
	readonly #view: View;
	readonly #laps: number;
	readonly #sentAt: Float64Array;
	#step: number;

	constructor(person: number) {
		this.#view = viewOf(person);
		this.#laps = Math.floor((this.#view.right - this.#view.left) / STEP_X);
		this.#sentAt = new Float64Array(this.#laps).fill(NaN);
		this.#step = (person * 37) % this.#laps;
	}

	/** Takes the next step and remembers when. */
	step(now: number): readonly [x: number, y: number] {
		this.#step += 1;
		this.#sentAt[this.#step % this.#laps] = now;
		return this.at;
	}

	get at(): readonly [x: number, y: number] {
		const height = this.#view.bottom - this.#view.top;
		const swept = (this.#step * STEP_Y) % (2 * height);
		return [
			this.#view.left + (this.#step % this.#laps) * STEP_X,
			this.#view.top + (swept > height ? 2 * height - swept : swept),
		];
	}

	/** When the cursor was last there; NaN where it never was. Rounding to whole units does no harm. */
	whenAt(x: number): number {
		return this.#sentAt[Math.round((x - this.#view.left) / STEP_X)] ?? NaN;
	}
}
