import { addCards, type NewCard, type NewLink } from '#board/edit-cards.ts';
import type { CardId } from '#board/ids.ts';
import { textOfCards } from '#board/list-text.ts';
import { removeSelected, selectedCards } from './acts.ts';
import { addImages } from './add-images.ts';
import { readCopied, type Copied } from './copied-cards.ts';
import { pasteList } from './hand-acts.ts';
import { isField } from './keys.ts';
import { shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';

/** Cards on the clipboard, for another board or another tab; any program can read the plain text beside them. */
const FORMAT = 'application/x-mesa-abierta-cards';
/** Copy, cut and paste by the browser's own events: they need no permission and no secure context. Returns how to stop. */
export function listenToClipboard(root: HTMLElement, scene: Scene): () => void {
	const onCopy = (event: ClipboardEvent) => {
		if (isField(event.target) || !event.clipboardData) return;
		const ids = selectedCards(scene);
		if (ids.length === 0) return;
		event.preventDefault();
		const { tree } = scene.binding;
		event.clipboardData.setData('text/plain', textOfCards(tree, ids));
		event.clipboardData.setData(FORMAT, JSON.stringify(copyOf(scene, ids)));
		if (event.type === 'cut') removeSelected(scene);
		else scene.announce(scene.words.get().saidCopied(ids.length));
	};
	const onPaste = (event: ClipboardEvent) => {
		if (isField(event.target) || !event.clipboardData || !scene.mayWrite) return;
		const copied = readCopied(event.clipboardData.getData(FORMAT));
		const text = event.clipboardData.getData('text/plain').trim();
		// Programs that copy cells or words put a picture of them beside; there the words count.
		if (!copied && text === '' && event.clipboardData.files.length > 0) {
			event.preventDefault();
			return void addImages(scene, [...event.clipboardData.files]);
		}
		if (!copied && text === '') return;
		event.preventDefault();
		if (!copied && pasteList(scene, event.clipboardData.getData('text/plain'))) return;
		paste(scene, copied ?? { cards: [{ kind: 'note', pos: [0, 0], text }], links: [] });
	};
	root.addEventListener('copy', onCopy);
	root.addEventListener('cut', onCopy);
	root.addEventListener('paste', onPaste);
	return () => {
		root.removeEventListener('copy', onCopy);
		root.removeEventListener('cut', onCopy);
		root.removeEventListener('paste', onPaste);
	};
}

function copyOf(scene: Scene, ids: readonly CardId[]): Copied {
	const { tree } = scene.binding;
	const known = ids.filter((id) => tree.cards.has(id));
	return {
		cards: known.flatMap((id) => {
			const card = tree.cards.get(id);
			return card ? [{ kind: card.kind, pos: card.pos, size: card.size, text: card.text }] : [];
		}),
		links: tree.links.flatMap((link): [number, number][] => {
			const [from, to] = [known.indexOf(link.from), known.indexOf(link.to)];
			return from >= 0 && to >= 0 ? [[from, to]] : [];
		}),
	};
}

/** In the middle of the view, arranged as they were, with ids of their own. */
function paste(scene: Scene, copied: Copied): void {
	const { editor } = scene;
	if (!editor) return;
	const rights = scene.rights.get();
	const isFree = copied.cards.map(({ kind }) => rights.add(kind) === null);
	const notCopied = isFree.filter((free) => !free).length;
	if (notCopied === copied.cards.length) return scene.tell(scene.words.get().saidNotCopied(notCopied));
	const lefts = copied.cards.map(({ pos }) => pos[0]);
	const tops = copied.cards.map(({ pos }) => pos[1]);
	const width = Math.max(...copied.cards.map(({ pos, size }) => pos[0] + (size?.[0] ?? 0))) - Math.min(...lefts);
	const height = Math.max(...copied.cards.map(({ pos, size }) => pos[1] + (size?.[1] ?? 0))) - Math.min(...tops);
	const { center } = editor.getViewportPageBounds();
	const dx = center.x - width / 2 - Math.min(...lefts);
	const dy = center.y - height / 2 - Math.min(...tops);
	const cards = copied.cards.map((card): NewCard => ({
		...card,
		id: scene.makeId(),
		pos: [card.pos[0] + dx, card.pos[1] + dy],
	}));
	const links = copied.links.flatMap(([from, to]): NewLink[] => {
		const [a, b] = [cards[from], cards[to]];
		return a && b && isFree[from] && isFree[to] ? [{ from: a.id, to: b.id }] : [];
	});
	const pasted = cards.filter((_, index) => isFree[index]);
	const outcome = addCards(scene.doc, pasted, links);
	if (!outcome.ok) return scene.announce(scene.words.get().refused(outcome.code));
	editor.setCurrentTool('select');
	editor.select(...pasted.map((card) => shapeIdOf(card.id)));
	scene.announce(scene.words.get().saidCopied(pasted.length));
	if (notCopied > 0) scene.tell(scene.words.get().saidNotCopied(notCopied));
}
