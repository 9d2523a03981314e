import { createVitest, type TestModule } from 'vitest/node';
import { z } from 'zod';

// Runs tests as it is told to by its parent, again and again in one process: beginning anew takes longer than most tests.

/** What to run, up to the first failure. `changed`: files that are not as they were in the run before. */
export const orderSchema = z.object({ tests: z.array(z.string()), changed: z.array(z.string()) });
/** The first test that failed, or what else went wrong; null where all passed. */
export const verdictSchema = z.object({ file: z.string(), test: z.string() }).nullable();
export type Verdict = z.infer<typeof verdictSchema>;

const folder = process.cwd();

async function main(): Promise<void> {
	const config = 'tests/faults/checks/vitest.config.ts';
	const vitest = await createVitest('test', { root: folder, config, watch: false, reporters: [{}], bail: 1 });
	const project = vitest.getRootProject();

	const run = async (tests: readonly string[]): Promise<Verdict> => {
		for (const file of tests) {
			const specification = project.createSpecification(`${folder}/${file}`);
			// It counts the failures of earlier runs, too, and would stop at once.
			vitest.state.filesMap.clear();
			vitest.state.idMap.clear();
			const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
			const module = testModules.find(({ moduleId }) => moduleId === `${folder}/${file}`);
			const failed = module ? failureIn(module) : 'the run broke down';
			if (failed !== null) return { file, test: failed };
			if (unhandledErrors.length > 0) return { file, test: 'an error outside of a test' };
		}
		return null;
	};
	process.on('message', (message) => {
		const { tests, changed } = orderSchema.parse(message);
		for (const file of changed) vitest.invalidateFile(`${folder}/${file}`);
		void run(tests).then((verdict) => process.send?.(verdict));
	});
}

function failureIn(module: TestModule): string | null {
	const [test] = module.children.allTests('failed');
	if (test) return test.fullName;
	if (module.state() === 'passed') return null;
	return module.errors()[0]?.message.split('\n')[0] ?? 'nothing in it ran';
}

if (process.send) await main();
