import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin, ViteDevServer } from 'vite';
import type * as AppModule from './app.ts';
import type * as ConfigModule from './config.ts';
import type { House } from './house.ts';
import type * as HouseModule from './house.ts';
import type * as MainModule from './main.ts';
import type * as ServeModule from './serve.ts';

/** Where a reload of Vite's own configuration finds the house that is open already. */
const HELD = Symbol.for('mesa.house');
const keeper: typeof globalThis & { [HELD]?: Promise<House> } = globalThis;

/**
 * `npm run dev`: the same server on Vite's port. The database, the rooms and the tables live in modules that Node itself loads,
 * once a process, so they survive a reload of anything; the API (`server/app.ts` and its routes) is loaded through Vite and is
 * new after each edit. An edit to rooms, workshops or storage needs a restart.
 */
export function devServer(root: string): Plugin {
	// By address, so that the bundler of Vite's configuration does not make a second copy.
	const native = <Module>(file: string): Promise<Module> => import(pathToFileURL(join(root, 'server', file)).href);

	return {
		name: 'mesa-dev-server',
		apply: (_, { command, isPreview }) => command === 'serve' && isPreview !== true,
		async config() {
			const { readConfig } = await native<typeof ConfigModule>('config.ts');
			return { server: { port: readConfig().port, strictPort: true } };
		},
		async configureServer(vite) {
			const { readConfig } = await native<typeof ConfigModule>('config.ts');
			const { openHouse } = await native<typeof HouseModule>('house.ts');
			const { announce, stopOnSignals } = await native<typeof MainModule>('main.ts');
			const serving = await native<typeof ServeModule>('serve.ts');
			const isFirst = keeper[HELD] === undefined;
			// Vite listens on this machine only (vite.config.ts), so no other address is given out.
			keeper[HELD] ??= openHouse({ ...readConfig(), host: 'localhost' });
			const house = await keeper[HELD];

			const answer = apiThrough(vite, house, serving);
			vite.middlewares.use((request, response, next) => {
				if (serving.isApi(request.url ?? '')) answer(request, response).catch(next);
				else next();
			});
			vite.httpServer?.on('upgrade', (request, socket, head) => {
				// Vite's own socket, for reloading, stands at `/`.
				if (/^\/(sync|live)\//.test(request.url ?? '')) house.upgrades.handle(request, socket, head);
			});
			if (!isFirst) return;
			stopOnSignals(house.log, () => house.close());
			vite.httpServer?.once('listening', () => {
				announce(house, vite.config.server.port, process.argv.includes('--demo')).catch((error: unknown) => {
					house.log.error({ err: error }, 'nothing could be announced');
				});
			});
		},
	};
}

/** Answers by the API as it stands after the latest edit. */
function apiThrough(vite: ViteDevServer, { config, deps }: House, { apiListener }: typeof ServeModule) {
	let current: { readonly createApp: unknown; readonly listener: ReturnType<typeof apiListener> } | null = null;
	return async (...[request, response]: Parameters<ReturnType<typeof apiListener>>): Promise<void> => {
		// What a module loaded at run time holds, no type can know.
		const { createApp } = (await vite.ssrLoadModule('/server/app.ts')) as typeof AppModule;
		if (current?.createApp !== createApp)
			current = { createApp, listener: apiListener({ config, app: createApp(deps) }) };
		await current.listener(request, response);
	};
}
