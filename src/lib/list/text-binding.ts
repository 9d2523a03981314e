import type * as Y from 'yjs';
import { setText } from '#board/edit-text.ts';

export interface TextBinding {
	/** Unties field and text; what was being composed is written first. */
	stop(): void;
}

type Delta = Y.YTextEvent['delta'];

/**
 * Ties a text field to a co-edited text, letter by letter in both directions. What others write moves the caret with the
 * words around it. While an input method composes (Asian scripts, most Android keyboards), others' letters wait: writing to
 * the field would break the composition; one's own are still sent as they come, until others' have to wait.
 */
export function bindText(field: HTMLTextAreaElement, text: Y.Text, limit: number): TextBinding {
	/** What the field and the text last agreed on. */
	let shown = text.toString();
	let isComposing = false;
	let isWriting = false;
	/** What others have written since `shown`, while a composition holds it back. */
	let waiting: Delta[] = [];

	const show = (value: string, start: number, end: number) => {
		shown = value;
		if (field.value === value) return;
		const { scrollTop, selectionDirection } = field;
		field.value = value;
		field.scrollTop = scrollTop;
		// Safari gives the focus to a field whose selection is set.
		if (field.ownerDocument.activeElement === field) field.setSelectionRange(start, end, selectionDirection);
	};
	const showMoved = (deltas: readonly Delta[]) => {
		const moved = (index: number) => deltas.reduce((at, delta) => moveIndex(at, delta), index);
		show(text.toString(), moved(field.selectionStart), moved(field.selectionEnd));
	};
	const write = (next: string, caret: number) => {
		isWriting = true;
		try {
			setText(text, next, limit, caret);
		} finally {
			isWriting = false;
		}
	};
	const push = () => {
		if (field.value === shown) return;
		if (waiting.length > 0) return;
		write(field.value, field.selectionEnd);
		const caret = Math.min(field.selectionEnd, text.length);
		// Differs from what was typed where the limit or the cleaning took something away.
		if (isComposing) shown = text.toString();
		else show(text.toString(), caret, caret);
	};
	const finishComposing = () => {
		isComposing = false;
		const others = waiting;
		waiting = [];
		if (others.length === 0) return push();
		const rebased = rebase(shown, field.value, others, text.toString());
		const caret = Math.max(0, field.selectionEnd + rebased.shift);
		if (rebased.value !== text.toString()) write(rebased.value, caret);
		show(text.toString(), caret, caret);
	};
	const onText = (event: Y.YTextEvent) => {
		if (isWriting) return;
		if (isComposing) waiting.push(event.delta);
		else showMoved([event.delta]);
	};
	const onInput = () => push();
	const onCompositionStart = () => (isComposing = true);

	field.value = shown;
	field.addEventListener('input', onInput);
	field.addEventListener('compositionstart', onCompositionStart);
	field.addEventListener('compositionend', finishComposing);
	text.observe(onText);
	return {
		stop() {
			if (isComposing) finishComposing();
			field.removeEventListener('input', onInput);
			field.removeEventListener('compositionstart', onCompositionStart);
			field.removeEventListener('compositionend', finishComposing);
			text.unobserve(onText);
		},
	};
}

/** Where an index lands after a change; letters inserted right at it come after it. */
export function moveIndex(index: number, delta: Delta): number {
	let at = 0; // in the text as the change goes through it
	let moved = index;
	for (const part of delta) {
		if (part.retain !== undefined) at += part.retain;
		else if (part.delete !== undefined) moved -= Math.max(0, Math.min(part.delete, moved - at));
		else if (typeof part.insert === 'string') {
			if (at < moved) moved += part.insert.length;
			at += part.insert.length;
		}
		if (at > moved) break;
	}
	return moved;
}

/** One's own single edit (`before` → `after`) put into what others have made of `before`, and how far it moved by that. */
function rebase(
	before: string,
	after: string,
	others: readonly Delta[],
	now: string,
): { value: string; shift: number } {
	const most = Math.min(before.length, after.length);
	let start = 0;
	while (start < most && before[start] === after[start]) start++;
	let tail = 0;
	while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
	const moved = (index: number) => others.reduce((at, delta) => moveIndex(at, delta), index);
	const from = moved(start);
	const to = Math.max(from, moved(before.length - tail));
	const value = now.slice(0, from) + after.slice(start, after.length - tail) + now.slice(to);
	return { value, shift: from - start };
}
