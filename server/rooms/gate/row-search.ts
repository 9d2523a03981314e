/** Where in a row, sorted by clock, the first part stands that ends behind a clock; its length where none does. */
export function firstEndingAfter<Part>(row: readonly Part[], clock: number, endOf: (part: Part) => number): number {
	let low = 0;
	let high = row.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const part = row[middle];
		if (part !== undefined && endOf(part) <= clock) low = middle + 1;
		else high = middle;
	}
	return low;
}
