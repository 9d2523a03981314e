/**
 * The Schulze method (M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
 * election method", Social Choice and Welfare 36, 2011), with strength of a link measured by winning votes, as the paper recommends.
 */
type Matrix = readonly (readonly bigint[])[];

/**
 * Strength of the strongest path between any two options: that of its weakest link. `pairs[i][j]` is the weight of the ballots that
 * rank i above j. The paper's section 2.3.1, which is Floyd and Warshall's algorithm with min and max.
 */
export function strongestPaths(pairs: Matrix): bigint[][] {
	const paths = pairs.map((row, i) => row.map((votes, j) => (i !== j && votes > (pairs[j]?.[i] ?? 0n) ? votes : 0n)));
	for (const [via, fromVia] of paths.entries()) {
		for (const [from, own] of paths.entries()) {
			const toVia = own[via] ?? 0n;
			if (from === via || toVia === 0n) continue;
			for (const [to, direct] of own.entries()) {
				if (to === from || to === via) continue;
				const next = fromVia[to] ?? 0n;
				const along = toVia < next ? toVia : next;
				if (along > direct) own[to] = along;
			}
		}
	}
	return paths;
}

/**
 * The order, as groups of tied options. "i beats j where p[i,j] > p[j,i]" is a strict partial order (the paper proves it transitive),
 * so somebody is always undefeated: those stand first, tied; then those whom nobody of the rest beats; and so on.
 */
export function undefeatedFirst(options: readonly number[], isBeating: (i: number, j: number) => boolean): number[][] {
	const order: number[][] = [];
	let rest = options;
	while (rest.length > 0) {
		const field = rest;
		const first = field.filter((i) => !field.some((j) => isBeating(j, i)));
		if (first.length === 0) throw new RangeError('an order in which everybody is beaten by somebody');
		order.push(first);
		rest = field.filter((i) => !first.includes(i));
	}
	return order;
}
