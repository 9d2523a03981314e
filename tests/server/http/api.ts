import { afterAll, beforeAll } from 'vitest';
import type { WorkshopId } from '#domain/ids.ts';
import type { SignedIn, TableCreated, TableSnapshot } from '#protocol/api.ts';
import { createApp } from '../../../server/app.ts';
import { createAuth, type Auth } from '../../../server/auth/auth.ts';
import type { Caller } from '../../../server/http/caller.ts';
import type { Deps } from '../../../server/http/deps.ts';
import { openHouse, type House } from '../../../server/house.ts';
import { readConfig } from '../../../server/config.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PASSWORD, Person, tableBody, type Asked } from '../../support/people.ts';

/** The API as a function, on real storage, rooms and workshops; `from` says from which address it is asked. */
export class Api {
	readonly house: House;
	readonly auth: Auth;
	readonly #app: ReturnType<typeof createApp>;

	constructor(house: House, changes: Partial<Deps> = {}) {
		this.house = house;
		this.auth = changes.auth ?? house.auth;
		this.#app = createApp({ ...house.deps, ...changes });
	}

	/** With limits on failed tries of its own, so that one test's failures don't count in another's. */
	static fresh(house: House, changes: Partial<Deps> = {}): Api {
		return new Api(house, { auth: createAuth(house.storage.auth), ...changes });
	}

	from(address = '10.0.0.1', origin = ORIGIN): Asked {
		const caller: Caller = { address, origin, secure: origin.startsWith('https:') };
		return (path, init) => this.#app.request(`${origin}${path}`, init, { caller });
	}

	person(name: string, address?: string): Person {
		return new Person(name, this.from(address));
	}

	/** A facilitator with an account, signed in. */
	async facilitator(username: string): Promise<Person> {
		const person = this.person(username);
		const { secret } = await this.auth.tokens.mint('invite');
		await person.signIn('/api/register', { token: secret, username, name: username, password: PASSWORD });
		return person;
	}

	async table(facilitator: Person, title?: string): Promise<{ id: WorkshopId; code: string }> {
		const { body } = await facilitator.post<TableCreated>('/api/workshops', tableBody(title));
		const { body: table } = await facilitator.get<TableSnapshot>(`/api/workshops/${body.id}`);
		return { id: body.id, code: table.state.joining.code ?? '' };
	}

	async join(code: string, name: string, more: object = {}): Promise<Person & { signedIn: SignedIn }> {
		const person = this.person(name);
		const { body } = await person.signIn('/api/join', {
			code,
			name,
			sector: 's1',
			organisation: '',
			observe: false,
			...more,
		});
		return Object.assign(person, { signedIn: body });
	}
}

export const ORIGIN = 'http://mesa.test';

/** One house for the tests of a file. */
export function useHouse(settings: Readonly<Record<string, string>> = {}): () => House {
	let house: House | undefined;
	const dataDir = mkdtempSync(join(tmpdir(), 'mesa-http-'));
	beforeAll(async () => {
		house = await openHouse(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...settings }));
	});
	afterAll(async () => {
		await house?.close();
		rmSync(dataDir, { recursive: true, force: true });
	});
	return () => {
		if (house === undefined) throw new Error('the house is not open yet');
		return house;
	};
}
