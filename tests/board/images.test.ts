import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addDrawing } from '#board/edit-drawings.ts';
import { addImage, cleanAlt, describeImage, imageId, readImages } from '#board/images.ts';
import { parseRecordId, type RecordId } from '#board/ids.ts';
import { IMAGE_ALT_MAX } from '#board/limits.ts';
import { createUndo } from '#board/undo.ts';
import type { AssetId } from '#domain/ids.ts';

const ASSET = 'abcdefghijklmnopqrst' as AssetId;
const ID = imageId('aaaaaaaaaaaaaaaaaaaa');

describe('images on the board', () => {
	it('[Y1] say which image they are, where, how large and what they show', () => {
		const doc = new Y.Doc();
		expect(
			addImage(doc, ID, { asset: ASSET, width: 4_000, height: 3_000, alt: ' Un mapa\nde Jalisco ' }, [100, 100])
				.ok,
		).toBe(true);
		const [image] = readImages(doc);
		expect(image).toEqual({
			id: ID,
			pos: [-140, -80],
			size: [480, 360],
			asset: ASSET,
			alt: 'Un mapa de Jalisco',
			pinned: false,
		});
		expect(addImage(doc, ID, { asset: ASSET, width: 1, height: 1 }, [0, 0])).toEqual({
			ok: false,
			code: 'record.exists',
		});
	});

	it('are described anew as one act, which undo takes back', () => {
		const doc = new Y.Doc();
		addImage(doc, ID, { asset: ASSET, width: 40, height: 30 }, [0, 0]);
		const undo = createUndo(doc);
		expect(describeImage(doc, ID, 'Una guardería')).toMatchObject({ ok: true });
		expect(readImages(doc)[0]?.alt).toBe('Una guardería');
		undo.undo();
		expect(readImages(doc)[0]?.alt).toBe('');
		undo.destroy();
	});

	it('are told from other drawings', () => {
		const doc = new Y.Doc();
		const frame = parseRecordId('frame') as RecordId;
		addDrawing(doc, {
			id: frame,
			pos: [0, 0],
			body: { v: 1, type: 'frame', rotation: 0, opacity: 1, props: { w: 9, h: 9, name: '', color: 'black' } },
		});
		expect(readImages(doc)).toEqual([]);
		expect(describeImage(doc, frame, 'x')).toEqual({ ok: false, code: 'record.unknown' });
	});

	it('[Y7] are described in one plain line, cut at a whole character', () => {
		const long = cleanAlt(`${'a'.repeat(IMAGE_ALT_MAX - 1)}😀`);
		expect(long).toBe('a'.repeat(IMAGE_ALT_MAX - 1));
		expect(cleanAlt('a\u0000b\tc\u2028d')).toBe('a b c d');
	});
});
