import type { CardKind } from './kinds.ts';

/** The light values of `src/lib/ui/tokens.css`, for a picture that stands alone and for paper. */
const LIGHT: Readonly<Record<string, string>> = {
	'problem-fill': '#1d2b33',
	'problem-ink': '#ffffff',
	'problem-edge': '#1d2b33',
	'cause-fill': '#fff3d6',
	'cause-ink': '#2b2412',
	'cause-edge': '#a1741a',
	'effect-fill': '#efe9fb',
	'effect-ink': '#241a3d',
	'effect-edge': '#7c62b8',
	'solution-fill': '#e0f3e6',
	'solution-ink': '#12301d',
	'solution-edge': '#3a8a58',
	'note-fill': '#ffffff',
	'note-ink': '#17211f',
	'note-edge': '#78837d',
	'objective-fill': '#1b3f6b',
	'objective-ink': '#ffffff',
	'objective-edge': '#1b3f6b',
	'means-fill': '#e3effb',
	'means-ink': '#10263d',
	'means-edge': '#3a74ad',
	'end-fill': '#fbe8f1',
	'end-ink': '#3d1227',
	'end-edge': '#ad4a7b',
	'actor-fill': '#efebe2',
	'actor-ink': '#2b2418',
	'actor-edge': '#7d6c4f',
	ink: '#17211f',
	'line-strong': '#78837d',
	chosen: '#0e5a63',
	'accent-ink': '#ffffff',
};

const token = (name: string) => `var(--${name},${LIGHT[name]})`;

/** Colours of each kind: what fills the card, what is written on it, its edge. */
const COLOURS: Readonly<Record<CardKind, readonly [fill: string, ink: string, edge: string]>> = {
	problem: ['problem-fill', 'problem-ink', 'problem-edge'],
	cause: ['cause-fill', 'cause-ink', 'cause-edge'],
	effect: ['effect-fill', 'effect-ink', 'effect-edge'],
	solution: ['solution-fill', 'solution-ink', 'solution-edge'],
	note: ['note-fill', 'note-ink', 'note-edge'],
	objective: ['objective-fill', 'objective-ink', 'objective-edge'],
	means: ['means-fill', 'means-ink', 'means-edge'],
	end: ['end-fill', 'end-ink', 'end-edge'],
	actor: ['actor-fill', 'actor-ink', 'actor-edge'],
};

const kinds = Object.entries(COLOURS)
	.map(
		([kind, [fill, ink, edge]]) =>
			`.mt-${kind} .mt-shape{fill:${token(fill)};stroke:${token(edge)}}` +
			`.mt-${kind} text{fill:${token(ink)}}.mt-${kind} .mt-icon{stroke:${token(ink)}}`,
	)
	.join('');

/** Every selector starts with `.mt`: inside a page these rules must reach nothing else. */
export const SVG_STYLE =
	`.mt{max-width:100%;height:auto;font-family:var(--font-ui,'Atkinson Hyperlegible Next Variable',system-ui,sans-serif)}` +
	`.mt-shape{stroke-width:1.5}.mt-icon{fill:none;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}` +
	`.mt-kind{font-size:14px;font-weight:700}.mt-text,.mt-none{font-size:16px}.mt-problem .mt-text,.mt-objective .mt-text{font-weight:600}` +
	`.mt-text.mt-blank{font-style:italic}.mt-none{fill:${token('ink')}}` +
	`.mt-link{fill:none;stroke:${token('line-strong')};stroke-width:2}.mt-link.mt-back{stroke-dasharray:6 5}` +
	`.mt-arrow{fill:${token('line-strong')}}.mt-ring{fill:none;stroke:${token('chosen')};stroke-width:3}` +
	`.mt-ring-removed{stroke-dasharray:10 6}.mt-ring-changed{stroke-dasharray:2 5;stroke-linecap:round}` +
	`.mt-halo{fill:none;stroke:${token('chosen')};stroke-width:7}` +
	`.mt-image text{fill:${token('ink')};font-size:16px}` +
	`.mt-place{fill:none;stroke:${token('line-strong')};stroke-width:2;stroke-dasharray:6 5}` +
	kinds +
	`.mt-badge rect{fill:${token('chosen')}}.mt-badge path{fill:none;stroke:${token('accent-ink')};stroke-width:2.5}` +
	`.mt .mt-badge text{fill:${token('accent-ink')};font-size:14px;font-weight:700}` +
	// On paper problem and objective are a thick frame instead of a dark slab: it costs no ink and copies well.
	`@media print{.mt-problem .mt-shape,.mt-objective .mt-shape{stroke-width:4}.mt{${Object.entries({
		...LIGHT,
		'problem-fill': '#ffffff',
		'problem-ink': '#17211f',
		'objective-fill': '#ffffff',
		'objective-ink': '#17211f',
	})
		.map(([name, value]) => `--${name}:${value}`)
		.join(';')};print-color-adjust:exact;-webkit-print-color-adjust:exact}}`;
