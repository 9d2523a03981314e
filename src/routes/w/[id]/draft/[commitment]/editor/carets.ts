import { StateEffect, type Extension } from '@codemirror/state';
import {
	Decoration,
	EditorView,
	ViewPlugin,
	WidgetType,
	type DecorationSet,
	type PluginValue,
	type ViewUpdate,
} from '@codemirror/view';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { caretsIn, showCaret, type Caret } from './presence.ts';

/** Others' carets moved. */
const moved = StateEffect.define<null>();

/** Milliseconds between two messages about one's own caret: what eyes need, and no more. */
const LEAST_MS = 80;

/** Draws others' carets with their names, and shows one's own to them while the editor has the focus. */
export function namedCarets(text: Y.Text, awareness: Awareness): Extension {
	return [
		ViewPlugin.define((view) => new Carets(view, text, awareness), { decorations: ({ drawn }) => drawn }),
		theme,
	];
}

class Carets implements PluginValue {
	drawn: DecorationSet;
	readonly #view: EditorView;
	readonly #text: Y.Text;
	readonly #awareness: Awareness;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#frame = 0;

	constructor(view: EditorView, text: Y.Text, awareness: Awareness) {
		this.#view = view;
		this.#text = text;
		this.#awareness = awareness;
		this.drawn = this.#draw();
		awareness.on('change', this.#onChange);
	}

	update(update: ViewUpdate): void {
		const isMoved = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(moved)));
		if (isMoved) this.drawn = this.#draw();
		else if (update.docChanged) this.drawn = this.drawn.map(update.changes);
		if (update.selectionSet || update.focusChanged || update.docChanged) this.#showSoon();
	}

	destroy(): void {
		this.#awareness.off('change', this.#onChange);
		clearTimeout(this.#timer);
		cancelAnimationFrame(this.#frame);
		showCaret(this.#text, this.#awareness, null);
	}

	// On the next frame: a change may come from inside an update of this very editor, which can't be told another meanwhile.
	readonly #onChange = (): void => {
		if (this.#frame !== 0) return;
		this.#frame = requestAnimationFrame(() => {
			this.#frame = 0;
			this.#view.dispatch({ effects: moved.of(null) });
		});
	};

	#showSoon(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			const { anchor, head } = this.#view.state.selection.main;
			showCaret(this.#text, this.#awareness, this.#view.hasFocus ? { anchor, head } : null);
		}, LEAST_MS);
	}

	#draw(): DecorationSet {
		const length = this.#view.state.doc.length;
		const shown = caretsIn(this.#text, this.#awareness).flatMap((caret) => {
			const from = Math.min(caret.anchor, caret.head, length);
			const to = Math.min(Math.max(caret.anchor, caret.head), length);
			const attributes = { class: 'cm-other-selection', style: `--tone:${colour(caret)}` };
			const flag = Decoration.widget({ widget: new Flag(caret), side: 1 }).range(Math.min(caret.head, length));
			return from < to ? [Decoration.mark({ attributes }).range(from, to), flag] : [flag];
		});
		return Decoration.set(shown, true);
	}
}

const colour = ({ tone }: Caret): string => (tone ? `var(--sector-${tone})` : 'var(--ink-2)');

/** A caret with its flag. Hidden from screen readers: who writes here is said beside the field's name. */
class Flag extends WidgetType {
	readonly #caret: Caret;

	constructor(caret: Caret) {
		super();
		this.#caret = caret;
	}

	/** Another flag for each move, so that its name shows anew. */
	override eq(other: Flag): boolean {
		return JSON.stringify(other.#caret) === JSON.stringify(this.#caret);
	}

	override toDOM(): HTMLElement {
		const stick = document.createElement('span');
		stick.className = 'cm-other-caret';
		stick.setAttribute('aria-hidden', 'true');
		stick.style.setProperty('--tone', colour(this.#caret));
		const flag = document.createElement('span');
		flag.className = 'cm-other-name';
		flag.textContent = this.#caret.name; // as text: names are other people's
		stick.append(flag);
		return stick;
	}

	override ignoreEvent(): boolean {
		return true;
	}
}

const theme = EditorView.baseTheme({
	'.cm-other-selection': { background: 'color-mix(in srgb, var(--tone) 22%, transparent)' },
	'.cm-other-caret': {
		position: 'relative',
		marginInline: '-1px',
		borderInlineStart: '2px solid var(--tone)',
	},
	'.cm-other-name': {
		position: 'absolute',
		insetBlockEnd: '100%',
		insetInlineStart: '-2px',
		maxWidth: '12em',
		padding: '0 5px',
		overflow: 'hidden',
		borderRadius: '4px 4px 4px 0',
		background: 'var(--tone)',
		color: 'var(--sector-ink)',
		fontSize: 'var(--text-s)',
		fontWeight: '600',
		lineHeight: '1.25',
		textOverflow: 'ellipsis',
		whiteSpace: 'nowrap',
		pointerEvents: 'none',
		userSelect: 'none',
		// A name stays for a moment after each move; then the stick alone, so that nobody's line is covered.
		animation: 'cm-other-rest 200ms 3s forwards',
	},
	'@keyframes cm-other-rest': { to: { width: '8px', height: '8px', padding: '0', color: 'transparent' } },
});
