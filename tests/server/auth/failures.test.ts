import { describe, expect, it } from 'vitest';
import { Failures } from '../../../server/auth/failures.ts';

const limits = () => {
	const clock = { now: 0 };
	return { clock, failures: new Failures(() => clock.now) };
};
const fail = (failures: Failures, address: string, subject: string) => failures.attempt('sign-in', address, subject).ok;

describe('F35 failed tries', () => {
	it('count per username, so that many addresses guess no better than one', () => {
		const { failures } = limits();
		for (let n = 0; n < 20; n++) expect(fail(failures, `10.0.0.${n}`, 'lucia')).toBe(true);
		expect(fail(failures, '10.0.1.1', 'lucia')).toBe(false);
		expect(fail(failures, '10.0.1.1', 'marta')).toBe(true);
	});

	it('count per address, so that one address guesses no better with many usernames', () => {
		const { failures } = limits();
		for (let n = 0; n < 100; n++) expect(fail(failures, '10.0.0.1', `persona${n}`)).toBe(true);
		expect(fail(failures, '10.0.0.1', 'otra')).toBe(false);
		expect(fail(failures, '10.0.0.2', 'otra')).toBe(true);
	});

	it('count as one address for a whole IPv6 network, and for IPv4 in either spelling', () => {
		const { failures } = limits();
		for (let n = 0; n < 100; n++) fail(failures, `2001:db8:1:2:${n.toString(16)}::1`, `p${n}`);
		expect(fail(failures, '2001:db8:1:2:ffff::9', 'otra')).toBe(false);
		expect(fail(failures, '2001:db8:1:3::1', 'otra')).toBe(true);
		for (let n = 0; n < 100; n++) fail(failures, '192.0.2.1', `q${n}`);
		expect(fail(failures, '::ffff:192.0.2.1', 'otra')).toBe(false);
	});

	it('never count when they succeed, in whatever number', () => {
		const { failures } = limits();
		for (let n = 0; n < 10_000; n++) {
			const attempt = failures.attempt('join', '10.0.0.1', 'CODE0000');
			if (!attempt.ok) throw new Error('a success was counted');
			attempt.succeeded();
			attempt.succeeded();
		}
		expect(failures.remembered).toBe(0);
	});

	it('count from the start, so that a thousand at the same instant do not slip through', () => {
		const { failures } = limits();
		const answers = Array.from({ length: 1_000 }, () => failures.attempt('sign-in', '10.0.0.1', 'lucia'));
		expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
	});

	it('are forgiven with time, and the answer says after how long', () => {
		const { failures, clock } = limits();
		for (let n = 0; n < 20; n++) fail(failures, '10.0.0.1', 'lucia');
		const held = failures.attempt('sign-in', '10.0.0.1', 'lucia');
		expect(held).toEqual({ ok: false, retryAfterSeconds: 60 });
		clock.now += 60_000;
		expect(fail(failures, '10.0.0.1', 'lucia')).toBe(true);
		expect(fail(failures, '10.0.0.1', 'lucia')).toBe(false);
	});

	it('take bounded memory, however many usernames are tried', () => {
		const { failures, clock } = limits();
		for (let n = 0; n < 50_000; n++) {
			clock.now += 500;
			failures.attempt('sign-in', `10.${n % 200}.${n % 250}.${n % 240}`, `persona${n}`);
		}
		expect(failures.remembered).toBeLessThanOrEqual(10_000);
	});
});
