import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from '../support/counts.ts';

const file = (status: string, ...tests: string[]) => ({
	status,
	assertionResults: tests.map((test) => ({ status: test })),
});

describe('the last line of npm test', () => {
	it('counts the tests that passed and failed', () => {
		const testResults = [file('passed', 'passed'), file('failed', 'passed', 'failed')];
		expect(countVitest({ numPassedTests: 2, numFailedTests: 1, testResults }, false)).toEqual({
			passed: 2,
			failed: 1,
		});
	});

	it('counts a file that could not be read as a failure', () => {
		const report = { numPassedTests: 2, numFailedTests: 0, testResults: [file('failed')] };
		expect(countVitest(report, false)).toEqual({ passed: 2, failed: 1 });
	});

	it('counts a run that ended badly, or left no report, as a failure', () => {
		const report = { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 'passed')] };
		expect(countVitest(report, false)).toEqual({ passed: 2, failed: 1 });
		expect(countVitest(null, true)).toEqual({ passed: 0, failed: 1 });
		expect(countPlaywright(null, true)).toEqual({ passed: 0, failed: 1 });
	});

	it('counts a browser test that passed only at the second try as a failure', () => {
		const stats = { expected: 3, unexpected: 1, flaky: 1 };
		expect(countPlaywright({ stats, errors: [] }, false)).toEqual({ passed: 3, failed: 2 });
		expect(countPlaywright({ stats: { ...stats, unexpected: 0, flaky: 0 }, errors: [] }, true)).toEqual({
			passed: 3,
			failed: 0,
		});
	});
});
