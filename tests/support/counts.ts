import { z } from 'zod';

export type Count = { passed: number; failed: number };

const vitestReport = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

const playwrightReport = z.object({
	stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
	errors: z.array(z.unknown()),
});

/** A run that ended badly with nothing marked as failed (a crash, an unhandled rejection) counts as one failure. */
const honest = (count: Count, ok: boolean): Count => (ok || count.failed > 0 ? count : { ...count, failed: 1 });

/** Tests that passed and failed; a file that could not even be read counts as one failure. */
export function countVitest(report: unknown, ok: boolean): Count {
	const parsed = vitestReport.safeParse(report);
	if (!parsed.success) return { passed: 0, failed: 1 };
	const { numPassedTests, numFailedTests, testResults } = parsed.data;
	const broken = testResults.filter(
		(file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
	);
	return honest({ passed: numPassedTests, failed: numFailedTests + broken.length }, ok);
}

/** A test that passed only when it was tried again counts as failed. */
export function countPlaywright(report: unknown, ok: boolean): Count {
	const parsed = playwrightReport.safeParse(report);
	if (!parsed.success) return { passed: 0, failed: 1 };
	const { stats, errors } = parsed.data;
	return honest({ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }, ok);
}
