import { describe, expect, it } from 'vitest';
import { CARD_KINDS } from '#board/kinds.ts';
import type { CardBox, LinkLine } from '../../src/lib/canvas/board-boxes.ts';
import { paintFar, type FarBoard, type Pen } from '../../src/lib/canvas/far-picture.ts';
import { linkCurve } from '../../src/lib/canvas/link-path.ts';
import type { Palette } from '../../src/lib/canvas/palette.ts';
import { shapeIdOf } from '../../src/lib/canvas/records.ts';

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
	stroke() {
		this.drawn.push(`line ${this.strokeStyle}`);
	}
	fillText(text: string) {
		this.drawn.push(`text ${text}`);
	}
}

const palette: Palette = {
	cards: Object.fromEntries(
		CARD_KINDS.map((kind) => [kind, { fill: `${kind}-fill`, edge: `${kind}-edge` }]),
	) as Palette['cards'], // an entry for each kind
	...{ link: 'link', table: 'table', surface: 'surface', ink: 'ink', accent: 'accent', chosen: 'chosen', font: 'ui' },
};
const box = (id: string, y: number): CardBox => ({
	...{ id: shapeIdOf(id), card: null, x: 0, y, w: 220, h: 116, kind: 'cause' },
});
const [cause, root] = [box('a', 400), box('b', 0)];
const line: LinkLine = {
	...{ id: shapeIdOf('a~b'), from: cause.id, to: root.id },
	...{ ends: [cause, root], curve: linkCurve(cause, root) },
};

function painted(board: Partial<FarBoard>): string[] {
	const pen = new WrittenDown();
	const none = new Set<CardBox['id']>();
	const whole = {
		frames: [],
		lines: [line],
		cards: [cause, root],
		chosen: none,
		locked: none,
		marked: none,
		...board,
	};
	paintFar(pen, whole, { scale: 0.1, left: 0, top: 0, ratio: 1 }, palette);
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
});
