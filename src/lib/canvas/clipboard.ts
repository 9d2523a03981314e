import { addCards } from '#board/edit-cards.ts';
import { textOfCards } from '#board/list-text.ts';
import { COPIED_FORMAT, copyOf, pasteOf, readCopied, type Copied } from '../acts/copied-cards.ts';
import { removeSelected, selectedCards } from './acts.ts';
import { addImages } from './add-images.ts';
import { pasteList } from './hand-acts.ts';
import { isField } from './keys.ts';
import { shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';

/** Copy, cut and paste by the browser's own events: they need no permission and no secure context. Returns how to stop. */
export function listenToClipboard(root: HTMLElement, scene: Scene): () => void {
	const onCopy = (event: ClipboardEvent) => {
		if (isField(event.target) || !event.clipboardData) return;
		const ids = selectedCards(scene);
		if (ids.length === 0) return;
		event.preventDefault();
		const { tree } = scene.binding;
		event.clipboardData.setData('text/plain', textOfCards(tree, ids));
		event.clipboardData.setData(COPIED_FORMAT, JSON.stringify(copyOf(tree, ids)));
		if (event.type === 'cut') removeSelected(scene);
		else scene.announce(scene.words.get().saidCopied(ids.length));
	};
	const onPaste = (event: ClipboardEvent) => {
		if (isField(event.target) || !event.clipboardData) return;
		const copied = readCopied(event.clipboardData.getData(COPIED_FORMAT));
		const text = event.clipboardData.getData('text/plain').trim();
		// Programs that copy cells or words put a picture of them beside; there the words count.
		const images = !copied && text === '' ? [...event.clipboardData.files] : [];
		if (!copied && text === '' && images.length === 0) return;
		event.preventDefault();
		if (!scene.mayWrite) return scene.tell(scene.settings.get().readOnlyReason ?? scene.words.get().readOnly);
		if (images.length > 0) return void addImages(scene, images);
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

/** In the middle of the view, arranged as they were, with ids of their own. */
function paste(scene: Scene, copied: Copied): void {
	const { editor } = scene;
	if (!editor) return;
	const rights = scene.rights.get();
	const { center } = editor.getViewportPageBounds();
	const { cards, links, leftOut } = pasteOf(copied, {
		mayAdd: (kind) => rights.add(kind) === null,
		makeId: scene.makeId,
		place: ([width, height]) => [center.x - width / 2, center.y - height / 2],
	});
	if (cards.length === 0) return scene.tell(scene.words.get().saidNotCopied(leftOut));
	const outcome = addCards(scene.doc, cards, links);
	if (!outcome.ok) return scene.announce(scene.words.get().refused(outcome.code));
	editor.setCurrentTool('select');
	editor.select(...cards.map(({ id }) => shapeIdOf(id)));
	scene.announce(scene.words.get().saidCopied(cards.length));
	if (leftOut > 0) scene.tell(scene.words.get().saidNotCopied(leftOut));
}
