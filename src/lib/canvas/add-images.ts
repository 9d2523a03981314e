import type { Editor } from 'tldraw';
import type { Position } from '#board/geometry.ts';
import { addImage, imageId, imageSize, readImages } from '#board/images.ts';
import { bringIntoView, cardRects } from './acts.ts';
import { freePlace } from './free-place.ts';
import { shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';

/** Files of one drop: more is an accident, or a folder. */
const FILES_MAX = 10;

/**
 * Brings images to the board, one after the other, and chooses the last, so that it can be described. The first lies where it was
 * let go (`at`); all others, and those that nobody aimed, lie on the nearest free ground.
 */
export async function addImages(scene: Scene, files: readonly File[], at: Position | null = null): Promise<void> {
	const words = scene.words.get();
	const { images } = scene.settings.get();
	const wanted = files.filter(({ type }) => type.startsWith('image/')).slice(0, FILES_MAX);
	if (!scene.mayWrite || images === null || files.length === 0) return;
	if (!scene.mayOrTold(scene.rights.get().draw())) return;
	if (wanted.length === 0) return scene.tell(words.imagesOnly);
	if (scene.sending.get() !== null) return scene.tell(words.imageBusy);
	const middle = at ?? middleOf(scene.editor);
	for (const [index, file] of wanted.entries()) {
		scene.sending.set(0);
		const sent = await images.send(file, (share) => scene.sending.set(share));
		scene.sending.set(null);
		if (!sent.ok) return scene.tell(sent.why);
		// Somebody may have closed the board meanwhile.
		if (!scene.mayWrite || !scene.mayOrTold(scene.rights.get().draw())) return;
		const id = imageId(scene.makeId());
		const isAimed = at !== null && index === 0;
		const outcome = addImage(scene.doc, id, sent.image, isAimed ? at : freeMiddle(scene, sent.image, middle));
		if (!outcome.ok) return scene.tell(words.refused(outcome.code));
		scene.editor?.setCurrentTool('select');
		scene.editor?.select(shapeIdOf(id));
		bringIntoView(scene, id);
		scene.announce(words.imageAdded);
	}
}

/** The middle of the nearest place at which an image covers no card and no other image. */
function freeMiddle(
	scene: Scene,
	image: { readonly width: number; readonly height: number },
	[x, y]: Position,
): Position {
	const [w, h] = imageSize(image);
	const others = readImages(scene.doc).map(({ pos, size }) => ({ x: pos[0], y: pos[1], w: size[0], h: size[1] }));
	const [left, top] = freePlace([...cardRects(scene), ...others], { x: x - w / 2, y: y - h / 2, w, h });
	return [left + w / 2, top + h / 2];
}

function middleOf(editor: Editor | null): Position {
	const center = editor?.getViewportPageBounds().center;
	return center ? [center.x, center.y] : [0, 0];
}

/**
 * What comes from outside by dropping: images, and nothing else. An address is never fetched (D7), and what other programs call
 * content (embeds, SVG, shapes of tldraw) has no place on a board.
 */
export function takeDroppedImages(scene: Scene, editor: Editor): () => void {
	const NEVER = ['embed', 'svg-text', 'url', 'text', 'tldraw', 'excalidraw', 'file-replace'] as const;
	for (const kind of NEVER) editor.registerExternalContentHandler(kind, null);
	for (const kind of ['file', 'url'] as const) editor.registerExternalAssetHandler(kind, null);
	editor.registerExternalContentHandler('files', ({ files, point }) => {
		void addImages(scene, files, point ? [point.x, point.y] : null);
	});
	return () => editor.registerExternalContentHandler('files', null);
}
