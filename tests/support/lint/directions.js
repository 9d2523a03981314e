import { isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * Who may import whom. One row a folder, the first row that fits a file counts. `house` lists the folders of this repository,
 * `packages` the npm packages (`node:` stands for Node's own modules); absent means any. `typesFrom` may be imported as types only.
 */
const rooms = [
	{ at: 'src/domain/', house: ['src/domain/'], packages: ['@noble/hashes'] },
	{
		at: 'src/board/',
		house: ['src/domain/', 'src/board/'],
		packages: ['yjs', 'lib0', 'y-protocols', 'fractional-indexing', 'd3-hierarchy', '@noble/hashes'],
	},
	{
		at: 'src/protocol/',
		house: ['src/domain/', 'src/protocol/'],
		// Curves: what one end signs the other checks, and all checks are the same code.
		packages: ['zod', '@hono/zod-openapi', 'lib0', '@noble/hashes', '@noble/curves'],
	},
	{ at: 'src/i18n/', house: ['src/i18n/'], packages: ['@inlang/paraglide-js', 'node:'] },
	{
		at: 'src/lib/canvas/',
		house: ['src/domain/', 'src/board/', 'src/protocol/', 'src/i18n/', 'src/lib/'],
		forbidden: ['node:'],
	},
	{
		at: 'src/lib/',
		house: ['src/domain/', 'src/board/', 'src/protocol/', 'src/i18n/', 'src/lib/'],
		typesFrom: ['server/app.ts'],
		forbidden: ['node:'],
		island: true,
	},
	{ at: 'src/', house: ['src/'], typesFrom: ['server/app.ts'], island: true },
	{
		at: 'server/rooms/',
		house: ['src/domain/', 'src/board/', 'src/protocol/', 'src/i18n/', 'server/'],
		except: { 'server/storage/': ['server/storage/storage.ts'] },
		forbidden: ['kysely', 'pg', 'better-sqlite3'],
	},
	{
		at: 'server/workshops/',
		house: ['src/domain/', 'src/board/', 'src/protocol/', 'src/i18n/', 'server/'],
		except: { 'server/storage/': ['server/storage/storage.ts'] },
		forbidden: ['kysely', 'pg', 'better-sqlite3'],
	},
	{
		at: 'server/storage/',
		house: ['src/domain/', 'src/board/', 'src/protocol/', 'src/i18n/', 'server/'],
		except: { 'server/rooms/': [], 'server/workshops/': [] },
	},
	{ at: 'server/', house: ['src/domain/', 'src/board/', 'src/protocol/', 'src/i18n/', 'server/'] },
];

const canvasPackages = ['react', 'react-dom', 'tldraw', '@tldraw'];
const aliases = {
	'#domain/': 'src/domain/',
	'#board/': 'src/board/',
	'#protocol/': 'src/protocol/',
	'#i18n/': 'src/i18n/',
	'$lib/': 'src/lib/',
};

const within = (file, folders) => folders.some((folder) => file === folder || file.startsWith(folder));
const isPackage = (source, names) =>
	names.some((name) => (name === 'node:' ? isBuiltin(source) : source === name || source.startsWith(`${name}/`)));

/** The path in this repository that an import names, or null for a package. */
function placeOf(source, file) {
	if (source.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(file), source));
	for (const [alias, folder] of Object.entries(aliases)) {
		if (source.startsWith(alias)) return folder + source.slice(alias.length);
	}
	return null;
}

function complaint(source, file, typeOnly, dynamic) {
	const room = rooms.find(({ at }) => file.startsWith(at));
	if (!room) return null;
	const place = placeOf(source, file);

	if (place === null) {
		if (source.startsWith('$') || source.startsWith('virtual:'))
			return room.at.startsWith('src/') ? null : 'server code knows no Kit';
		if (isPackage(source, canvasPackages) && room.at !== 'src/lib/canvas/')
			return 'only src/lib/canvas knows React and tldraw';
		if (room.packages && !isPackage(source, room.packages)) return `${room.at} may not use the package ${source}`;
		if (room.forbidden && isPackage(source, room.forbidden)) return `${room.at} may not use ${source}`;
		return null;
	}

	if (typeOnly && room.typesFrom && within(place, room.typesFrom)) return null;
	if (!within(place, room.house)) return `${room.at} may not import from ${place}`;
	for (const [folder, open] of Object.entries(room.except ?? {})) {
		if (place.startsWith(folder) && !within(place, open)) return `${room.at} may not import from ${place}`;
	}
	if (room.island && place.startsWith('src/lib/canvas/') && !typeOnly && !dynamic) {
		return 'the canvas is imported with import(), when somebody chooses it';
	}
	if (source.startsWith('$lib') && !room.at.startsWith('src/')) return 'server code imports nothing from $lib';
	return null;
}

/** @type {import('eslint').Rule.RuleModule} */
export const directions = {
	meta: { type: 'problem', schema: [], messages: { wrongWay: 'Import direction: {{ why }}.' } },
	create(context) {
		const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
		const check = (node, typeOnly, dynamic) => {
			if (typeof node.source?.value !== 'string') return;
			const why = complaint(node.source.value, file, typeOnly, dynamic);
			if (why) context.report({ node, messageId: 'wrongWay', data: { why } });
		};
		return {
			ImportDeclaration: (node) => check(node, node.importKind === 'type', false),
			ExportNamedDeclaration: (node) => check(node, node.exportKind === 'type', false),
			ExportAllDeclaration: (node) => check(node, node.exportKind === 'type', false),
			ImportExpression: (node) => check(node, false, true),
		};
	},
};
