import { MESSAGE, SYNC_STEP_2, SYNC_UPDATE } from '#protocol/sync.ts';

type SocketClass = typeof WebSocket;

/** Edits sent over the present socket; the server counts the same way, so its number says which of them are on disk. */
export class EditCount {
	/** Sync answers and updates sent since the socket was made. */
	sent = 0;
	/** The server's vector was answered: all that this device wrote before went with it. */
	hasAnswered = false;

	/** The same socket class, counting. Each new socket starts from nothing, and says `first` before anything else. */
	countingSocket(Socket: SocketClass, first: () => readonly Uint8Array<ArrayBuffer>[]): SocketClass {
		const restart = () => {
			this.sent = 0;
			this.hasAnswered = false;
		};
		const count = (data: unknown) => {
			if (!(data instanceof Uint8Array) || data[0] !== MESSAGE.sync) return;
			if (data[1] !== SYNC_STEP_2 && data[1] !== SYNC_UPDATE) return;
			this.sent += 1;
			this.hasAnswered ||= data[1] === SYNC_STEP_2;
		};
		return class extends Socket {
			constructor(url: string | URL, protocols?: string | string[]) {
				super(url, protocols);
				restart();
				this.addEventListener('open', () => {
					for (const message of first()) this.send(message);
				});
			}

			override send(data: Parameters<WebSocket['send']>[0]): void {
				count(data);
				super.send(data);
			}
		};
	}
}
