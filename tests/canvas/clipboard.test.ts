import { describe, expect, it } from 'vitest';
import { readCopied } from '../../src/lib/acts/copied-cards.ts';

const card = { kind: 'cause', pos: [1, 2], size: [220, 116], text: 'El cuidado' };

describe('cards from a clipboard', () => {
	it('come with their kinds, places, texts and links', () => {
		const copied = readCopied(JSON.stringify({ cards: [card, { ...card, kind: 'problem' }], links: [[0, 1]] }));
		expect(copied?.cards.map(({ kind, text }) => [kind, text])).toEqual([
			['cause', 'El cuidado'],
			['problem', 'El cuidado'],
		]);
		expect(copied?.links).toEqual([[0, 1]]);
	});

	it.each([
		'',
		'hello',
		'null',
		'[]',
		'{}',
		'{"cards":[]}',
		'{"cards":7}',
		JSON.stringify({ cards: Array(600).fill(card) }),
	])('are none in %.40s', (json) => {
		expect(readCopied(json)).toBeNull();
	});

	it('lose what is no card’s: unknown kinds, places off the board, links to nowhere', () => {
		const strange = { kind: 'virus', pos: ['a', null], size: [1e99, NaN], text: { html: '<b>' } };
		const copied = readCopied(JSON.stringify({ cards: [strange], links: [[0, 9], [0, 0], 'x', [0.5, 0]] }));
		expect(copied).toEqual({ cards: [{ kind: 'note', pos: [0, 0], size: [220, 116], text: '' }], links: [] });
	});
});
