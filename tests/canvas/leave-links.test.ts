import { InstancePageStateRecordType, type TLShapeId } from 'tldraw';
import { expect, test } from 'vitest';
import { leaveLinks } from '../../src/lib/canvas/leave-links.ts';
import { BOARD_PAGE, shapeIdOf } from '../../src/lib/canvas/records.ts';
import { boardOf } from '../board/support/boards.ts';
import { Canvas } from './two-canvases.ts';

function selecting() {
	const { doc, ids } = boardOf({ p: ['problem', 'P', [0, 0]], a: ['cause', 'A', [0, 300]] }, [['a', 'p']]);
	const canvas = new Canvas(doc);
	const { store } = canvas;
	const [link] = canvas.links;
	if (!link) throw new Error('the link has no shape');
	const page = InstancePageStateRecordType.createId(BOARD_PAGE);
	store.put([InstancePageStateRecordType.create({ id: page, pageId: BOARD_PAGE })]);
	leaveLinks(store);
	const selected = () => store.get(page)?.selectedShapeIds;
	const select = (...shapes: TLShapeId[]) => {
		store.update(page, (record) => ({ ...record, selectedShapeIds: shapes }));
		return selected();
	};
	return { a: shapeIdOf(ids.a), p: shapeIdOf(ids.p), link: link.id, select, selected };
}

test('a frame drawn around cards and their lines selects the cards', () => {
	const { a, p, link, select } = selecting();
	expect(select(a, link, p)).toEqual([a, p]);
});

test('a line that is added to selected cards changes nothing: the selection is the very same', () => {
	const { a, p, link, select, selected } = selecting();
	select(a, p);
	const before = selected();
	select(a, p, link);
	expect(selected()).toBe(before);
});

test('lines alone can be selected', () => {
	const { link, select } = selecting();
	expect(select(link)).toEqual([link]);
});
