import { describe, expect, it } from 'vitest';
import type { DetailKey } from '#domain/card-details.ts';
import type { ParticipantId, SectorId } from '#domain/ids.ts';
import { isDetail, NO_DETAILS, setDetail, type CardDetails } from '#board/details.ts';
import { addCard } from '#board/edit-cards.ts';
import type { CardId } from '#board/ids.ts';
import { NORM_MAX, SOURCE_MAX } from '#board/limits.ts';
import { observeTree } from '#board/observe-tree.ts';
import { readTree } from '#board/read-tree.ts';
import { cardsOf, entryOf } from '#board/roots.ts';
import { stateHash } from '#board/state-hash.ts';
import { createUndo } from '#board/undo.ts';
import { boardOf, docOf, idsFrom, sync } from './support/boards.ts';

const PERSON = 'abcdefghijklmnop2345' as ParticipantId;
const SECTOR = 's2' as SectorId;

const SAID: CardDetails = {
	basis: 'data',
	source: 'ENOE 2024, INEGI: https://www.inegi.org.mx/programas/enoe',
	challenged: true,
	stage: 'implementation',
	norm: 'Ley Federal del Trabajo, artículo 86',
	level: 'federal',
	budget: 'to-find',
	voice: { sector: SECTOR },
};
const KEYS = Object.keys(SAID).filter((key): key is DetailKey => key in SAID);

function aCause() {
	const { doc, ids } = boardOf({ c: ['cause', 'C'], d: ['cause', 'D'] });
	return { doc, id: ids.c, other: ids.d, details: (copy = doc) => readTree(copy).cards.get(ids.c)?.details };
}
type Doc = ReturnType<typeof aCause>['doc'];
const say = <Key extends DetailKey>(doc: Doc, id: CardId, key: Key, details: CardDetails = SAID) =>
	setDetail(doc, id, key, details[key]);

describe('[B1] what is said of a card', () => {
	it('reads as it was said, key by key, and can be taken back', () => {
		const { doc, id, details } = aCause();
		expect(details()).toBe(NO_DETAILS);
		for (const key of KEYS) say(doc, id, key);
		expect(details()).toEqual(SAID);
		for (const key of KEYS) setDetail(doc, id, key, null);
		expect(details()).toBe(NO_DETAILS);
	});

	it('on one line, cleaned, and no longer than readers take', () => {
		const { doc, id, details } = aCause();
		setDetail(doc, id, 'source', ' INEGI\r\n\tENOE\u0000 \ud800 ');
		expect(details()?.source).toBe('INEGI ENOE');
		setDetail(doc, id, 'source', 'ñ'.repeat(SOURCE_MAX + 10));
		expect(details()?.source).toHaveLength(SOURCE_MAX);
		setDetail(doc, id, 'norm', '😀'.repeat(NORM_MAX));
		expect(details()?.norm).toHaveLength(NORM_MAX);
		setDetail(doc, id, 'source', ' \n ');
		expect(details()?.source).toBeNull();
	});

	it('nothing is written of a card that is not there, or where it says so already', () => {
		const { doc, id } = aCause();
		expect(setDetail(doc, idsFrom(99)(), 'basis', 'data')).toEqual({ ok: false, code: 'card.unknown' });
		say(doc, id, 'voice');
		let writes = 0;
		doc.on('update', () => writes++);
		setDetail(doc, id, 'voice', { sector: SECTOR });
		setDetail(doc, id, 'basis', null);
		expect(writes).toBe(0);
	});

	it('comes with a new card, as for a copy', () => {
		const { doc } = aCause();
		const [id, bare] = [idsFrom(41)(), idsFrom(42)()];
		addCard(doc, { id, kind: 'cause', pos: [0, 0], details: SAID });
		addCard(doc, { id: bare, kind: 'cause', pos: [0, 0] });
		expect(readTree(doc).cards.get(id)?.details).toEqual(SAID);
		expect(readTree(doc).cards.get(bare)?.details).toBe(NO_DETAILS);
		expect(entryOf(cardsOf(doc), bare)?.has('basis')).toBe(false);
	});

	it('F27 what a stock client may have put there counts as not said, and the card stays', () => {
		const { doc, id, details } = aCause();
		say(doc, id, 'budget');
		const entry = entryOf(cardsOf(doc), id);
		entry?.set('basis', 'rumour');
		entry?.set('source', 'x'.repeat(SOURCE_MAX + 1));
		entry?.set('voice', { participant: 'Marta' });
		entry?.set('challenged', 'yes');
		expect(details()).toEqual({ ...NO_DETAILS, budget: 'to-find' });
	});

	it('two people who say two things at once both stand, on every copy', () => {
		const { doc: ana, id, details } = aCause();
		const ben = docOf(2);
		sync(ana, ben);
		say(ana, id, 'basis');
		say(ben, id, 'source');
		setDetail(ana, id, 'level', 'state');
		setDetail(ben, id, 'level', 'municipal');
		sync(ana, ben);
		expect(details(ben)).toEqual(details(ana));
		expect(details()).toMatchObject({ basis: 'data', source: SAID.source });
		expect(stateHash(ana, ['cards'])).toBe(stateHash(ben, ['cards']));
	});

	it('the list hears of it as of words: places and links stay the same objects', () => {
		const { doc, id } = aCause();
		const heard: boolean[] = [];
		const observed = observeTree(doc, (_tree, { structure, cards }) => heard.push(structure || !cards.has(id)));
		const { places } = observed.current;
		say(doc, id, 'basis');
		expect(heard).toEqual([false]);
		expect(observed.current.places).toBe(places);
		expect(observed.current.cards.get(id)?.details.basis).toBe('data');
	});

	it('each is one step for undo, back to nothing said and forth again; others’ words stay', () => {
		const { doc: ana, id, details } = aCause();
		const ben = docOf(2);
		sync(ana, ben);
		const undo = createUndo(ana);
		for (const key of KEYS) say(ana, id, key);
		for (let step = 0; step < KEYS.length; step++) expect(undo.undo()).toBe('done');
		expect(details()).toBe(NO_DETAILS);
		for (let step = 0; step < KEYS.length; step++) expect(undo.redo()).toBe('done');
		expect(details()).toEqual(SAID);
		sync(ana, ben);
		setDetail(ben, id, 'voice', { participant: PERSON });
		sync(ana, ben);
		expect(undo.undo()).toBe('others-wrote');
		expect(details()?.voice).toEqual({ participant: PERSON });
	});
});

describe('[G3] what may stand under each key of a card', () => {
	const GOOD: Readonly<Record<DetailKey, readonly unknown[]>> = {
		basis: ['data', 'experience', 'hypothesis'],
		source: ['x', 'ñ'.repeat(SOURCE_MAX)],
		challenged: [true, false],
		stage: ['design', 'decision', 'implementation', 'evaluation'],
		norm: ['x', 'ñ'.repeat(NORM_MAX)],
		level: ['federal', 'state', 'municipal', 'other'],
		budget: ['none', 'exists', 'to-find', 'unknown'],
		voice: [{ participant: PERSON }, { sector: SECTOR }],
	};
	const NEVER = [undefined, 7, '', {}, [], ['data'], 'toString', '__proto__', { data: true }];
	const BAD: Readonly<Record<DetailKey, readonly unknown[]>> = {
		basis: ['Data', true],
		source: ['x'.repeat(SOURCE_MAX + 1), 'a\nb', 'a\tb', 'a\u0000', '\ud800', 'a\u2028b'],
		challenged: ['true', 0],
		stage: ['agenda', true],
		norm: ['x'.repeat(NORM_MAX + 1), 'a\nb', false],
		level: ['national'],
		budget: ['yes', 'to find'],
		voice: [
			PERSON,
			{ participant: SECTOR },
			{ sector: PERSON },
			{ sector: 'p1' },
			{ participant: PERSON, sector: SECTOR },
			{ participant: PERSON, name: 'Marta' },
			{ participant: 'Marta' },
			[PERSON],
		],
	};
	it.each(KEYS)('%s', (key) => {
		expect([null, ...GOOD[key]].filter((value) => !isDetail(key, value))).toEqual([]);
		const never = NEVER.filter(
			(value) => !GOOD[key].includes(value) && !(isText(key) && typeof value === 'string' && value !== ''),
		);
		expect([...never, ...BAD[key]].filter((value) => isDetail(key, value))).toEqual([]);
	});
	const isText = (key: DetailKey) => key === 'source' || key === 'norm';
});
