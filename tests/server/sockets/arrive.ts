import type { SignedIn } from '#protocol/api.ts';
import { RawClient } from '../../support/raw-client.ts';
import { Person } from '../../support/people.ts';
import { LiveClient } from './upgrade.ts';

export interface Door {
	/** `http://127.0.0.1:port`. */
	readonly origin: string;
	/** Of the table. */
	readonly code: string;
}

export interface Arrived {
	/** What was answered otherwise than an honest phone should be answered: the step, and what came. */
	readonly refusals: readonly string[];
	leave(): void;
}

/**
 * So many phones come to a table at once, all from one address, as a room behind one router does: each looks at the code, every
 * fourth after a typing mistake, joins, and opens the table's state and its board.
 */
export async function arriveTogether(door: Door, phones: number): Promise<Arrived> {
	const refusals: string[] = [];
	const lines: { close(): void }[] = [];
	await Promise.all(Array.from({ length: phones }, (_, number) => comeIn(door, number, refusals, lines)));
	return { refusals, leave: () => lines.forEach((line) => line.close()) };
}

async function comeIn({ origin, code }: Door, number: number, refusals: string[], lines: { close(): void }[]) {
	const name = `Persona ${number + 1}`;
	const phone = new Person(name, (path, init) => fetch(`${origin}${path}`, init));
	if (number % 4 === 0) {
		const mistyped = `${code.slice(0, -1)}${code.endsWith('K') ? 'M' : 'K'}`;
		const { status } = await phone.get(`/api/join/${mistyped}`);
		if (status !== 404) refusals.push(`${name} mistyped the code: ${status}`);
	}
	const looked = await phone.get(`/api/join/${code}`);
	if (looked.status !== 200) refusals.push(`${name} looked: ${looked.status}`);
	const form = { code, name, sector: 's1', organisation: '', observe: false };
	const joined = await phone.signIn('/api/join', form);
	if (joined.status !== 200) return void refusals.push(`${name} joined: ${joined.status}`);
	const { workshop }: SignedIn = joined.body;
	const protocols = ['mesa.2', 'mesa.1', `bearer.${phone.token}`];
	const sockets = origin.replace('http', 'ws');
	const live = new LiveClient(`${sockets}/live/${workshop}`, protocols);
	const board = new RawClient(`${sockets}/sync/${workshop}/board`, protocols);
	lines.push({ close: () => live.socket.close() }, { close: () => board.close() });
	await live.until(() => live.closed !== null || live.of('state').length > 0);
	if (live.closed !== null) refusals.push(`${name} was sent away from the state: ${live.closed}`);
	await board.sync();
	if (board.closed !== null) refusals.push(`${name} was sent away from the board: ${board.closed}`);
}
