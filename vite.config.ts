import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { paraglideOptions } from './src/i18n/paraglide.ts';
import { thirdPartyNotices } from './src/routes/licences/notices.ts';

export default defineConfig({
	plugins: [paraglideVitePlugin(paraglideOptions), thirdPartyNotices(import.meta.dirname), sveltekit()],
	server: { host: '127.0.0.1', fs: { allow: ['node_modules'] } },
	build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
});
