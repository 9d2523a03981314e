import { describe, expect, it, vi } from 'vitest';
import { KIND_ICONS } from '#board/card-shape.ts';
import { CARD_KINDS } from '#board/kinds.ts';
import type { CardId } from '#domain/ids.ts';
import type { CardBox, LinkLine } from '../../src/lib/canvas/board-boxes.ts';
import { paintFar, type FarBoard, type Pen } from '../../src/lib/canvas/far-picture.ts';
import { linkCurve } from '../../src/lib/canvas/link-path.ts';
import type { Palette } from '../../src/lib/canvas/palette.ts';
import { check, lock } from '../../src/lib/ui/icons.ts';
import { shapeIdOf } from '../../src/lib/canvas/records.ts';

/** Stands in for the browser's, which this environment lacks: knows what it draws. */
class WrittenPath {
	readonly data: string;
	constructor(data: string) {
		this.data = data;
	}
}
vi.stubGlobal('Path2D', WrittenPath);

/** Writes down what it is asked to draw: our own double of the one browser part that the picture talks to. */
class WrittenDown implements Pen {
	readonly canvas = { width: 800, height: 600 };
	readonly drawn: string[] = [];
	fillStyle = '';
	strokeStyle = '';
	lineWidth = 1;
	globalAlpha = 1;
	font = '';
	lineCap: Pen['lineCap'] = 'butt';
	lineJoin: Pen['lineJoin'] = 'miter';
	arc() {}
	scale() {}
	setTransform() {}
	clearRect() {}
	translate() {}
	beginPath() {}
	moveTo() {}
	lineTo() {}
	bezierCurveTo() {
		this.drawn.push('curve');
	}
	fillRect() {
		this.drawn.push(`box ${this.fillStyle}`);
	}
	strokeRect() {
		this.drawn.push(`frame ${this.strokeStyle}`);
	}
	fill() {}
	stroke(path?: Path2D) {
		this.drawn.push(path instanceof WrittenPath ? `path ${path.data}` : `line ${this.strokeStyle}`);
	}
	fillText(text: string) {
		this.drawn.push(`text ${text}`);
	}
}

const palette: Palette = {
	cards: Object.fromEntries(
		CARD_KINDS.map((kind) => [kind, { fill: `${kind}-fill`, ink: `${kind}-ink`, edge: `${kind}-edge` }]),
	) as Palette['cards'], // an entry for each kind
	...{
		link: 'link',
		table: 'table',
		surface: 'surface',
		ink: 'ink',
		accent: 'accent',
		chosen: 'chosen',
		warn: 'warn',
	},
	font: 'ui',
};
const box = (id: string, y: number): CardBox => ({
	...{ id: shapeIdOf(id), card: null, x: 0, y, w: 220, h: 116, kind: 'cause' },
});
const [cause, root] = [box('a', 400), box('b', 0)];
const line: LinkLine = {
	...{ id: shapeIdOf('a~b'), from: cause.id, to: root.id },
	...{ ends: [cause, root], curve: linkCurve(cause, root) },
};

function painted(board: Partial<FarBoard>, scale = 0.1): string[] {
	const pen = new WrittenDown();
	const none = new Set<CardBox['id']>();
	const whole = {
		frames: [],
		lines: [line],
		cards: [cause, root],
		said: new Map(),
		chosen: none,
		locked: none,
		marked: none,
		...board,
	};
	paintFar(pen, whole, { scale, left: 0, top: 0, ratio: 1 }, palette);
	return pen.drawn;
}

describe('a board from afar', () => {
	it('shows lines under cards, each card in the colours of its kind, and no text', () => {
		const drawn = painted({});
		expect(drawn.filter((step) => step === 'box cause-fill')).toHaveLength(2);
		expect(drawn.filter((step) => step === 'box cause-edge')).toHaveLength(2);
		expect(drawn.indexOf('curve')).toBeLessThan(drawn.indexOf('box cause-fill'));
		expect(drawn.some((step) => step.startsWith('text'))).toBe(false);
	});

	it('shows what is selected and what a decision chose', () => {
		expect(painted({ marked: new Set([cause.id]) })).toContain('frame accent');
		expect(painted({ marked: new Set([line.id]) })).toContain('line accent');
		expect(painted({ chosen: new Set([root.id]) })).toContain('box chosen');
		expect(painted({}).join()).not.toMatch(/accent|chosen/);
	});

	it('shows each card’s kind, what is said of it, that it is chosen and that it is closed, once an icon can be made out', () => {
		const said = { key: 'talk', icon: 'M1 1', short: '2', long: 'Comentarios (2)', tone: 'plain' } as const;
		const card = 'tarjeta2222222222222' as CardId;
		const marks = {
			said: new Map([[card, [said]]]),
			cards: [{ ...cause, card }, root],
			chosen: new Set([root.id]),
			locked: new Set([root.id]),
		};
		const near = painted(marks, 0.3);
		expect(near.filter((step) => step === `path ${KIND_ICONS.cause}`)).toHaveLength(2);
		for (const icon of ['M1 1', check, lock])
			expect(near.filter((step) => step === `path ${icon}`)).toHaveLength(1);
		// Where a card is a few pixels wide, only what stops people is said.
		expect(painted(marks, 0.1).filter((step) => step.startsWith('path'))).toEqual([`path ${lock}`]);
		// In a crowd each frame counts.
		const crowd = Array.from({ length: 400 }, (_, index) => box(`c${index}`, index * 200));
		expect(painted({ cards: crowd }, 0.3)).not.toContain(`path ${KIND_ICONS.cause}`);
	});
});
