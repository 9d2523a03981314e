import type { WorkshopId } from '#domain/ids.ts';
import { PRESETS } from '#domain/presets.ts';
import type { ErrorBody, SignedIn } from '#protocol/api.ts';

/** Whatever answers requests: a server on a port, or the app as a function. */
export type Asked = (path: string, init?: RequestInit) => Response | Promise<Response>;

export interface Answer<Body> {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Body;
}

/** A program that takes part over HTTP, with its token once it has one. */
export class Person {
	readonly name: string;
	token: string | null = null;
	readonly #ask: Asked;

	constructor(name: string, ask: Asked) {
		this.name = name;
		this.#ask = ask;
	}

	get<Body>(path: string): Promise<Answer<Body>> {
		return this.send<Body>('GET', path);
	}

	post<Body>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
		return this.send<Body>('POST', path, body, headers);
	}

	async send<Body>(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer<Body>> {
		const response = await this.#ask(path, {
			method,
			headers: {
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
				...headers,
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		// The shape is what the test says it asked for.
		return {
			status: response.status,
			headers: response.headers,
			body: (text === '' ? null : JSON.parse(text)) as Body,
		};
	}

	/** Asks and keeps the token of the answer. */
	async signIn(path: string, body: unknown): Promise<Answer<SignedIn>> {
		const answer = await this.post<SignedIn>(path, body);
		if (answer.status === 200) this.token = answer.body.token;
		return answer;
	}

	command<Body = ErrorBody>(workshop: WorkshopId, command: unknown, key = nextKey()): Promise<Answer<Body>> {
		return this.post<Body>(`/api/workshops/${workshop}/commands`, command, { 'idempotency-key': key });
	}
}

let keys = 0;
/** An idempotency key that no other call of this run has. */
export function nextKey(): string {
	keys += 1;
	return `prueba-${String(keys).padStart(6, '0')}`;
}

export const PASSWORD = 'la mesa tiene cuatro patas';

/** A table's set-up as the facilitator would fill it in, with the federal preset: three sectors of one seat. */
export function tableBody(title = 'Brecha salarial') {
	const preset = PRESETS.find(({ id }) => id === 'stt-federal');
	if (preset === undefined) throw new Error('no such preset');
	return {
		setup: {
			title,
			theme: 'Empleo y desigualdad',
			origin: null,
			question: '',
			language: 'es',
			welcome: 'Bienvenidas y bienvenidos.',
			materials: [],
		},
		rules: preset.rules,
		labels: preset.labels,
		agenda: 'full',
	};
}
