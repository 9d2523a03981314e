import type { FileHash } from '#domain/ids.ts';
import { hashFile } from './hash-file.ts';

/** A file that somebody chose, and its hash once it is read. Choosing another one meanwhile forgets the first. */
export class ChosenFile {
	name = $state('');
	hash: FileHash | null = $state(null);
	state: 'none' | 'reading' | 'read' | 'unreadable' = $state('none');
	/** Changes when the field has to be emptied. */
	round = $state(0);
	#turn = 0;

	async choose(file: File | undefined): Promise<void> {
		const turn = ++this.#turn;
		[this.name, this.hash, this.state] = [file?.name ?? '', null, file ? 'reading' : 'none'];
		if (!file) return;
		try {
			const hash = await hashFile(file);
			if (turn === this.#turn) [this.hash, this.state] = [hash, 'read'];
		} catch {
			// Taken away, or of a card that was pulled out: the person is told and chooses again.
			if (turn === this.#turn) this.state = 'unreadable';
		}
	}

	clear(): void {
		void this.choose(undefined);
		this.round += 1;
	}
}
