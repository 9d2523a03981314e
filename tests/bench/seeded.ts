/**
 * Numbers in [0, 1) that a seed repeats. A generator of the bench's own, and never another: a new one would be another run, not
 * to be held against the figures kept in `results/`.
 */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
		return state / 0x8000_0000;
	};
}
