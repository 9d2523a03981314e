import { fileURLToPath } from 'node:url';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { directions } from './lint/directions.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Without types, so that the whole house is read in seconds; the rules that need types follow for .ts files.
const everywhere = {
	plugins: { house: { rules: { directions } } },
	rules: {
		'house/directions': 'error',
		'@typescript-eslint/no-explicit-any': 'error',
		'@typescript-eslint/consistent-type-imports': [
			'error',
			{ fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
		],
		'@typescript-eslint/no-import-type-side-effects': 'error',
		'@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
		'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
		'no-restricted-syntax': [
			'error',
			{ selector: 'TSAsExpression > TSAsExpression', message: 'A cast through another cast hides a mistake.' },
		],
		eqeqeq: 'error',
		'no-var': 'error',
		'prefer-const': 'error',
		'no-eval': 'error',
		'no-constant-binary-expression': 'error',
		'no-self-compare': 'error',
		'no-template-curly-in-string': 'error',
		'no-unreachable-loop': 'error',
		'no-unsafe-finally': 'error',
		'no-useless-rename': 'error',
	},
};

const needsTypes = {
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/only-throw-error': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': [
		'error',
		{ considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
	],
};

const environment = 'Only server/config.ts reads the environment.';

export default defineConfig(
	globalIgnores([
		'build/',
		'.svelte-kit/',
		'src/i18n/compiled/',
		'static/',
		'data/',
		'coverage/',
		'test-results/',
		'playwright-report/',
	]),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.{ts,tsx,js,svelte}'],
		extends: [tseslint.configs.recommended],
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
	},
	{ files: ['**/*.svelte', '**/*.svelte.ts'], extends: [svelte.configs.recommended] },
	{ files: ['**/*.{ts,tsx,js,svelte}'], ...everywhere },
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
		rules: {
			'prefer-const': 'off',
			'svelte/prefer-const': 'error', // knows that props and $derived are not variables
			'svelte/no-navigation-without-resolve': 'off', // the site has no base path
			'svelte/button-has-type': 'error',
			'svelte/no-target-blank': 'error',
		},
	},
	{
		files: ['**/*.{ts,tsx,svelte}'],
		languageOptions: {
			parserOptions: { project: './tsconfig.json', tsconfigRootDir: root, extraFileExtensions: ['.svelte'] },
		},
		rules: needsTypes,
	},
	{
		files: ['src/domain/**/*.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: 'The domain gets the time as an argument.' },
				{ object: 'Math', property: 'random', message: 'The domain gets randomness as an argument.' },
			],
			'no-restricted-syntax': [
				'error',
				...everywhere.rules['no-restricted-syntax'].slice(1),
				{
					selector:
						'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
					message: 'The domain gets the time as an argument.',
				},
			],
		},
	},
	{
		files: ['server/**/*.ts', 'src/**/*.{ts,tsx,svelte}', 'tests/**/*.ts'],
		ignores: ['server/config.ts', 'src/domain/**', 'tests/support/**'],
		rules: {
			'no-restricted-properties': ['error', { object: 'process', property: 'env', message: environment }],
			'no-restricted-imports': [
				'error',
				{
					paths: ['process', 'node:process'].map((name) => ({
						name,
						importNames: ['env'],
						message: environment,
					})),
					patterns: [{ group: ['$env/*/private'], message: environment }],
				},
			],
		},
	},
);
