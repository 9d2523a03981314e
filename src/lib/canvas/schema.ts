import {
	createTLSchema,
	createTLStore,
	drawShapeMigrations,
	drawShapeProps,
	frameShapeMigrations,
	frameShapeProps,
	geoShapeMigrations,
	geoShapeProps,
	groupShapeMigrations,
	groupShapeProps,
	highlightShapeMigrations,
	highlightShapeProps,
	type TLStore,
} from 'tldraw';
import { imageShapeProps } from './image-shape.ts';
import { cardShapeProps, linkShapeProps } from './records.ts';

/** All that a board may hold, and nothing with text of tldraw's own, arrows, embeds, bookmarks or pictures by address. */
const boardSchema = createTLSchema({
	shapes: {
		card: { props: cardShapeProps },
		link: { props: linkShapeProps },
		draw: { props: drawShapeProps, migrations: drawShapeMigrations },
		highlight: { props: highlightShapeProps, migrations: highlightShapeMigrations },
		geo: { props: geoShapeProps, migrations: geoShapeMigrations },
		image: { props: imageShapeProps },
		frame: { props: frameShapeProps, migrations: frameShapeMigrations },
		group: { props: groupShapeProps, migrations: groupShapeMigrations }, // the editor counts on it; nothing here makes one
	},
	bindings: {},
});

/** An empty store, to be filled by `bindStore`. */
export function createBoardStore(): TLStore {
	return createTLStore({ schema: boardSchema });
}
