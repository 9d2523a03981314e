import { setTimeout as sleep } from 'node:timers/promises';
import { cardText } from '#board/edit-cards.ts';
import { RawClient } from '../../support/raw-client.ts';
import { OWN_PROTOCOL, STOCK_PROTOCOL } from '#protocol/sync.ts';
import { encodeShow } from '#protocol/show-message.ts';
import { cardNumber } from '../board.ts';
import type { PreparedPerson } from '../servers/prepare.ts';

/** Others at the table, who write on cards here and there, each letter a message. */
export class Others {
	readonly #clients: readonly RawClient[];
	readonly #cards: number;
	#next = 0;

	private constructor(clients: readonly RawClient[], cards: number) {
		this.#clients = clients;
		this.#cards = cards;
	}

	static async sitDown(origin: string, workshop: string, people: readonly PreparedPerson[], cards: number) {
		const url = `${origin.replace('http', 'ws')}/sync/${workshop}/board`;
		const clients = people.map(
			({ token }) => new RawClient(url, [OWN_PROTOCOL, STOCK_PROTOCOL, `bearer.${token}`]),
		);
		for (const client of clients) {
			await client.opened();
			client.sendBytes(encodeShow({ clientId: client.doc.clientID, view: null }));
			await client.sync();
		}
		return new Others(clients, cards);
	}

	/** One letter more on some card, or one less where it has grown long. */
	edit(): void {
		const number = this.#next++;
		const client = this.#clients[number % this.#clients.length];
		const card = cardNumber(1 + ((number * 37) % (this.#cards - 1)));
		client?.edit((doc) => {
			const text = cardText(doc, card);
			if (!text) throw new Error('a card is missing');
			if (text.length > 140) text.delete(text.length - 40, 40);
			else text.insert(text.length, 'aeiou lnrst'.charAt(number % 11));
		});
	}

	/** So many a second, until told to stop. */
	burst(perSecond: number): { stop(): Promise<number> } {
		let isOver = false;
		const began = performance.now();
		let made = 0;
		const running = (async () => {
			while (!isOver) {
				const due = ((performance.now() - began) / 1_000) * perSecond;
				for (; made < due; made++) this.edit();
				await sleep(4);
			}
			return made / ((performance.now() - began) / 1_000);
		})();
		return {
			stop() {
				isOver = true;
				return running;
			},
		};
	}

	/** Where a card stands by their copy. */
	positions(): ReadonlyMap<string, readonly unknown[]> {
		const [client] = this.#clients;
		const places = new Map<string, readonly unknown[]>();
		client?.doc.getMap('cards').forEach((card, id) => {
			const pos: unknown = isMap(card) ? card.get('pos') : null;
			if (Array.isArray(pos)) places.set(id, pos);
		});
		return places;
	}

	leave(): void {
		for (const client of this.#clients) client.close();
	}
}

const isMap = (value: unknown): value is { get(key: string): unknown } =>
	typeof value === 'object' && value !== null && 'get' in value;
