import type { SceneName } from './scenes.ts';
import type { Look, Size, Theme } from './stage.ts';

export interface Shot {
	readonly scene: SceneName;
	readonly look: Look;
}

const shot = (scene: SceneName, size: Size, theme: Theme = 'light', lang: Look['lang'] = 'es'): Shot => ({
	scene,
	look: { size, theme, lang },
});

/** Canvas and list at each size and in each theme; every other state where it is tightest, and somewhere by night. */
export const SHOTS: readonly Shot[] = [
	shot('canvas', '360'),
	shot('canvas', '390', 'dark'),
	shot('canvas', '1024'),
	shot('canvas', '1366'),
	shot('canvas', '1366', 'dark'),
	shot('canvas', '1366', 'contrast'),
	shot('canvas', '1366', 'contrast-dark'),
	shot('canvas', '1366', 'contrast-chosen', 'en'),
	shot('canvas', '1366', 'forced'),
	shot('canvas', '1920', 'light', 'en'),
	shot('list', '360', 'light', 'en'),
	shot('list', '390', 'dark'),
	shot('list', '390', 'contrast'),
	shot('list', '1024', 'forced'),
	shot('list', '1366'),
	shot('list', '1366', 'contrast-dark'),
	shot('list', '1920', 'dark', 'en'),
	shot('canvas-far', '1366'),
	shot('canvas-far', '390', 'dark'),
	shot('facilitator', '1366'),
	shot('facilitator', '390', 'dark'),
	shot('selected', '1024'),
	shot('selected', '360'),
	shot('selected', '1366', 'dark', 'en'),
	shot('selected', '1920'),
	shot('writing', '1366'),
	shot('writing', '390', 'contrast'),
	shot('presence', '1366'),
	shot('presence', '390', 'dark'),
	shot('locked', '1366', 'dark'),
	shot('locked', '360'),
	shot('closed-phase', '1024'),
	shot('closed-phase', '390', 'dark', 'en'),
	shot('vote', '1366'),
	shot('observer', '390'),
	shot('observer', '1366', 'contrast'),
	shot('list-open', '360'),
	shot('list-open', '1366', 'dark'),
	shot('comments', '390', 'dark'),
	shot('comments', '1366'),
	shot('comments', '1366', 'forced'),
	shot('review', '1366'),
	shot('review', '360', 'dark', 'en'),
	shot('search', '1366', 'dark'),
	shot('search', '360'),
	shot('files', '360'),
	shot('files', '1366', 'dark'),
	shot('files', '1366', 'contrast', 'en'),
	shot('keys', '1366'),
	shot('keys', '390', 'dark'),
	shot('templates', '1366'),
	shot('templates', '360', 'contrast-dark'),
	shot('people', '390', 'dark'),
	shot('people', '1366'),
	shot('empty-canvas', '1366'),
	shot('empty-canvas', '360', 'dark'),
	shot('empty-list', '390'),
	shot('empty-list', '1366', 'dark'),
	shot('loading', '1366'),
	shot('loading', '390', 'dark'),
	shot('offline', '1366'),
	shot('offline', '390', 'dark'),
	shot('error', '1366', 'dark'),
	shot('error', '360'),
	shot('history', '1366'),
	shot('history', '390', 'dark'),
];

export const nameOf = ({ scene, look }: Shot): string => `${scene}-${look.size}-${look.theme}-${look.lang}`;
