/** One line of a panel. Lines of the same name look alike in every panel. */
export interface Series {
	readonly name: string;
	readonly points: readonly (readonly [x: number, y: number])[];
	/** The second of two figures, e.g. p99 beside p50: thinner and dotted. */
	readonly isMinor?: boolean;
}

export interface Panel {
	readonly title: string;
	readonly x: string;
	readonly isLogarithmic?: boolean;
	/** A line to stay below. */
	readonly goal?: { readonly value: number; readonly label: string };
	readonly series: readonly Series[];
	/** Values on the axis, as they read. */
	readonly format: (value: number) => string;
}

const PANEL = { width: 440, height: 270 } as const;
const PLOT = { left: 62, right: 14, top: 34, bottom: 44 } as const;
const COLUMNS = 2;
const LEGEND_LINE = 22;
const MARGIN = 16;

/** Wong's colours, which people with any colour blindness tell apart, each lighter on dark; marks and dashes differ as well. */
const LOOKS = [
	{ light: '#6b5b73', dark: '#c0b0c8', mark: 'diamond', dash: '9 3 2 3' },
	{ light: '#b85c00', dark: '#e69f00', mark: 'square', dash: '7 3' },
	{ light: '#007a5a', dark: '#2fc79c', mark: 'triangle', dash: '2 3' },
	{ light: '#0072b2', dark: '#56b4e9', mark: 'circle', dash: '' },
] as const;

/** Panels in two columns with one legend, as an SVG that follows the reader's light or dark. */
export function plot(title: string, description: string, panels: readonly Panel[]): string {
	const names = [...new Set(panels.flatMap(({ series }) => series.map(({ name }) => name)))];
	const columns = Math.min(COLUMNS, panels.length);
	const width = columns * PANEL.width + 2 * MARGIN;
	const top = MARGIN + 30 + Math.ceil(names.length / columns) * LEGEND_LINE;
	const height = top + Math.ceil(panels.length / columns) * PANEL.height + MARGIN;
	const body = panels.map((panel, index) => {
		const x = MARGIN + (index % columns) * PANEL.width;
		const y = top + Math.floor(index / columns) * PANEL.height;
		return `<g transform="translate(${x} ${y})">${drawPanel(panel, names)}</g>`;
	});
	const legend = names.map((name, index) => {
		const x = MARGIN + 8 + (index % columns) * PANEL.width;
		const y = MARGIN + 34 + Math.floor(index / columns) * LEGEND_LINE;
		return (
			`<g class="s${index}"><path class="line" d="M${x} ${y}h34"/>${mark(index, x + 17, y)}</g>` +
			`<text x="${x + 44}" y="${y + 5}">${escape(name)}</text>`
		);
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">`,
		`<title id="t">${escape(title)}</title><desc id="d">${escape(description)}</desc>`,
		`<style>${styles(names.length)}</style>`,
		`<rect class="paper" width="${width}" height="${height}"/>`,
		`<text class="title" x="${MARGIN + 8}" y="${MARGIN + 12}">${escape(title)}</text>`,
		...legend,
		...body,
		'</svg>\n',
	].join('\n');
}

function styles(series: number): string {
	const looks = LOOKS.slice(0, series);
	const colours = (tone: 'light' | 'dark') =>
		looks.map((look, index) => `.s${index}{stroke:${look[tone]};fill:${look[tone]}}`).join('');
	const theme = (paper: string, ink: string, faint: string) =>
		`.paper{fill:${paper}}text{fill:${ink}}.grid{stroke:${faint}}.axis{stroke:${ink}}.goal{stroke:${ink}}`;
	return [
		'text{font:13px system-ui,sans-serif}.title{font-size:16px;font-weight:600}.panel{font-weight:600}',
		'.grid,.axis{fill:none;stroke-width:1}.goal{stroke-width:1.5;stroke-dasharray:4 4;fill:none}',
		'.line{fill:none;stroke-width:2.5}.minor .line{stroke-width:1.25}.minor .mark{opacity:.55}.mark{stroke-width:0}',
		...looks.map(({ dash }, index) => (dash === '' ? '' : `.s${index} .line{stroke-dasharray:${dash}}`)),
		theme('#ffffff', '#1f2933', '#d5dbe1'),
		colours('light'),
		`@media (prefers-color-scheme:dark){${theme('#14181d', '#e6eaee', '#38414b')}${colours('dark')}}`,
	].join('');
}

function drawPanel(panel: Panel, names: readonly string[]): string {
	const { left, right, top, bottom } = PLOT;
	const inner = { width: PANEL.width - left - right, height: PANEL.height - top - bottom };
	const points = panel.series.flatMap((series) => series.points);
	const xMax = Math.max(1, ...points.map(([x]) => x));
	const goal = panel.goal?.value;
	const values = [...points.map(([, y]) => y), ...(goal === undefined ? [] : [goal])].filter((y) => y > 0);
	const steps = panel.isLogarithmic ? decades(values) : evenly(Math.max(0, ...values));
	const [low = 0] = steps;
	const high = steps.at(-1) ?? 1;
	const scale = panel.isLogarithmic ? (y: number) => Math.log10(Math.max(y, low)) : (y: number) => y;
	const atX = (x: number): number => left + (x / xMax) * inner.width;
	const atY = (y: number): number =>
		top + inner.height * (1 - (scale(y) - scale(low)) / (scale(high) - scale(low) || 1));
	const at = (value: number): string => value.toFixed(1);

	const rows = steps.map(
		(step) =>
			`<path class="grid" d="M${left} ${at(atY(step))}h${inner.width}"/>` +
			`<text x="${left - 8}" y="${at(atY(step) + 4)}" text-anchor="end">${escape(panel.format(step))}</text>`,
	);
	const ticks = evenly(xMax).filter((x) => x <= xMax);
	const columns = ticks.map(
		(x) => `<text x="${at(atX(x))}" y="${top + inner.height + 18}" text-anchor="middle">${x}</text>`,
	);
	const lines = panel.series.map((series) => {
		const index = names.indexOf(series.name);
		const drawn = series.points.map(([x, y]) => [atX(x), atY(y)] as const);
		const path = drawn.map(([x, y], at0) => `${at0 === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('');
		const marks = drawn.map(([x, y]) => mark(index, x, y)).join('');
		return `<g class="s${index}${series.isMinor ? ' minor' : ''}"><path class="line" d="${path}"/>${marks}</g>`;
	});
	const limit = panel.goal
		? `<path class="goal" d="M${left} ${at(atY(panel.goal.value))}h${inner.width}"/>` +
			`<text x="${left + 6}" y="${at(atY(panel.goal.value) - 5)}">${escape(panel.goal.label)}</text>`
		: '';
	return [
		`<text class="panel" x="8" y="18">${escape(panel.title)}</text>`,
		...rows,
		...columns,
		`<text x="${left + inner.width / 2}" y="${PANEL.height - 8}" text-anchor="middle">${escape(panel.x)}</text>`,
		`<path class="axis" d="M${left} ${top}v${inner.height}h${inner.width}"/>`,
		limit,
		...lines,
	].join('');
}

function mark(index: number, x: number, y: number): string {
	const at = (value: number): string => value.toFixed(1);
	switch (LOOKS[index]?.mark) {
		case 'square':
			return `<rect class="mark" x="${at(x - 4)}" y="${at(y - 4)}" width="8" height="8"/>`;
		case 'triangle':
			return `<path class="mark" d="M${at(x)} ${at(y - 5)}l5 9h-10z"/>`;
		case 'diamond':
			return `<path class="mark" d="M${at(x)} ${at(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>`;
		default:
			return `<circle class="mark" cx="${at(x)}" cy="${at(y)}" r="4.5"/>`;
	}
}

/** From 0 in four or five round steps to or past the highest. */
function evenly(highest: number): number[] {
	const rough = (highest || 1) / 4;
	const unit = 10 ** Math.floor(Math.log10(rough));
	const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * unit >= rough) ?? 10) * unit;
	return Array.from({ length: Math.ceil((highest || 1) / step) + 1 }, (_, index) =>
		Number((index * step).toPrecision(6)),
	);
}

/** Powers of ten around all values. */
function decades(values: readonly number[]): number[] {
	const low = Math.floor(Math.log10(Math.min(...values, 10)));
	const high = Math.ceil(Math.log10(Math.max(...values, 10)));
	return Array.from({ length: Math.max(2, high - low + 1) }, (_, index) => 10 ** (low + index));
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
