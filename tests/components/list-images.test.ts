import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addImage, imageId, readImages } from '#board/images.ts';
import { ALL_RIGHTS, type BoardRights } from '#board/rights.ts';
import { createUndo } from '#board/undo.ts';
import type { AssetId, CardId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import ListImages from '$lib/list/list-images.svelte';
import { ListDesk } from '$lib/list/list-desk.svelte.ts';
import { ListTree } from '$lib/list/list-tree.svelte.ts';
import type { ImageDesk, Sent } from '$lib/images/image-desk.ts';
import { faultsFound } from './axe.ts';
import { press, settled } from './list-harness.ts';

const ASSET = 'abcdefghijklmnopqrst' as AssetId;

function shown({
	sent,
	rights = ALL_RIGHTS,
	mayWrite = true,
}: { sent?: Sent; rights?: BoardRights; mayWrite?: boolean } = {}) {
	const doc = new Y.Doc();
	const undo = createUndo(doc);
	const list = new ListTree(doc);
	let ids = 0;
	const newId = () => `${'a'.repeat(19)}${'abcdefg'[ids++] ?? 'h'}` as CardId;
	const desk = new ListDesk(doc, list, undo, newId, () => {});
	const images: ImageDesk = {
		url: (asset) => `/api/workshops/x/assets/${asset}`,
		send: () => Promise.resolve(sent ?? { ok: true, image: { asset: ASSET, width: 960, height: 480 } }),
	};
	const view = render(ListImages, { desk, images, mayWrite, rights, headingLevel: 2 });
	return { doc, desk, undo, ...view };
}

async function choose(): Promise<void> {
	const input = document.querySelector('input[type=file]');
	if (!(input instanceof HTMLInputElement)) throw new Error('nothing to choose a file with');
	await fireEvent.change(input, { target: { files: [new File(['x'], 'foto.png', { type: 'image/png' })] } });
	await settled();
	await settled();
}

describe('images in the list', () => {
	it('brings, describes and takes off an image', async () => {
		const { doc, desk, undo, container } = shown();
		await choose();
		expect(desk.status).toBe(m.image_added());
		const field = await screen.findByLabelText(m.image_describe());
		expect(document.activeElement).toBe(field);
		await fireEvent.input(field, { target: { value: ' La guardería  de la colonia ' } });
		await press(m.image_describe_keep());
		expect(readImages(doc)).toMatchObject([{ asset: ASSET, size: [480, 240], alt: 'La guardería de la colonia' }]);
		const picture = screen.getByRole('img', { name: 'La guardería de la colonia' });
		expect(picture.getAttribute('src')).toBe(`/api/workshops/x/assets/${ASSET}`);
		expect(await faultsFound(container)).toEqual([]);
		await press(m.image_remove_this({ alt: 'La guardería de la colonia' }));
		expect(readImages(doc)).toEqual([]);
		expect(screen.queryByRole('img')).toBeNull();
		undo.undo();
		await settled();
		expect(screen.getByRole('img')).toBeTruthy();
	});

	it('says why an image was not taken, and puts nothing on the board', async () => {
		const { doc, desk } = shown({ sent: { ok: false, why: m.image_offline() } });
		await choose();
		expect(desk.status).toBe(m.image_offline());
		expect(readImages(doc)).toEqual([]);
	});

	it('shows what others bring, and one without a description as such', async () => {
		const { doc } = shown();
		addImage(doc, imageId('b'), { asset: ASSET, width: 8, height: 4 }, [0, 0]);
		await settled();
		expect(within(screen.getByRole('list')).getByRole('img', { name: m.image_undescribed() })).toBeTruthy();
	});

	it('offers nothing where drawing is closed, and says why; who only reads sees the images', async () => {
		const closed = {
			...ALL_RIGHTS,
			draw: () => 'Marta cerró el tablero.',
			drawing: () => 'Marta cerró el tablero.',
		};
		const { doc, unmount } = shown({ rights: closed });
		addImage(doc, imageId('b'), { asset: ASSET, width: 8, height: 4, alt: 'Un mapa' }, [0, 0]);
		await settled();
		expect(screen.getByRole('button', { name: m.image_add() })).toHaveProperty('disabled', true);
		expect(screen.getAllByText('Marta cerró el tablero.')).toHaveLength(2);
		unmount();
		const reading = shown({ mayWrite: false });
		addImage(reading.doc, imageId('b'), { asset: ASSET, width: 8, height: 4, alt: 'Un mapa' }, [0, 0]);
		await settled();
		expect(screen.getByRole('img', { name: 'Un mapa' })).toBeTruthy();
		expect(screen.queryByRole('button')).toBeNull();
	});
});
