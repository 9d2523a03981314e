import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/config.ts';
import { openHouse, type House } from '../../server/house.ts';
import { serve, type Pages, type Running } from '../../server/serve.ts';

export interface TestServerOptions {
	/** Settings as the environment would give them; DATA_DIR, HOST and PORT have defaults of their own. */
	readonly settings?: Readonly<Record<string, string>>;
	/** Kit's handler; without it the server has no pages. */
	readonly pages?: Pages;
}

/** The whole server in this process, on 127.0.0.1 and a port of its own, with data in a folder that goes when it goes. */
export class TestServer {
	readonly dataDir: string;
	readonly #options: TestServerOptions;
	#house: House;
	#running: Running;

	private constructor(dataDir: string, options: TestServerOptions, house: House, running: Running) {
		this.dataDir = dataDir;
		this.#options = options;
		this.#house = house;
		this.#running = running;
	}

	static async start(options: TestServerOptions = {}): Promise<TestServer> {
		const dataDir = mkdtempSync(join(tmpdir(), 'mesa-test-'));
		const { house, running } = await startIn(dataDir, options, '0');
		return new TestServer(dataDir, options, house, running);
	}

	/** Changes at each restart. */
	get house(): House {
		return this.#house;
	}

	get port(): number {
		return this.#running.port;
	}

	/** E.g. `http://127.0.0.1:34567`. */
	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Stops and starts again on the same data and port; `meanwhile` runs while nothing holds the data. */
	async restart(meanwhile?: () => Promise<void>): Promise<void> {
		const { port } = this;
		await this.#running.stop();
		await meanwhile?.();
		const { house, running } = await startIn(this.dataDir, this.#options, String(port));
		this.#house = house;
		this.#running = running;
	}

	async stop(): Promise<void> {
		await this.#running.stop();
		rmSync(this.dataDir, { recursive: true, force: true });
	}

	/** A secret with which the first facilitator is set up. */
	async setupToken(): Promise<string> {
		return (await this.house.auth.tokens.mintSetup(null)).secret;
	}
}

async function startIn(dataDir: string, { settings = {}, pages }: TestServerOptions, port: string) {
	const environment = {
		DATA_DIR: dataDir,
		HOST: '127.0.0.1',
		PORT: port,
		LOG_LEVEL: 'silent',
		LANG: 'es',
		...settings,
	};
	const house = await openHouse(readConfig(environment));
	const running = await serve(house, pages ?? null);
	house.origin = house.config.publicOrigin ?? `http://127.0.0.1:${running.port}`;
	return { house, running };
}
