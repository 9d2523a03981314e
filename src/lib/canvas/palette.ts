import { CARD_KINDS, type CardKind } from '#board/kinds.ts';
import { watchDarkness } from './darkness.ts';

/** The colours in which a board is painted, as the page's style sheets have them now. */
export interface Palette {
	readonly cards: Readonly<Record<CardKind, { readonly fill: string; readonly ink: string; readonly edge: string }>>;
	readonly link: string;
	readonly table: string;
	readonly surface: string;
	readonly ink: string;
	readonly accent: string;
	readonly chosen: string;
	readonly warn: string;
	readonly font: string;
}

/** Reads the colours now and whenever the theme, the contrast or the system's colours change. Returns how to stop. */
export function watchPalette(node: HTMLElement, tell: (palette: Palette) => void): () => void {
	const read = () => tell(readPalette(node));
	const forced = window.matchMedia('(forced-colors: active)');
	forced.addEventListener('change', read);
	const stop = watchDarkness(node, read);
	return () => {
		forced.removeEventListener('change', read);
		stop();
	};
}

/** A card of each kind is asked, not its tokens: what the style sheet makes of a kind is said there alone. */
function readPalette(node: HTMLElement): Palette {
	const probe = document.createElement('div');
	probe.className = 'mb-card';
	probe.hidden = true;
	node.append(probe);
	const isForced = window.matchMedia('(forced-colors: active)').matches;
	const style = getComputedStyle(probe);
	const said = (name: string, forced: string) => (isForced ? forced : style.getPropertyValue(name).trim());
	const cards = Object.fromEntries(
		CARD_KINDS.map((kind) => {
			probe.dataset['kind'] = kind;
			return [
				kind,
				{
					fill: said('--fill', 'Canvas'),
					ink: said('--on', 'CanvasText'),
					edge: said('--edge', 'CanvasText'),
				},
			];
		}),
	) as Palette['cards']; // an entry for each kind
	const palette: Palette = {
		cards,
		link: said('--line-strong', 'CanvasText'),
		table: said('--table', 'Canvas'),
		surface: said('--surface', 'Canvas'),
		ink: said('--ink', 'CanvasText'),
		accent: said('--accent', 'Highlight'),
		chosen: said('--chosen', 'Highlight'),
		warn: said('--warn', 'CanvasText'),
		font: style.fontFamily,
	};
	probe.remove();
	return palette;
}
