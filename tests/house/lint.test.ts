import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({
	cwd: root,
	overrideConfigFile: 'tests/support/eslint.config.js',
	// Rules that need types want files that exist; these snippets never do.
	overrideConfig: [
		{
			files: ['**/*.ts', '**/*.tsx'],
			languageOptions: { parserOptions: { project: null } },
			rules: {
				'@typescript-eslint/no-floating-promises': 'off',
				'@typescript-eslint/no-misused-promises': 'off',
				'@typescript-eslint/await-thenable': 'off',
				'@typescript-eslint/only-throw-error': 'off',
				'@typescript-eslint/switch-exhaustiveness-check': 'off',
			},
		},
	],
});

async function rulesBroken(filePath: string, code: string): Promise<(string | null)[]> {
	const [result] = await eslint.lintText(code, { filePath });
	return result?.messages.map((message) => message.ruleId) ?? [];
}

const directions = 'house/directions';
const using = (source: string) => `import { x } from '${source}';\nexport const y = x;\n`;

describe('the lint rules refuse', () => {
	it.each([
		['the domain using the board', 'src/domain/a.ts', '#board/tree.ts'],
		['the domain using a package', 'src/domain/a.ts', 'yjs'],
		['the domain using Node', 'src/domain/a.ts', 'node:crypto'],
		['the board using the protocol', 'src/board/a.ts', '../protocol/messages.ts'],
		['the board using Svelte', 'src/board/a.ts', 'svelte'],
		['the protocol using the board', 'src/protocol/a.ts', '#board/tree.ts'],
		['the catalogue using the domain', 'src/i18n/a.ts', '#domain/ids.ts'],
		['a page using the server', 'src/routes/+page.server.ts', '../../server/config.ts'],
		['the library using a page', 'src/lib/live/a.ts', '../../routes/page.ts'],
		['a component using React', 'src/lib/ui/a.ts', 'react'],
		['a page using tldraw', 'src/routes/w/a.ts', 'tldraw'],
		['the server using tldraw', 'server/rooms/a.ts', '@tldraw/assets/urls'],
		['a page bringing the canvas with it', 'src/routes/w/a.ts', '$lib/canvas/island.tsx'],
		['rooms using a dialect', 'server/rooms/a.ts', '../storage/sqlite.ts'],
		['rooms using a query builder', 'server/rooms/a.ts', 'kysely'],
		['workshops using a dialect', 'server/workshops/a.ts', '../storage/postgres/open.ts'],
		['storage using rooms', 'server/storage/a.ts', '../rooms/room.ts'],
		['storage using workshops', 'server/storage/a.ts', '../workshops/load.ts'],
		['the server using the library', 'server/http/a.ts', '../../src/lib/live/a.ts'],
		['the server using Kit', 'server/http/a.ts', '$app/environment'],
	])('%s', async (_, file, source) => {
		expect(await rulesBroken(file, using(source))).toContain(directions);
	});

	it('a way round by import() or by re-export', async () => {
		expect(await rulesBroken('src/domain/a.ts', "export const later = () => import('yjs');\n")).toContain(
			directions,
		);
		expect(await rulesBroken('src/domain/a.ts', "export * from '../board/tree.ts';\n")).toContain(directions);
		expect(await rulesBroken('src/domain/a.ts', "export { x } from '../board/tree.ts';\n")).toContain(directions);
	});

	it.each(['Date.now()', 'new Date()', 'Date()', 'Math.random()'])('%s in the domain', async (call) => {
		const broken = await rulesBroken('src/domain/a.ts', `export const x = ${call};\n`);
		expect(broken.some((rule) => rule === 'no-restricted-properties' || rule === 'no-restricted-syntax')).toBe(
			true,
		);
	});

	it.each([
		['server/http/a.ts', 'no-restricted-properties', 'export const x = process.env.PORT;\n'],
		['server/http/a.ts', 'no-restricted-properties', 'export const { env } = process;\n'],
		['server/http/a.ts', 'no-restricted-imports', "import { env } from 'node:process';\nexport const y = env;\n"],
		['src/routes/+page.server.ts', 'no-restricted-imports', using('$env/dynamic/private')],
	])('a reader of the environment beside server/config.ts (%s, %s)', async (file, rule, code) => {
		expect(await rulesBroken(file, code)).toContain(rule);
	});

	it.each([
		['@typescript-eslint/no-explicit-any', 'export const x: any = 1;\n'],
		['no-restricted-syntax', 'export const x = 1 as unknown as string;\n'],
		['@typescript-eslint/consistent-type-imports', "import { Id } from './ids.ts';\nexport type X = Id;\n"],
	])('%s', async (rule, code) => {
		expect(await rulesBroken('server/http/a.ts', code)).toContain(rule);
	});
});

describe('the lint rules that know types refuse', () => {
	// They want a file of the project: the snippets stand in for one that is always there. The first one reads the whole project's
	// types, which takes a busy machine longer than other tests may.
	const knowingTypes = new ESLint({ cwd: root, overrideConfigFile: 'tests/support/eslint.config.js' });

	it.each([
		['no-floating-promises', "export function save(): void {\n\tPromise.resolve('saved');\n}\n"],
		[
			'switch-exhaustiveness-check',
			"export function word(x: 'a' | 'b'): string {\n\tswitch (x) {\n\t\tcase 'a':\n\t\t\treturn 'A';\n\t}\n\treturn '';\n}\n",
		],
		[
			'no-floating-promises',
			'<script lang="ts">\n</script>\n\n<button type="button" onclick={() => { Promise.resolve(); }}>x</button>\n',
			'svelte',
		],
	])('what %s names', { timeout: 120_000 }, async (rule, code, kind = 'ts') => {
		const filePath = kind === 'svelte' ? 'src/routes/licences/+page.svelte' : 'vite.config.ts';
		const [result] = await knowingTypes.lintText(code, { filePath });
		expect(result?.messages.map((message) => message.ruleId)).toContain(`@typescript-eslint/${rule}`);
	});
});

describe('the lint rules allow', () => {
	it.each([
		['the domain using a hash', 'src/domain/a.ts', '@noble/hashes/sha2.js'],
		['the board using the domain', 'src/board/a.ts', '#domain/ids.ts'],
		['the protocol using zod', 'src/protocol/a.ts', 'zod'],
		['the canvas using tldraw', 'src/lib/canvas/a.tsx', 'tldraw'],
		['a page using the library', 'src/routes/+page.ts', '$lib/live/a.ts'],
		['rooms using the storage port', 'server/rooms/a.ts', '../storage/storage.ts'],
		['the server using the catalogue', 'server/http/a.ts', '#i18n/locale.ts'],
	])('%s', async (_, file, source) => {
		expect(await rulesBroken(file, using(source))).toEqual([]);
	});

	it('the canvas on demand', async () => {
		const code = "export const open = () => import('$lib/canvas/island.tsx');\n";
		expect(await rulesBroken('src/routes/w/a.ts', code)).toEqual([]);
	});

	it('the one reader of the environment, and a time that was given', async () => {
		expect(await rulesBroken('server/config.ts', 'export const x = process.env.PORT;\n')).toEqual([]);
		expect(await rulesBroken('src/domain/a.ts', 'export const x = (now: number) => new Date(now);\n')).toEqual([]);
	});
});
