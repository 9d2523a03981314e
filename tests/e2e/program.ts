import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { addCards, type NewLink } from '#board/edit-cards.ts';
import type { CardKind } from '#board/kinds.ts';
import { idFromBytes, ID_BYTES, type CardId, type ParticipantId, type SectorId, type WorkshopId } from '#domain/ids.ts';
import type { SignedIn } from '#protocol/api.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { Person } from '../support/people.ts';

/** Somebody of a session who is played by a program: commands over HTTP, the board over a stock y-websocket client. */
export class Program extends Person {
	readonly sector: SectorId;
	participant = '' as ParticipantId;
	readonly #origin: string;

	constructor(name: string, sector: SectorId, server: E2eServer) {
		super(name, (path, init) => fetch(`${server.origin}${path}`, init));
		this.sector = sector;
		this.#origin = server.origin;
	}

	async join(code: string): Promise<void> {
		const form = { code, name: this.name, sector: this.sector, organisation: '', observe: false };
		const { participant }: SignedIn = (await this.signIn('/api/join', form)).body;
		if (participant === null) throw new Error(`${this.name} did not get in`);
		this.participant = participant;
	}

	/** Puts cards on the board, each tied to the card that is named, and waits until the server says that they are saved. */
	async write(
		workshop: WorkshopId,
		cards: readonly { readonly kind: CardKind; readonly text: string; readonly to: CardId | null }[],
	): Promise<CardId[]> {
		const doc = new Y.Doc();
		const provider = new WebsocketProvider(`${this.#origin.replace('http', 'ws')}/sync/${workshop}`, 'board', doc, {
			protocols: ['mesa.1', `bearer.${this.token}`],
			WebSocketPolyfill: WebSocket as never, // its type asks for the browser's class
			disableBc: true,
		});
		await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
		const made = cards.map(({ kind, text }, index) => {
			const id = idFromBytes(crypto.getRandomValues(new Uint8Array(ID_BYTES))) as CardId;
			return { id, kind, text, pos: [index * 260, kind === 'effect' ? -300 : 300] as const };
		});
		const links = cards.flatMap(({ kind, to }, index): NewLink[] => {
			const id = made[index]?.id;
			if (!id || !to) return [];
			return [kind === 'effect' ? { from: to, to: id } : { from: id, to }];
		});
		const outcome = addCards(doc, made, links);
		if (!outcome.ok) throw new Error(`${this.name} was refused ${outcome.code}`);
		// A stock client is told nothing of saving; asking for the state again is answered after it.
		provider.disconnect();
		await new Promise<void>((resolve) => {
			provider.once('sync', () => resolve());
			provider.connect();
		});
		provider.destroy();
		return made.map(({ id }) => id);
	}
}
