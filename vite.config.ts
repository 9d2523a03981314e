import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { paraglideOptions } from './src/i18n/paraglide.ts';

export default defineConfig({
	plugins: [paraglideVitePlugin(paraglideOptions), sveltekit()],
	server: { host: '127.0.0.1', fs: { allow: ['node_modules'] } },
	build: { target: 'es2022' },
});
