/**
 * Exact fractions. Shares are sums of fractions with different denominators, where rounding could put one option before another
 * that has as much; so orders, thresholds and ties are decided on these, and only what is shown is rounded.
 */
export interface Fraction {
	readonly n: bigint;
	/** Always positive; the fraction is in lowest terms. */
	readonly d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };

export function fraction(n: number | bigint, d: number | bigint = 1n): Fraction {
	const [over, under] = [BigInt(n), BigInt(d)];
	if (under <= 0n) throw new RangeError('a fraction is over a positive number');
	const common = gcd(over < 0n ? -over : over, under);
	return { n: over / common, d: under / common };
}

export function plus(a: Fraction, b: Fraction): Fraction {
	return fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function times(a: Fraction, b: Fraction): Fraction {
	return fraction(a.n * b.n, a.d * b.d);
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function compare(a: Fraction, b: Fraction): number {
	const difference = a.n * b.d - b.n * a.d;
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The mean of one value or more. */
export function mean(values: readonly Fraction[]): Fraction {
	return times(values.reduce(plus, ZERO), fraction(1, values.length));
}

/** As it is shown and stored: rounded to six decimals, halves up, the same on every machine. */
export function rounded({ n, d }: Fraction): number {
	return Number((n * 2_000_000n + d) / (2n * d)) / 1_000_000;
}

export function lcm(a: bigint, b: bigint): bigint {
	return (a / gcd(a, b)) * b;
}

function gcd(a: bigint, b: bigint): bigint {
	while (b > 0n) [a, b] = [b, a % b];
	return a === 0n ? 1n : a;
}
