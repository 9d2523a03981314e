import { isIPv6 } from 'node:net';

/** What somebody tries to guess. */
export type Tried = 'sign-in' | 'join' | 'rejoin' | 'link' | 'proof';

interface Allowance {
	/** Failed tries at once. */
	readonly most: number;
	/** Milliseconds after which one more is allowed. */
	readonly refillMs: number;
}

/**
 * Failed tries that are answered; beyond, nobody looks at what was tried (F35). A join code has 40 bits: of 10^5 tries from one
 * address 300 are looked at. The allowance of an address is generous because a whole room shares one router.
 */
const ALLOWANCE: Readonly<Record<Tried, Readonly<Record<'address' | 'subject' | 'all', Allowance>>>> = {
	'sign-in': {
		address: { most: 100, refillMs: 20_000 },
		subject: { most: 20, refillMs: 60_000 }, // one username; NIST SP 800-63B, 3.2.2 allows 100 in all
		all: { most: 2_000, refillMs: 500 },
	},
	join: {
		address: { most: 300, refillMs: 5_000 },
		subject: { most: 60, refillMs: 10_000 },
		all: { most: 5_000, refillMs: 1_000 },
	},
	rejoin: {
		address: { most: 120, refillMs: 10_000 },
		subject: { most: 60, refillMs: 10_000 },
		all: { most: 2_000, refillMs: 1_000 },
	},
	proof: {
		address: { most: 100, refillMs: 20_000 },
		subject: { most: 20, refillMs: 60_000 }, // one person, as one username above
		all: { most: 2_000, refillMs: 500 },
	},
	link: {
		address: { most: 120, refillMs: 10_000 },
		subject: { most: 60, refillMs: 10_000 },
		all: { most: 2_000, refillMs: 1_000 },
	},
};

/** Addresses and subjects remembered at most; about 1 MB. Beyond, those not seen for longest are forgotten. */
const MOST_REMEMBERED = 10_000;

export type Attempt =
	| { readonly ok: true; /** Gives the try back: only failures count. */ readonly succeeded: () => void }
	| { readonly ok: false; readonly retryAfterSeconds: number };

/** Limits failed tries per address, per subject (username, code, link) and in all. In memory: a restart forgives. */
export class Failures {
	readonly #clock: () => number;
	/** In order of last use, oldest first. */
	readonly #spent = new Map<string, { used: number; at: number }>();

	constructor(clock: () => number) {
		this.#clock = clock;
	}

	get remembered(): number {
		return this.#spent.size;
	}

	/** Counts a try as failed until it is known to have succeeded, so that a thousand at once don't slip through. */
	attempt(tried: Tried, address: string, subject: string): Attempt {
		const { address: perAddress, subject: perSubject, all } = ALLOWANCE[tried];
		const wanted = [
			{ key: `${tried} * `, allowance: all },
			{ key: `${tried} @ ${network(address)}`, allowance: perAddress },
			{ key: `${tried} = ${subject}`, allowance: perSubject },
		];
		const waits = wanted.map(({ key, allowance }) => this.#waitMs(key, allowance));
		const wait = Math.max(...waits);
		if (wait > 0) return { ok: false, retryAfterSeconds: Math.ceil(wait / 1_000) };
		for (const { key, allowance } of wanted) this.#add(key, allowance, 1);
		let given = false;
		const succeeded = (): void => {
			if (given) return;
			given = true;
			for (const { key, allowance } of wanted) this.#add(key, allowance, -1);
		};
		return { ok: true, succeeded };
	}

	#used(key: string, allowance: Allowance): number {
		const spent = this.#spent.get(key);
		if (spent === undefined) return 0;
		return Math.max(0, spent.used - (this.#clock() - spent.at) / allowance.refillMs);
	}

	#waitMs(key: string, allowance: Allowance): number {
		return Math.max(0, (this.#used(key, allowance) + 1 - allowance.most) * allowance.refillMs);
	}

	#add(key: string, allowance: Allowance, tries: number): void {
		const used = Math.max(0, this.#used(key, allowance) + tries);
		this.#spent.delete(key);
		if (used === 0) return;
		this.#spent.set(key, { used, at: this.#clock() });
		if (this.#spent.size <= MOST_REMEMBERED) return;
		const [oldest] = this.#spent.keys();
		if (oldest !== undefined) this.#spent.delete(oldest);
	}
}

/** One subscriber of IPv6 holds a whole /64: it counts as one address. */
function network(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
	if (mapped?.[1] !== undefined) return mapped[1];
	if (!isIPv6(address)) return address;
	const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
	const groups = head.split(':').filter((group) => group !== '');
	const rest = tail === undefined ? [] : tail.split(':').filter((group) => group !== '');
	const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
	return [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest].slice(0, 4).join(':');
}
