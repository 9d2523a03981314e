import * as Y from 'yjs';
import { hasControls } from '#board/clean-text.ts';
import { textMax } from '#board/record-rules.ts';
import type { OwnDeletes, Removal } from './deletes.ts';
import type { Path, SharedType } from './paths.ts';
import { INVALID, type Refusal } from './refusal.ts';

/** A text while an update is tried. */
interface TriedText {
	/** None grows where no text may stand. */
	readonly max: number;
	/** As it would be with all that has passed so far. */
	length: number;
	/** Whether its author may write in it; undefined until asked. */
	mayInsert: Refusal | null | undefined;
	mayDelete: Refusal | null | undefined;
}

/** Answers for a path; null where the author may. */
type Ask = (operation: 'insert' | 'delete', path: Path) => Refusal | null;

/** The texts that an update touches. Each is asked about once, however many letters come. */
export class TriedTexts {
	readonly #ask: Ask;
	readonly #ownDeletes: OwnDeletes;
	readonly #tried = new Map<object, TriedText>();
	/** Texts that come with a record that has passed. */
	readonly #born = new Set<object>();

	constructor(ask: Ask, ownDeletes: OwnDeletes) {
		this.#ask = ask;
		this.#ownDeletes = ownDeletes;
	}

	/** Who may make a record may write its first words. */
	bear(type: object): void {
		this.#born.add(type);
	}

	remove(type: SharedType, path: Path, { length }: Removal): Refusal | null {
		const text = this.#of(type, path);
		text.mayDelete = text.mayDelete === undefined ? this.#ask('delete', path) : text.mayDelete;
		if (text.mayDelete === null) text.length -= length;
		return text.mayDelete;
	}

	insert(type: SharedType, path: Path, struct: Y.Item): Refusal | null {
		const text = this.#of(type, path);
		text.mayInsert = text.mayInsert === undefined ? this.#mayInsert(type, path) : text.mayInsert;
		if (text.mayInsert !== null) return text.mayInsert;
		if (!(struct.content instanceof Y.ContentString)) return null; // written and removed again before it was sent
		if (hasControls(struct.content.str)) return INVALID;
		const length = text.length + struct.length - this.#ownDeletes.within(struct);
		if (length > text.length && length > text.max) return INVALID;
		text.length = length;
		return null;
	}

	#mayInsert(type: object, path: Path): Refusal | null {
		return this.#born.has(type) ? null : this.#ask('insert', path);
	}

	#of(type: SharedType, path: Path): TriedText {
		let text = this.#tried.get(type);
		if (text === undefined) {
			text = { max: textMax(path) ?? 0, length: type._length, mayInsert: undefined, mayDelete: undefined };
			this.#tried.set(type, text);
		}
		return text;
	}
}
