import { standardKeymap } from '@codemirror/commands';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { bindText } from './bind-text.ts';
import { namedCarets } from './carets.ts';

export interface EditorOptions {
	readonly parent: HTMLElement;
	readonly text: Y.Text;
	readonly awareness: Awareness;
	/** UTF-16 units. */
	readonly limit: number;
	/** Id of the element that names the field, and of what explains it. */
	readonly labelledBy: string;
	readonly describedBy: string | undefined;
	readonly lang: string;
	readonly undo: () => void;
	readonly redo: () => void;
	readonly onfull: () => void;
	/** The field lost the focus: what comes next is a step of its own for undo. */
	readonly onblur: () => void;
}

export interface OpenEditor {
	/** Takes no more typing, or takes it again; what others write still shows, and the text can still be read and copied. */
	setReadOnly(isReadOnly: boolean): void;
	end(): void;
}

/** A plain-text editor on one co-edited text. Tab leaves it, as in any field; undo and redo are the document's. */
export function openEditor(options: EditorOptions): OpenEditor {
	const writing = new Compartment();
	const view = new EditorView({
		parent: options.parent,
		state: EditorState.create({
			doc: options.text.toString(),
			extensions: [extensionsFor(options), writing.of([])],
		}),
	});
	return {
		setReadOnly: (isReadOnly) => view.dispatch({ effects: writing.reconfigure(isReadOnly ? READ_ONLY : []) }),
		end: () => view.destroy(),
	};
}

/** Still reached by keys, so that a screen reader can read it. */
const READ_ONLY: Extension = [
	EditorState.readOnly.of(true),
	EditorView.editable.of(false),
	EditorView.contentAttributes.of({ tabindex: '0', 'aria-readonly': 'true' }),
];

function extensionsFor(options: EditorOptions): Extension {
	const { text, awareness, limit, labelledBy, describedBy, lang, onblur } = options;
	const run = (act: () => void) => () => {
		act();
		return true;
	};
	const undo = run(options.undo);
	const redo = run(options.redo);
	return [
		bindText(text, limit, options.onfull),
		namedCarets(text, awareness),
		keymap.of([
			{ key: 'Mod-z', run: undo, preventDefault: true },
			{ key: 'Mod-Shift-z', run: redo, preventDefault: true },
			{ key: 'Mod-y', run: redo, preventDefault: true },
			...standardKeymap,
		]),
		EditorView.domEventHandlers({
			beforeinput(event) {
				// A phone's shake, and the browser's own menu.
				if (event.inputType === 'historyUndo') return undo();
				if (event.inputType === 'historyRedo') return redo();
				return false;
			},
			blur() {
				onblur();
				return false;
			},
		}),
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({
			'aria-labelledby': labelledBy,
			...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
			lang,
			spellcheck: 'true',
			autocapitalize: 'sentences',
			autocorrect: 'on',
		}),
		theme,
	];
}

const theme = EditorView.theme({
	'&': { color: 'inherit', background: 'transparent' },
	'&.cm-focused': { outline: 'none' }, // the field around it shows the focus
	'.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.6', overflow: 'visible' },
	'.cm-content': { padding: '10px 0', caretColor: 'var(--ink)' },
	'.cm-line': { padding: '0 12px' },
});
