import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { addDrawing } from '#board/edit-drawings.ts';
import { BODY_VERSION } from '#board/drawing-body.ts';
import { setDetail } from '#board/details.ts';
import { markGone, mergeInto, setKind } from '#board/edit-cards.ts';
import { link, unlink } from '#board/edit-links.ts';
import { boardCsv, readCsv, type CsvWords } from '../../src/lib/files/board-csv.ts';
import { boardFile } from '#board/files/board-file.ts';
import { boardMermaid } from '#board/files/board-mermaid.ts';
import { boardMarkdown } from '#board/files/board-markdown.ts';
import { plantCsv } from '#board/files/plant-csv.ts';
import { plantFile } from '#board/files/plant-file.ts';
import { readBoardFile } from '../../src/lib/files/read-board-file.ts';
import { linkId, parseRecordId, type RecordId } from '#board/ids.ts';
import { CARD_KINDS } from '#board/kinds.ts';
import { partOfTree } from '#board/part-of-tree.ts';
import { setPinned } from '#board/pin.ts';
import { readTree } from '#board/read-tree.ts';
import { createUndo } from '#board/undo.ts';
import { JALISCO, boardOf, docOf, idsFrom, randomFrom, seen } from './support/boards.ts';

const WORDS: CsvWords = {
	columns: {
		...{
			number: 'número',
			kind: 'tipo',
			text: 'texto',
			feeds: 'alimenta a',
			basis: 'en qué se basa',
			source: 'fuente',
		},
		...{ challenged: 'piden evidencia', stage: 'etapa', norm: 'norma', level: 'nivel', budget: 'presupuesto' },
	},
	kinds: {
		...{ problem: 'Problema', cause: 'Causa', effect: 'Efecto', solution: 'Solución', note: 'Nota' },
		...{ objective: 'Objetivo', means: 'Medio', end: 'Fin', actor: 'Actor' },
	},
	yes: 'sí',
	values: { basis: { data: 'Datos' }, budget: { 'to-find': 'Por conseguir' } },
};

const text = (doc: Y.Doc) => JSON.stringify(boardFile(doc), null, '\t');
const record = (name: string) => parseRecordId(name) as RecordId;
const frame = (name: string) => ({
	v: BODY_VERSION,
	...{ type: 'frame', rotation: 0, opacity: 1, props: { w: 400, h: 300, name, color: 'black' } },
});

/** A board that a seed made, with something of all that a board can hold. */
function anyBoard(seed: number): Y.Doc {
	const random = randomFrom(seed);
	const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
	const names = Array.from({ length: 2 + Math.floor(random() * 20) }, (_, index) => `c${index}`);
	const { doc, ids } = boardOf(
		Object.fromEntries(
			names.map((name) => [
				name,
				[
					pick(CARD_KINDS),
					pick(['', 'Falta «agua»', 'Dos\nrenglones', '=1+1', 'ñandú 🙂', 'a;b,"c"']),
					[Math.round(random() * 4e3), Math.round(random() * -4e3)] as const,
				] as const,
			]),
		),
		[],
		docOf(seed + 1),
	);
	const any = () => ids[pick(names)] as (typeof ids)[string];
	for (let step = 0; step < 40; step++) {
		const [a, b] = [any(), any()];
		switch (Math.floor(random() * 8)) {
			case 0:
			case 1:
			case 2:
				link(doc, a, b);
				break;
			case 3:
				unlink(doc, linkId(a, b));
				break;
			case 4:
				markGone(doc, [a]);
				break;
			case 5:
				mergeInto(doc, a, b);
				break;
			case 6:
				setDetail(doc, a, 'source', 'INEGI, 2019');
				setDetail(doc, b, 'challenged', random() < 0.5);
				setPinned(doc, [b], random() < 0.5);
				break;
			default:
				setKind(doc, a, pick(CARD_KINDS));
				addDrawing(doc, { id: record(`d${step}`), pos: [step, 2], body: frame(`Marco ${step}`) });
		}
	}
	return doc;
}

describe('[X1] a board that goes through a file', () => {
	it('loses nothing, whatever is on it', () => {
		for (let seed = 1; seed <= 60; seed++) {
			const doc = anyBoard(seed);
			const read = readBoardFile(text(doc));
			if (!read.ok) throw new Error(`seed ${seed}: ${JSON.stringify(read.errors)}`);
			const other = docOf(9_999);
			expect(plantFile(other, read.value, { newId: idsFrom(seed), mayPin: true }).ok).toBe(true);
			expect(seen(other), `seed ${seed}`).toEqual(seen(doc));
			expect(text(other), `seed ${seed}`).toBe(text(doc));
		}
	});

	it('stands beside what is there, under ids of its own, and one undo takes all of it back', () => {
		const doc = anyBoard(7);
		const before = seen(doc);
		const undo = createUndo(doc);
		const read = readBoardFile(text(anyBoard(7)));
		if (!read.ok) throw new Error('the file is whole');
		const { cards } = readTree(doc);
		expect(plantFile(doc, read.value, { newId: idsFrom(70), mayPin: true }).ok).toBe(true);
		expect(readTree(doc).cards.size).toBe(2 * cards.size);
		const [old, fresh] = [
			[...cards.values()],
			[...readTree(doc).cards.values()].filter(({ id }) => !cards.has(id)),
		];
		expect(Math.min(...fresh.map(({ pos }) => pos[0]))).toBeGreaterThan(
			Math.max(...old.map(({ pos, size }) => pos[0] + size[0])),
		);
		undo.undo();
		expect([...readTree(doc).cards.values()]).toEqual([...(before as { cards: unknown[] }).cards]);
		undo.destroy();
	});

	it('brings nothing pinned from somebody who may not pin', () => {
		const { doc, ids } = boardOf(JALISCO.cards);
		setPinned(doc, [ids.problem], true);
		const read = readBoardFile(text(doc));
		if (!read.ok) throw new Error('the file is whole');
		const other = docOf(2);
		plantFile(other, read.value, { newId: idsFrom(1), mayPin: false });
		expect([...readTree(other).cards.values()].some(({ pinned }) => pinned)).toBe(false);
	});
});

describe('[X2] a bad file is told line by line, and changes nothing', () => {
	const { doc } = boardOf(JALISCO.cards);
	const lines = text(doc).split('\n');
	const bad = (find: string, put: string) => {
		const at = lines.findIndex((line) => line.includes(find));
		return {
			line: at + 1,
			file: lines.map((line, index) => (index === at ? line.replace(find, put) : line)).join('\n'),
		};
	};
	it.each([
		['a kind that nobody knows', '"kind": "problem"', '"kind": "river"', 'value'],
		['a key that nobody knows', '"kind": "problem"', '"kind": "problem", "__proto__x": 1', 'key'],
		['another format', 'mesa-abierta/board/1', 'mesa-abierta/board/9', 'format'],
		['a comma too many', '"cards": [', '"cards": [,', 'syntax'],
		['a place that is no number', '"pos": [', '"pos": ["a",', 'value'],
	] as const)('%s', (_, find, put, code) => {
		const { line, file } = bad(find, put);
		const read = readBoardFile(file);
		expect(read.ok).toBe(false);
		expect(read.ok ? [] : read.errors.map((error) => [error.line, error.code])).toContainEqual([line, code]);
	});

	it('a text longer than a card holds is told, never cut', () => {
		const read = readBoardFile(text(doc).replace(/"text": "/, `"text": "${'a'.repeat(2_001)}`));
		expect(read.ok ? [] : read.errors.map(({ code }) => code)).toEqual(['too-long']);
	});
});

describe('[X3] a spreadsheet', () => {
	it('brings back cards, ties and what is said of them', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		setDetail(doc, ids.problem, 'source', 'ENOE, 2023; cuadro "4"');
		const [cause] = [...readTree(doc).cards.values()].filter(({ kind }) => kind === 'cause');
		if (!cause) throw new Error('the case has causes');
		setDetail(doc, cause.id, 'basis', 'data');
		const csv = boardCsv(readTree(doc), WORDS);
		expect(csv).toContain('Datos');
		const read = readCsv(csv, [WORDS]);
		if (!read.ok) throw new Error(JSON.stringify(read.errors));
		const other = docOf(5);
		expect(plantCsv(other, read.value, idsFrom(3)).ok).toBe(true);
		const plain = (board: Y.Doc) => {
			const { cards, links } = readTree(board);
			const words = (id: string) => cards.get(id as never)?.text ?? '';
			return {
				cards: [...cards.values()]
					.map(({ kind, text, details }) => ({ kind, text, details }))
					.sort((a, b) => (a.text < b.text ? -1 : 1)),
				links: links.map(({ from, to }) => `${words(from)} → ${words(to)}`).sort(),
			};
		};
		expect(plain(other)).toEqual(plain(doc));
	});

	it('keeps a spreadsheet from running what a card says, and reads it back', () => {
		const { doc } = boardOf({ a: ['note', '=HYPERLINK("x")'], b: ['note', '-5 %'] });
		const csv = boardCsv(readTree(doc), WORDS);
		expect(csv).toContain(`'=HYPERLINK`);
		const read = readCsv(csv, [WORDS]);
		expect(read.ok ? read.value.map(({ text }) => text) : read).toEqual(['=HYPERLINK("x")', '-5 %']);
	});

	it('takes semicolons, plain names and a head alone with texts', () => {
		const read = readCsv('Texto;TIPO\nNadie avisa;causa\n"Dos\nrenglones";cause\n', [WORDS]);
		expect(read.ok ? read.value.map(({ line, kind, text }) => [line, kind, text]) : read).toEqual([
			[2, 'cause', 'Nadie avisa'],
			[3, 'cause', 'Dos\nrenglones'],
		]);
	});

	it('says in which line what is wrong', () => {
		const read = readCsv('número,tipo,texto,alimenta a\n1,causa,Uno,9\n1,río,,\n"a\nb",nota,Tres,1 z\n', [WORDS]);
		expect(read.ok ? [] : read.errors.map(({ line, code, what }) => `${line} ${code} ${what}`)).toEqual([
			'3 missing texto',
			'3 value río',
			'3 twice 1',
			'2 unknown-card 9',
			'4 unknown-card z',
		]);
		expect(readCsv('nombre,texto\na,b', [WORDS])).toMatchObject({ ok: false, errors: [{ line: 1, code: 'key' }] });
		expect(readCsv('', [WORDS])).toMatchObject({ ok: false, errors: [{ line: 1, code: 'empty' }] });
	});
});

describe('[X4] the tree as a text and in part', () => {
	it('is a Markdown list in which each card stands once, whatever signs it has', () => {
		const { doc } = boardOf({ a: ['problem', '# Uno *dos*'], b: ['cause', '1. tres'] }, [['b', 'a']]);
		const words = {
			...{ sections: WORDS.kinds, kinds: WORDS.kinds, alsoFeeds: 'también alimenta' },
			...{ alsoFedBy: 'también lo alimenta', noText: 'sin texto' },
		};
		expect(boardMarkdown(readTree(doc), 'Mesa', words)).toBe(
			'# Mesa\n\n## Problema\n\n- \\# Uno \\*dos\\*\n\n## Causa\n\n- 1\\. tres\n',
		);
	});

	it('[X4] goes as a Mermaid flowchart in the order of the outline, and no text can be taken for markup', () => {
		const words = {
			...{ sections: WORDS.kinds, kinds: WORDS.kinds, alsoFeeds: '', alsoFedBy: '', noText: 'sin texto' },
		};
		const { doc } = boardOf(
			{
				p: ['problem', 'Brecha "salarial" #1', [0, 0]],
				c: ['cause', 'Uno\nDos <b>tres</b>', [0, 300]],
				e: ['effect', '', [0, -300]],
			},
			[
				['c', 'p'],
				['p', 'e'],
			],
		);
		expect(boardMermaid(readTree(doc), 'Mesa: "A"\n---', words)).toBe(
			[
				...['---', 'title: "Mesa: \\"A\\" ---"', '---', 'flowchart BT'],
				...['\t%% Efecto', '\tn1(["Efecto: sin texto"])'],
				...['\t%% Problema', '\tn2{{"Problema: Brecha #34;salarial#34; #35;1"}}'],
				...['\t%% Causa', '\tn3["Causa: Uno<br/>Dos #60;b#62;tres#60;/b#62;"]'],
				...['\tn2 --> n1', '\tn3 --> n2', ''],
			].join('\n'),
		);
		/** As Mermaid reads it: the entity codes of what stands between the quotes of a node. */
		const textsIn = (mermaid: string) =>
			[...mermaid.matchAll(/^\tn\d+\S{1,2}"([^"]*)"\S{1,2}$/gm)].map(([, said = '']) =>
				said
					.replaceAll('<br/>', '\n')
					.replace(/#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
			);
		for (const hostile of [
			...[
				'"] --> n9',
				'`**md**`',
				'%%{init: {"theme": "x"}}%%',
				'</script>',
				'style a fill:#f00;',
				'end',
				'$$x$$',
			],
			...['#quot;', 'click n1 "javascript:alert(1)"', 'a\\b', 'x;y', '🙂 \u0007'],
		]) {
			const one = boardOf({ n: ['note', hostile] }).doc;
			const written = boardMermaid(readTree(one), hostile, words);
			expect(textsIn(written)).toEqual([`Nota: ${hostile.replace('\u0007', '').trim()}`]);
			expect(written).not.toMatch(/style.*:\S*#.*;|%%\{/);
			expect(written.split('\n')).toHaveLength(7);
		}
		for (let seed = 1; seed <= 20; seed++) {
			const tree = readTree(anyBoard(seed));
			const written = boardMermaid(tree, 'Mesa', words);
			expect(textsIn(written)).toHaveLength(tree.cards.size);
			expect(written.match(/ --> /g) ?? []).toHaveLength(tree.links.length);
		}
	});

	it('is cut to what is chosen, with the links between those', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const tree = readTree(doc);
		const [one] = tree.links;
		if (!one) throw new Error('the case has links');
		const part = partOfTree(tree, [one.from, one.to]);
		expect([...part.cards.keys()].sort()).toEqual([one.from, one.to].sort());
		expect(part.links).toEqual([one]);
		expect(partOfTree(tree, [ids.problem]).links).toEqual([]);
	});
});
