import type { Position } from './geometry.ts';

/** How many numbers a command of SVG path data takes, and which of them are places along x or y; the rest are lengths (r) or kept (-). */
const ARGUMENTS: Readonly<Record<string, string>> = {
	m: 'xy',
	l: 'xy',
	t: 'xy',
	h: 'x',
	v: 'y',
	c: 'xyxyxy',
	s: 'xyxy',
	q: 'xyxy',
	a: 'rr---xy',
	z: '',
};

/**
 * SVG path data, scaled and then moved. Where a drawing stands is then said by its data alone: an element with a transform of its
 * own is another layer to sort out in every frame. Numbers must be parted by a space, a comma or a sign, as in this house's icons.
 */
export function placePath(path: string, [dx, dy]: Position, scale: number): string {
	return [...path.matchAll(/([a-z])([^a-z]*)/gi)]
		.map(([, command = '', rest = '']) => {
			const kinds = ARGUMENTS[command.toLowerCase()];
			if (kinds === undefined) throw new Error(`no command of path data: ${command}`);
			const isAbsolute = command === command.toUpperCase();
			const numbers = [...rest.matchAll(/-?(?:\d*\.)?\d+/g)].map(([number]) => Number(number));
			const placed = numbers.map((number, index) => {
				const kind = kinds[index % kinds.length];
				if (kind === '-') return number;
				const offset = !isAbsolute ? 0 : kind === 'x' ? dx : kind === 'y' ? dy : 0;
				return round(number * scale + offset);
			});
			return command + placed.join(' ');
		})
		.join('');
}

const round = (value: number) => Math.round(value * 100) / 100;
