import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';
import { paraglideOptions } from './src/i18n/paraglide.ts';
import { recordCheckScript } from './src/routes/c/check-script.ts';
import { devServer } from './server/dev-plugin.ts';
import { roomScripts } from './src/routes/w/app/room-scripts.ts';
import { verifyFile } from './src/routes/verify/verify-file.ts';
import { thirdPartyNotices } from './src/routes/licences/notices.ts';

/**
 * What nearly every page draws with stands in one file: thirty small ones weigh a quarter more, since each is packed by itself.
 * Only for the browser; the server's build keeps Kit's own cut.
 */
const oneFileOfParts: Plugin = {
	name: 'one-file-of-parts',
	config: (_, { isSsrBuild }) => {
		if (isSsrBuild) return {};
		const groups = [
			{
				name: 'parts',
				test: /[\\/]src[\\/](lib[\\/](ui|api)|i18n|hooks)/,
				minShareCount: 9 /* entries that use it */,
			},
		];
		return { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } };
	},
};

export default defineConfig({
	plugins: [
		paraglideVitePlugin(paraglideOptions),
		thirdPartyNotices(import.meta.dirname),
		recordCheckScript(import.meta.dirname),
		verifyFile(import.meta.dirname),
		roomScripts(import.meta.dirname),
		sveltekit(),
		oneFileOfParts,
		devServer(import.meta.dirname),
	],
	server: { host: '127.0.0.1', fs: { allow: ['node_modules'] } },
	build: {
		target: 'es2022',
		rolldownOptions: {
			checks: { pluginTimings: false },
			// These packages don't say that their unused parts may be left out; that is a quarter of the canvas.
			treeshake: {
				moduleSideEffects: [
					{ test: /\/node_modules\/(@?tldraw|@tiptap|@?radix-ui)\/.*\.m?js$/, sideEffects: false },
				],
			},
		},
	},
});
