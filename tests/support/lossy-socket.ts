type Hear = (event: MessageEvent) => void;

export interface LossySockets {
	/** Loses the next message to this person for which `isLost` says so. */
	loseNext(name: string, isLost: (bytes: Uint8Array) => boolean): void;
	/** Gives this person's page a message that the server never sent. */
	deliver(name: string, bytes: Uint8Array<ArrayBuffer>): void;
	/** Puts the runtime's own WebSocket back. */
	restore(): void;
}

/**
 * Puts in the place of the runtime's WebSocket one that can lose a message on its way in, or make one up, as no network should and
 * some software does. People are told apart by their `bearer.<name>`.
 */
export function lossySockets(): LossySockets {
	const Real = globalThis.WebSocket;
	const hearing = new Map<string, Hear>();
	const losing = new Map<string, (bytes: Uint8Array) => boolean>();
	globalThis.WebSocket = class extends Real {
		readonly #name: string;

		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols);
			this.#name =
				[protocols]
					.flat()
					.find((one) => one?.startsWith('bearer.'))
					?.slice(7) ?? '';
			this.addEventListener('message', (event: MessageEvent) => {
				if (!(event.data instanceof ArrayBuffer) || !losing.get(this.#name)?.(new Uint8Array(event.data)))
					return;
				losing.delete(this.#name);
				event.stopImmediatePropagation();
			});
		}

		override set onmessage(hear: Hear | null) {
			super.onmessage = hear;
			if (hear) hearing.set(this.#name, hear);
		}
		override get onmessage(): Hear | null {
			return hearing.get(this.#name) ?? null;
		}
	};
	return {
		loseNext: (name, isLost) => void losing.set(name, isLost),
		deliver: (name, bytes) => hearing.get(name)?.(new MessageEvent('message', { data: bytes.slice().buffer })),
		restore: () => (globalThis.WebSocket = Real),
	};
}
