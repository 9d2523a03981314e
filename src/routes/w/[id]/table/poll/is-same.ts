/** Plain values alike, whatever order their properties stand in. */
export function isSame(a: unknown, b: unknown): boolean {
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
	const [one, other] = [Object.entries(a), new Map(Object.entries(b))];
	return one.length === other.size && one.every(([key, value]) => other.has(key) && isSame(value, other.get(key)));
}
