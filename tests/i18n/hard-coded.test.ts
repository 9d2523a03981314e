import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allowedFiles, allowedText } from './allowed-text.ts';
import { inCode, inJsx, inSvelte, type SpokenText } from './spoken-text.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const found: ({ file: string } & SpokenText)[] = [
	...globSync('src/**/*.svelte').map((file) => ({ file, texts: inSvelte(read(file)) })),
	...globSync('src/**/*.tsx').map((file) => ({ file, texts: [...inJsx(read(file)), ...inCode(read(file))] })),
	...globSync(['server/**/*.ts', 'src/lib/**/*.ts', 'src/routes/**/*.ts', 'src/hooks*.ts', 'src/board/**/*.ts']).map(
		(file) => ({ file, texts: inCode(read(file)) }),
	),
].flatMap(({ file, texts }) => texts.map((text) => ({ file, ...text })));

const isAllowed = ({ file, text }: { file: string; text: string }) =>
	allowedFiles.some((allowed) => file.startsWith(allowed.path)) ||
	allowedText.some((allowed) => allowed.file === file && allowed.text === text);

describe('what people read', () => {
	it('stands in the catalogue, never in the code', () => {
		const wrong = found.filter((text) => !isAllowed(text));
		expect(wrong.map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([]);
	});

	it('is excepted only where the exception is still needed, with a reason', () => {
		for (const allowed of allowedText) {
			expect(found, `${allowed.file}: ${allowed.text}`).toContainEqual(
				expect.objectContaining({ file: allowed.file, text: allowed.text }),
			);
		}
		for (const { path } of allowedFiles)
			expect(
				found.some(({ file }) => file.startsWith(path)),
				path,
			).toBe(true);
		for (const { why } of [...allowedFiles, ...allowedText]) expect(why).not.toBe('');
	});
});

describe('the search for hard-coded text finds', () => {
	const texts = (list: SpokenText[]) => list.map(({ text }) => text);

	it.each([
		['text in markup', '<p>Abre la votación</p>', ['Abre la votación']],
		['text between expressions', '<p>{n} votos</p>', ['votos']],
		['text chosen by an expression', "<p>{open ? 'abierta' : m.closed()}</p>", ['abierta']],
		['text in a block', '{#if x}<b>Cerrado</b>{/if}', ['Cerrado']],
		['a label', '<input aria-label="Nombre" />', ['Nombre']],
		['a label made of parts', '<input placeholder="Hola {name}" />', ['Hola']],
		['a label in an expression', '<Field label={`Hola` + name} />', ['Hola']],
	])('%s', (_, source, expected) => {
		expect(texts(inSvelte(source))).toEqual(expected);
	});

	it('nothing in calls, classes, scripts, styles and single letters', () => {
		const source = `<script>const word = 'Hola a todas';</script>
			<p class="quiet note" data-kind="cause">{m.hello({ name: 'Ana' })} · A {kind === 'cause'}</p>
			<svelte:head><style>p { font-family: Open Sans; }</style></svelte:head>
			<style>p { font-family: 'Open Sans'; }</style>`;
		expect(texts(inSvelte(source))).toEqual([]);
	});

	it('text and labels in the canvas', () => {
		const source =
			'export const X = () => <b title="Causa" className="big card">Nueva causa {open ? "abierta" : ""}</b>;';
		expect(texts(inJsx(source)).sort()).toEqual(['Causa', 'Nueva causa', 'abierta']);
	});

	it('sentences that the server says, and not those that are for logs, bugs and databases', () => {
		const source = `
			console.log('Abre esta dirección');
			reply(\`La mesa \${name} ya cerró\`);
			log.info('room opened');
			throw new TypeError('no such room here');
			sql\`select one from two\`;
			const route = { description: 'Opens a poll' };
		`;
		expect(texts(inCode(source))).toEqual(['Abre esta dirección', 'La mesa', 'ya cerró']);
	});
});
