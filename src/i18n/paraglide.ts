import type { CompilerOptions } from '@inlang/paraglide-js';

/** How messages are compiled; the same for `npm run i18n` and for Vite, so that neither undoes the other's output. */
export const paraglideOptions = {
	project: './src/i18n/project.inlang',
	outdir: './src/i18n/compiled',
	// Whoever has chosen a language keeps it; others get what their browser asks for, else Spanish.
	strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
	cookieName: 'mesa_locale',
	// One module a message: a page downloads only the sentences that it says.
	outputStructure: 'message-modules',
	// True in Kit's server bundle, false in the browser's, and right where Node imports the output directly.
	isServer: "import.meta.env?.SSR ?? typeof window === 'undefined'",
	emitReadme: false,
	// Readers of the old output (a running dev server, a test run) never find the folder empty.
	cleanOutdir: false,
} as const satisfies CompilerOptions;
