import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { boardFile } from '#board/files/board-file.ts';
import { addImage, imageId } from '#board/images.ts';
import { readTree } from '#board/read-tree.ts';
import { ALL_RIGHTS, type BoardRights } from '#board/rights.ts';
import type { AssetId, WorkshopId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import FilesDialog from '$lib/files/files-dialog.svelte';
import { boardOf, docOf, idsFrom, JALISCO } from '../board/support/boards.ts';
import { faultsFound } from './axe.ts';
import { press, settled } from './list-harness.ts';

const TABLE = 'tttttttttttttttttttt' as WorkshopId;
const HERE = 'hhhhhhhhhhhhhhhhhhhh' as AssetId;
const ELSEWHERE = 'eeeeeeeeeeeeeeeeeeee' as AssetId;

/** A server that keeps one image, or none that answers. */
function serveImages(isUp = true): void {
	vi.stubGlobal('fetch', (url: string) => {
		if (!isUp) return Promise.reject(new TypeError('no line'));
		const path = `/api/workshops/${TABLE}/assets`;
		if (url === path) return Promise.resolve(Response.json({ images: [{ id: HERE }] }));
		if (url !== `${path}/${HERE}`) return Promise.resolve(new Response(null, { status: 404 }));
		const bytes = new Blob(['bytes'], { type: 'image/png' }); // jsdom reads no other kind of blob
		return Promise.resolve({ ok: true, blob: () => Promise.resolve(bytes) });
	});
}

function withImages() {
	const { doc } = boardOf(JALISCO.cards, JALISCO.links);
	addImage(doc, imageId('a'), { asset: HERE, width: 8, height: 4, alt: 'La guardería' }, [0, 0]);
	addImage(doc, imageId('b'), { asset: ELSEWHERE, width: 8, height: 4, alt: 'El mapa' }, [0, 0]);
	return doc;
}

/** What the page gave to the browser to keep, by name. */
let saved: Map<string, Blob>;
beforeEach(() => {
	saved = new Map();
	const made: Blob[] = [];
	URL.createObjectURL = (blob) => `blob:${made.push(blob as Blob) - 1}`;
	URL.revokeObjectURL = () => {};
	vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
		const blob = made[Number(this.href.replace('blob:', ''))];
		if (blob) saved.set(this.download, blob);
	});
	return () => {
		vi.restoreAllMocks();
		vi.unstubAllGlobals();
	};
});

function open({ doc = boardOf(JALISCO.cards, JALISCO.links).doc, rights = ALL_RIGHTS, chosen = [] as never[] } = {}) {
	const said: string[] = [];
	const view = render(FilesDialog, {
		...{
			doc,
			tree: readTree(doc),
			title: 'Brecha salarial: ¿por qué?',
			chosen,
			rights,
			why: null,
			newId: idsFrom(900),
		},
		...{
			workshop: TABLE,
			mayPin: false,
			onsaid: (sentence: string) => void said.push(sentence),
			onclose: () => {},
		},
	});
	return { ...view, doc, said };
}

async function choose(name: string, text: string): Promise<void> {
	const field: HTMLInputElement = screen.getByLabelText(m.files_choose());
	await fireEvent.change(field, { target: { files: [new File([text], name)] } });
	await vi.waitFor(() => expect(screen.queryByText(m.files_reading())).toBeNull());
	await settled();
}

describe('[X5] taking the board along', () => {
	test('each kind of file is made on the device, under the name of the table', async () => {
		const { doc } = open();
		for (const name of [m.files_svg(), m.files_csv(), m.files_markdown(), m.files_mermaid(), m.files_json()])
			await press(name);
		expect([...saved.keys()]).toEqual(
			['svg', 'csv', 'md', 'mmd', 'json'].map((end) => `brecha-salarial-por-que.${end}`),
		);
		expect(JSON.parse((await saved.get('brecha-salarial-por-que.json')?.text()) ?? '')).toEqual(
			JSON.parse(JSON.stringify(boardFile(doc))),
		);
		expect(await saved.get('brecha-salarial-por-que.svg')?.text()).toContain('<svg');
		expect(screen.getByText(m.files_saved({ name: 'brecha-salarial-por-que.json' }))).toBeTruthy();
	});

	test('a picture holds the bytes of images; one that did not come is told', async () => {
		serveImages();
		open({ doc: withImages() });
		await press(m.files_svg());
		await vi.waitFor(() =>
			expect(screen.getByText(m.files_images_left({ count: 1 }), { exact: false })).toBeTruthy(),
		);
		const svg = (await saved.get('brecha-salarial-por-que.svg')?.text()) ?? '';
		expect(svg).toContain(`href="data:image/png;base64,${btoa('bytes')}"`);
		expect(svg).toContain('La guardería');
		expect(svg).toContain('mt-place');
		expect(screen.getByText(m.files_json_what())).toBeTruthy();
	});

	test('what is chosen can go alone', async () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		open({ doc, chosen: [ids.problem] as never[] });
		await fireEvent.click(screen.getByRole('radio', { name: m.files_scope_chosen({ count: 1 }) }));
		await press(m.files_csv());
		const lines = (await saved.get('brecha-salarial-por-que.csv')?.text())?.trim().split('\r\n');
		expect(lines).toHaveLength(2);
	});

	test('an empty board says that there is nothing to take', () => {
		open({ doc: docOf(3) });
		expect(screen.getByText(m.files_nothing())).toBeTruthy();
	});

	test('axe finds nothing', async () => {
		const { container } = open();
		expect(await faultsFound(container)).toEqual([]);
	});
});

describe('[X6] bringing a file', () => {
	test('a text with bullets says what it would bring, and is put on the board when somebody says so', async () => {
		const { doc, said } = open({ doc: docOf(4) });
		await choose('lluvia.txt', 'Falta agua\n  - No llueve\n  - Se fuga\n');
		expect(readTree(doc).cards.size).toBe(0);
		await press(m.files_bring_do());
		expect([...readTree(doc).cards.values()].map(({ text }) => text).sort()).toEqual([
			'Falta agua',
			'No llueve',
			'Se fuga',
		]);
		expect(said).toEqual([m.files_did({ count: 3 })]);
	});

	test('a drawing of tldraw says one by one what stays behind, and changes nothing until somebody says so', async () => {
		const { doc, said } = open({ doc: docOf(4) });
		const shape = (id: string, type: string, props: object) => ({
			...{
				typeName: 'shape',
				id,
				type,
				parentId: 'page:a',
				index: 'a1',
				x: 0,
				y: 0,
				rotation: 0,
				opacity: 1,
				props,
			},
		});
		const records = [
			{ typeName: 'page', id: 'page:a', index: 'a1' },
			shape('shape:1', 'note', { text: 'No llueve' }),
			shape('shape:2', 'image', { altText: 'El pozo' }),
			shape('shape:3', 'arrow', {}),
		];
		await choose('otro.tldr', '{}');
		expect(screen.getByText(m.files_error_line({ line: 1, what: m.files_error_tldr() }))).toBeTruthy();
		await choose('lluvia.tldr', JSON.stringify({ tldrawFileFormatVersion: 1, records }));
		expect(screen.getByText(m.files_lost({ count: 2 }))).toBeTruthy();
		expect(screen.getByText(m.files_lost_named({ what: m.files_lost_image(), name: 'El pozo' }))).toBeTruthy();
		expect(screen.getByText(m.files_lost_arrow())).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
		expect(readTree(doc).cards.size).toBe(0);
		await press(m.files_bring_do());
		expect([...readTree(doc).cards.values()].map(({ kind, text }) => [kind, text])).toEqual([
			['note', 'No llueve'],
		]);
		expect(said).toEqual([m.files_did({ count: 1 })]);
	});

	test('[Y8] images whose bytes this table has not are told line by line; without a line, that nobody could ask', async () => {
		const file = `${JSON.stringify(boardFile(withImages()), null, '\t')}\n`;
		const line = file.split('\n').findIndex((text) => text.includes(ELSEWHERE)) + 1;
		serveImages();
		open({ doc: docOf(4) });
		await choose('tablero.json', file);
		expect(screen.getByText(m.files_absent({ count: 1 }))).toBeTruthy();
		expect(screen.getByText(m.files_error_line({ line, what: 'El mapa' }))).toBeTruthy();
		expect(screen.queryByText(/La guardería/)).toBeNull();
		expect(screen.getByRole('button', { name: m.files_bring_do() })).toHaveProperty('disabled', false);
		serveImages(false);
		await choose('tablero.json', file);
		expect(screen.getByText(m.files_absent_unasked())).toBeTruthy();
		expect(screen.queryByText(m.files_absent({ count: 1 }))).toBeNull();
	});

	test('a bad file says in which line what is wrong, and changes nothing', async () => {
		const { doc } = open({ doc: docOf(4) });
		await choose('hoja.csv', 'tipo,texto\nrío,Uno\n');
		const sentence = m.files_error_line({ line: 2, what: m.files_error_value({ what: 'río' }) });
		expect(screen.getByText(sentence)).toBeTruthy();
		expect(screen.queryByRole('button', { name: m.files_bring_do() })).toBeNull();
		expect(readTree(doc).cards.size).toBe(0);
	});

	test('what the phase does not open stays out as a whole, with the reason', async () => {
		const rights: BoardRights = { ...ALL_RIGHTS, add: (kind) => (kind === 'solution' ? 'En esta fase no.' : null) };
		const { doc } = open({ doc: docOf(4), rights });
		await choose('hoja.csv', 'tipo,texto\ncausa,Uno\nsolución,Dos\n');
		const button: HTMLButtonElement = screen.getByRole('button', { name: m.files_bring_do() });
		expect(button.disabled).toBe(true);
		expect(screen.getByText('En esta fase no.')).toBeTruthy();
		expect(readTree(doc).cards.size).toBe(0);
	});
});
