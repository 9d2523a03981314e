import { describe, expect, it } from 'vitest';
import { CHECK_WORDS } from '#board/check-words.ts';
import { checksInSteps, checksOf, type Check, type Finding } from '#board/checks.ts';
import { setKind } from '#board/edit-cards.ts';
import { link, turnRound } from '#board/edit-links.ts';
import { linkId, type CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import { likelyParent } from '#board/likely-parent.ts';
import { readTree } from '#board/read-tree.ts';
import { buildTree } from '#board/tree.ts';
import { createUndo } from '#board/undo.ts';
import { boardOf, idsFrom, JALISCO, randomFrom } from './support/boards.ts';

const of = (findings: readonly Finding[], check: Check) => findings.filter((finding) => finding.check === check);
const look = (doc: Parameters<typeof readTree>[0], language: 'es' | 'en' = 'es') =>
	checksOf(readTree(doc), CHECK_WORDS[language]);

/** A problem with its causes, each tied to it, and what is asked of them. */
function ofCauses(...texts: readonly string[]) {
	const cards: Record<string, readonly [CardKind, string]> = { p: ['problem', 'Los apoyos llegan tarde'] };
	texts.forEach((text, index) => (cards[`c${index}`] = ['cause', text]));
	const board = boardOf(
		cards,
		texts.map((_, index) => [`c${index}`, 'p'] as const),
	);
	const names = new Map<CardId, string>(Object.entries(board.ids).map(([name, id]) => [id, name]));
	return {
		...board,
		asked: (check: Check) => of(look(board.doc), check).map(({ cards: ids }) => ids.map((id) => names.get(id))),
	};
}

describe('[B2] what the method asks about a tree', () => {
	it('nothing about the tree of the guide', () => {
		const { doc } = boardOf(JALISCO.cards, JALISCO.links);
		expect(look(doc)).toEqual([]);
	});

	it('a loop, also one that goes by way of an effect: the arrow against the tree is the one to cut', () => {
		const { doc, ids } = boardOf(
			{ p: ['problem', 'P'], a: ['cause', 'A'], b: ['cause', 'B'], e: ['effect', 'E'] },
			[
				['a', 'p'],
				['b', 'a'],
				['a', 'b'],
				['p', 'e'],
				['e', 'a'],
			],
		);
		const loops = of(look(doc), 'loop');
		expect(loops.map(({ link: cut }) => cut)).toContain(linkId(ids.e, ids.a));
		const rings = loops.map(({ cards }) => cards);
		expect(rings).toContainEqual([ids.a, ids.p, ids.e]);
		expect(rings.filter((ring) => ring.length === 2).map((ring) => ring.toSorted())).toEqual([
			[ids.a, ids.b].toSorted(),
		]);
	});

	it('what no arrow leads to the problem, with all that is tied to it as one; notes may stand alone', () => {
		const { doc, ids } = boardOf(
			{
				p: ['problem', 'P'],
				a: ['cause', 'tied'],
				b: ['cause', 'loose'],
				c: ['cause', 'below loose'],
				s: ['solution', 'nowhere'],
				n: ['note', 'a thought'],
			},
			[
				['a', 'p'],
				['c', 'b'],
			],
		);
		expect(of(look(doc), 'orphan').map(({ cards }) => cards)).toEqual([[ids.b, ids.c], [ids.s]]);
	});

	it('a loose card most likely belongs to the nearest that lies towards the trunk, not to its neighbour in the row', () => {
		const { doc, ids } = boardOf({
			p: ['problem', 'P', [0, 0]],
			a: ['cause', 'A', [600, 300]],
			loose: ['cause', 'loose', [900, 300]],
			deeper: ['cause', 'deeper', [900, 600]],
			e: ['effect', 'E', [0, -300]],
			n: ['note', 'N', [0, 900]],
		});
		const parentOf = (id: CardId) => likelyParent(readTree(doc), id, new Set([id, ids.deeper, ids.loose]));
		expect(parentOf(ids.loose)).toBe(ids.p);
		expect(parentOf(ids.deeper)).toBe(ids.a);
		expect(parentOf(ids.e)).toBe(ids.p);
		expect(parentOf(ids.a)).toBe(ids.p);
	});

	it('no card is loose while there is no problem that it could lead to', () => {
		const { doc } = boardOf({ a: ['cause', 'A'], b: ['cause', 'B'] });
		expect(of(look(doc), 'orphan')).toEqual([]);
	});

	it('two central problems, the one that more is tied to first', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'], q: ['problem', 'Q'], c: ['cause', 'C'] }, [['c', 'q']]);
		expect(of(look(doc), 'two-problems').map(({ cards }) => cards)).toEqual([[ids.q, ids.p]]);
	});

	it('an effect placed as a cause; turned round, as one act, it is none any more', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'], e: ['effect', 'E'] });
		link(doc, ids.e, ids.p);
		const undo = createUndo(doc);
		const [found] = of(look(doc), 'turned-round');
		expect(found).toMatchObject({ cards: [ids.e, ids.p], link: linkId(ids.e, ids.p) });
		turnRound(doc, linkId(ids.e, ids.p));
		expect(look(doc)).toEqual([]);
		expect(readTree(doc).links.map(({ id }) => id)).toEqual([linkId(ids.p, ids.e)]);
		undo.undo();
		expect(readTree(doc).links.map(({ id }) => id)).toEqual([linkId(ids.e, ids.p)]);
		setKind(doc, ids.e, 'cause');
		expect(look(doc)).toEqual([]);
	});

	it('a card without text', () => {
		expect(ofCauses('  \n ', 'sí').asked('no-text')).toEqual([['c0']]);
	});

	it('a missing solution worded as a problem, in both languages, and not what only sounds like it', () => {
		const missing = [
			'Falta de capacitación',
			'No hay un reglamento',
			'La ausencia de datos abiertos',
			'Los municipios carecen de catastro',
			'FALTA DEL padrón',
			'No se cuenta con personal',
			'Insuficiente presupuesto',
		];
		const fine = [
			'Las empresas no publican sus salarios',
			'Trabajo no remunerado de cuidados',
			'Desorden territorial a la luz de ordenamientos jurídicos obsoletos',
			'Los trámites faltan a la ley',
			'Dificultad en el acceso a la información clara',
		];
		const { asked } = ofCauses(...missing, ...fine);
		expect(asked('missing-solution')).toEqual(missing.map((_, index) => [`c${index}`]));
		const english = boardOf({
			a: ['cause', 'Lack of training'],
			b: ['cause', 'There is no register'],
			c: ['cause', 'No budget for inspections'],
			d: ['cause', 'No one checks what companies report'],
			e: ['cause', 'Wages are not published'],
			s: ['solution', 'End the lack of training'],
		});
		expect(of(look(english.doc, 'en'), 'missing-solution').flatMap(({ cards }) => cards)).toEqual([
			english.ids.a,
			english.ids.b,
			english.ids.c,
		]);
	});

	it('the same words, whatever their case, accents and small words; and nearly the same, but not the contrary', () => {
		const { asked } = ofCauses(
			'El cuidado recae en las mujeres',
			'¡CUIDADO recae en mujeres!',
			'La inspección laboral no revisa la igualdad salarial en las empresas',
			'La inspección laboral no revisa igualdad salarial en empresas pequeñas',
			'La inspección laboral revisa la igualdad salarial',
			'Hay apoyo de las familias',
			'No hay apoyo de las familias',
		);
		expect(asked('same-words')).toEqual([
			['c0', 'c1'],
			['c2', 'c3'],
		]);
	});

	it('a solution may repeat the words of a cause', () => {
		const { doc } = boardOf({ c: ['cause', 'Publicar los salarios'], s: ['solution', 'Publicar los salarios'] });
		expect(of(look(doc), 'same-words')).toEqual([]);
	});

	it('is told the same whatever the order of the records, and under the same key while it stands', () => {
		const { doc } = ofCauses('Falta de datos', 'falta de DATOS', '', 'Otra');
		const tree = readTree(doc);
		const again = buildTree(
			[...tree.cards.values()].reverse(),
			tree.links.map((one) => ({ ...one, gone: false })).reverse(),
			[],
		);
		expect(checksOf(again, CHECK_WORDS.es)).toEqual(checksOf(tree, CHECK_WORDS.es));
		const keys = look(doc).map(({ key }) => key);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('can be put down between any two cards, so that nobody who types meanwhile feels it, and ends in the same', () => {
		const { doc } = ofCauses('La norma no pide comparar salarios', 'La norma no pide comparar los salarios', '');
		const tree = readTree(doc);
		const steps = checksInSteps(tree, CHECK_WORDS.es);
		let pauses = 0;
		let step = steps.next();
		for (; !step.done; step = steps.next()) pauses++;
		expect(pauses).toBeGreaterThan(2);
		expect(step.value).toEqual(checksOf(tree, CHECK_WORDS.es));
	});

	it('2,000 cards are looked at within a few frames, and within one when few words have changed; 5,000 in a chain do not break it', () => {
		const random = randomFrom(3);
		const nextId = idsFrom(3);
		const word = () => `palabra${Math.floor(random() * 400)}`;
		const cards = Array.from({ length: 2_000 }, (_, index) => ({
			...aCard,
			id: nextId(),
			kind: index === 0 ? ('problem' as const) : ('cause' as const),
			text: Array.from({ length: 9 }, word).join(' '),
		}));
		const links = cards.slice(1).map(({ id }, index) => {
			const to = cards[Math.floor(index / 3)]?.id ?? id;
			return { id: linkId(id, to), from: id, to, gone: false };
		});
		const tree = buildTree(cards, links, []);
		// Time of the processor: other tests run beside this one.
		const timed = () => {
			const start = process.cpuUsage();
			checksOf(tree, CHECK_WORDS.es);
			return process.cpuUsage(start).user / 1_000;
		};
		const first = timed();
		const later = Math.min(timed(), timed(), timed());
		expect(first).toBeLessThan(300);
		expect(later).toBeLessThan(50);

		const chain = Array.from({ length: 5_000 }, (_, index) => ({
			...aCard,
			id: nextId(),
			kind: index ? ('cause' as const) : ('problem' as const),
		}));
		const ties = chain.slice(1).map(({ id }, index) => ({
			id: linkId(id, chain[index]?.id ?? id),
			from: id,
			to: chain[index]?.id ?? id,
			gone: false,
		}));
		expect(of(checksOf(buildTree(chain, ties, []), CHECK_WORDS.es), 'loop')).toEqual([]);
	});
});

const aCard = readTree(boardOf({ a: ['cause', ''] }).doc)
	.cards.values()
	.next().value!;
