import font from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url';
import icons from '@tldraw/assets/icons/icon/0_merged.svg?url&no-inline';
import { getAssetUrls } from '@tldraw/assets/selfHosted';
import en from '@tldraw/assets/translations/en.json?url&no-inline';
import es from '@tldraw/assets/translations/es.json?url&no-inline';

// Not inlined: the page's policy lets the canvas fetch translations from this server only, so not from a data: address.
const served: Record<string, string> = {
	'./icons/icon/0_merged.svg': icons,
	'./translations/en.json': en,
	'./translations/es.json': es,
};

/**
 * Where tldraw finds its icons and words: all on this server, else it asks its maker's. It waits for all of its sixteen fonts
 * before it shows anything; every one of them is the page's own font, which is there already. The pictures of services that can
 * be embedded are left out, as nothing from elsewhere may stand on a board.
 */
export const assetUrls = getAssetUrls((path) => (path.startsWith('./fonts/') ? font : (served[path] ?? '')));
