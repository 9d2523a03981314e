import { Annotation, EditorState, type Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type PluginValue, type ViewUpdate } from '@codemirror/view';
import type * as Y from 'yjs';
import { TEXT } from '#board/acts.ts';
import { cleanText } from '#board/clean-text.ts';
import { editText } from '#board/edit-text.ts';

/** On an editor's transaction: it shows what the document says already, and must not be written back. */
const fromDocument = Annotation.define<true>();

/**
 * Ties an editor to a co-edited text, both ways. Written under the board's own origin for typing, so that the document's one undo
 * takes it back; y-codemirror.next writes under an origin of its own, which that undo can't see.
 * The editor must start with the text's content. `onfull` is called where typing or pasting would pass `limit` (UTF-16 units).
 */
export function bindText(text: Y.Text, limit: number, onfull: () => void): Extension {
	return [
		// Only \n ends a line: a stock client may have written \r, and positions must stay the document's.
		EditorState.lineSeparator.of('\n'),
		EditorView.clipboardInputFilter.of(cleanText),
		EditorState.changeFilter.of((transaction) => {
			if (transaction.annotation(fromDocument)) return true;
			const grows = transaction.newDoc.length > transaction.startState.doc.length;
			if (!grows || transaction.newDoc.length <= limit) return true;
			onfull();
			return false;
		}),
		ViewPlugin.define((view) => new TextBinding(view, text, limit)),
	];
}

class TextBinding implements PluginValue {
	readonly #view: EditorView;
	readonly #text: Y.Text;
	readonly #limit: number;
	#isWriting = false;
	#isOver = false;

	constructor(view: EditorView, text: Y.Text, limit: number) {
		this.#view = view;
		this.#text = text;
		this.#limit = limit;
		text.observe(this.#show);
	}

	update(update: ViewUpdate): void {
		for (const transaction of update.transactions) {
			if (transaction.docChanged && !transaction.annotation(fromDocument)) this.#write(transaction.changes);
		}
		// Differs where an edit would have cut a letter in two: the document keeps it whole. Not from inside this very update.
		if (update.docChanged && this.#text.toString() !== update.state.doc.toString())
			queueMicrotask(() => this.#realign());
	}

	destroy(): void {
		this.#isOver = true;
		this.#text.unobserve(this.#show);
	}

	#write(changes: ViewUpdate['changes']): void {
		const text = this.#text;
		const write = () => {
			let shift = 0; // positions of a change count in the text before any of them
			changes.iterChanges((from, to, _fromNew, _toNew, inserted) => {
				const before = text.length;
				const insert = inserted.sliceString(0, inserted.length, '\n');
				editText(text, { index: from + shift, remove: to - from, insert }, this.#limit);
				shift += text.length - before;
			});
		};
		this.#isWriting = true;
		try {
			if (text.doc) text.doc.transact(write, TEXT);
			else write();
		} finally {
			this.#isWriting = false;
		}
	}

	/** Makes the editor say what the document says. */
	#realign(): void {
		const next = this.#text.toString();
		const now = this.#view.state.doc.toString();
		if (this.#isOver || next === now) return;
		let from = 0;
		while (from < Math.min(next.length, now.length) && next[from] === now[from]) from++;
		this.#view.dispatch({
			changes: { from, to: now.length, insert: next.slice(from) },
			annotations: fromDocument.of(true),
		});
	}

	/** What others wrote, or an undo took back. */
	readonly #show = (event: Y.YTextEvent): void => {
		if (this.#isWriting) return;
		const changes: { from: number; to: number; insert: string }[] = [];
		let at = 0;
		for (const { retain = 0, delete: removed = 0, insert } of event.delta) {
			at += retain;
			if (typeof insert === 'string') changes.push({ from: at, to: at, insert });
			if (removed > 0) changes.push({ from: at, to: at + removed, insert: '' });
			at += removed;
		}
		this.#view.dispatch({ changes, annotations: fromDocument.of(true) });
	};
}
