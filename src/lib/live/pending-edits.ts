/** An edit made here that is not known to be on the server's disk. */
export interface PendingEdit {
	/** A Yjs update, and the client id that it was written under. */
	readonly bytes: Uint8Array;
	readonly clientId: number;
	/** The own clock after it. */
	readonly clock: number;
	/** Its number among the messages of the present connection; null while it has not gone. */
	sentAs: number | null;
	/** Where it is kept on this device; null where it is not. */
	key: number | null;
}

/** What this copy wrote and the server has not said to be on disk, oldest first. */
export class PendingEdits {
	#edits: PendingEdit[] = [];

	get isEmpty(): boolean {
		return this.#edits.length === 0;
	}

	/** All of it has gone out over the present connection. */
	get isSent(): boolean {
		return this.#edits.every(({ sentAs }) => sentAs !== null);
	}

	/** All of it would outlive this page. */
	get isKept(): boolean {
		return this.#edits.every(({ key }) => key !== null);
	}

	get all(): readonly PendingEdit[] {
		return this.#edits;
	}

	add(edit: PendingEdit): void {
		this.#edits.push(edit);
	}

	/** The answer to the server's vector went out as message `number`: all that was written before went with it. */
	answered(number: number): void {
		for (const edit of this.#edits) edit.sentAs = number;
	}

	/** What was sent may never have arrived. */
	lineLost(): void {
		for (const edit of this.#edits) edit.sentAs = null;
	}

	/** The server has messages up to `number` on disk, and of each client id so much; returns what is done with. */
	acknowledged(number: number, vector: ReadonlyMap<number, number>): readonly PendingEdit[] {
		const isSaved = ({ sentAs, clientId, clock }: PendingEdit): boolean => {
			const reached = vector.get(clientId);
			return sentAs !== null && sentAs <= number && (reached === undefined || reached >= clock);
		};
		const saved = this.#edits.filter(isSaved);
		if (saved.length > 0) this.#edits = this.#edits.filter((edit) => !isSaved(edit));
		return saved;
	}
}
