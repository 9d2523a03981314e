import ts from 'typescript';
import { type AST, parse } from 'svelte/compiler';

/** A text that people read, written into the code instead of the catalogue. */
export type SpokenText = { text: string; line: number };

/** Attributes and props whose value people read or hear. */
const spoken = new Set([
	'alt',
	'aria-description',
	'aria-label',
	'aria-placeholder',
	'aria-roledescription',
	'aria-valuetext',
	'caption',
	'content',
	'description',
	'error',
	'heading',
	'hint',
	'label',
	'legend',
	'message',
	'placeholder',
	'title',
]);

const hasWord = (text: string) => /\p{L}{2,}/u.test(text.replace(/https?:\/\/\S*/g, ''));
const lineAt = (source: string, offset: number) => source.slice(0, offset).split('\n').length;

/** The texts that a TypeScript expression can become: literals, the parts of a template, both ways of a choice. */
function outcomes(node: ts.Expression): string[] {
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
	if (ts.isConditionalExpression(node)) return [...outcomes(node.whenTrue), ...outcomes(node.whenFalse)];
	if (ts.isBinaryExpression(node)) return [...outcomes(node.left), ...outcomes(node.right)].filter(() => joins(node));
	if (ts.isParenthesizedExpression(node)) return outcomes(node.expression);
	return [];
}

const joins = (node: ts.BinaryExpression) =>
	[ts.SyntaxKind.PlusToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(
		node.operatorToken.kind,
	);

function outcomesOfSource(source: string): string[] {
	const file = ts.createSourceFile('x.ts', `(${source})`, ts.ScriptTarget.Latest);
	const [statement] = file.statements;
	return statement && ts.isExpressionStatement(statement) ? outcomes(statement.expression) : [];
}

/** Texts in the markup of a Svelte component. */
export function inSvelte(source: string): SpokenText[] {
	const found: SpokenText[] = [];
	const say = (texts: string[], offset: number) => {
		for (const text of texts) if (hasWord(text)) found.push({ text: text.trim(), line: lineAt(source, offset) });
	};
	const value = (part: AST.Text | AST.ExpressionTag) =>
		part.type === 'Text' ? [part.data] : outcomesOfSource(source.slice(part.start + 1, part.end - 1));

	const visit = (node: unknown): void => {
		if (Array.isArray(node)) return node.forEach(visit);
		if (typeof node !== 'object' || node === null || !('type' in node)) return;
		const part = node as AST.SvelteNode; // the compiler's own tree, told by its `type`
		switch (part.type) {
			case 'Text':
			case 'ExpressionTag':
				say(value(part), part.start);
				return;
			case 'Attribute': {
				if (!spoken.has(part.name) || part.value === true) return;
				const values = Array.isArray(part.value) ? part.value : [part.value];
				say(values.flatMap(value), part.start);
				return;
			}
			case 'StyleDirective':
			case 'StyleSheet':
			case 'Script':
				return;
			default:
				if (part.type === 'RegularElement' && (isMeta(part) || part.name === 'style')) return;
				Object.values(part).forEach(visit);
		}
	};
	visit(parse(source, { modern: true }).fragment);
	return found;
}

/** `<meta name="viewport" content="…">` speaks to browsers; only a description is read by people. */
function isMeta(element: AST.RegularElement): boolean {
	if (element.name !== 'meta') return false;
	return !element.attributes.some(
		(attribute) =>
			attribute.type === 'Attribute' &&
			Array.isArray(attribute.value) &&
			attribute.value.some((part) => part.type === 'Text' && part.data.includes('description')),
	);
}

/** Texts in the JSX of the canvas. */
export function inJsx(source: string): SpokenText[] {
	const file = ts.createSourceFile('x.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
	const found: SpokenText[] = [];
	const say = (texts: string[], node: ts.Node) => {
		const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
		for (const text of texts) if (hasWord(text)) found.push({ text: text.trim(), line });
	};
	const visit = (node: ts.Node): void => {
		if (ts.isJsxText(node)) say([node.text], node);
		if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
			say(outcomes(node.expression), node);
		}
		if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer) {
			const { initializer } = node;
			if (ts.isStringLiteral(initializer)) say([initializer.text], node);
			else if (ts.isJsxExpression(initializer) && initializer.expression)
				say(outcomes(initializer.expression), node);
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

// Two words in a row look like a sentence; marks of SVG, CSS and code do not.
const isSentence = (text: string) =>
	/(?<![-\p{L}\d_.])\p{L}{2,}[,;:]? \p{L}+(?![-\p{L}\d_])/u.test(text) && !/[<>{}=]|var\(--/.test(text);

// Not people's: what a bug throws, what the log or the browser's console says, queries, headers, API documentation.
const documentation = new Set(['description', 'summary']);
const forMachines = new Set([
	...['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
	...['raw', 'exec', 'prepare', 'header', 'addIssue', 'super'],
	...['describe', 'meta', 'answers', 'refusal', 'shaped'],
]);
const spokenByConsole = new Set(['console.error', 'console.info']); // these print to the person who runs a command
const spokenByNew = new Set(['Response', 'HTTPException']);

function isForMachines(node: ts.Node): boolean {
	for (let above = node.parent; above; above = above.parent) {
		if (ts.isNewExpression(above)) return !spokenByNew.has(above.expression.getText());
		if (ts.isTaggedTemplateExpression(above) && above.tag.getText().startsWith('sql')) return true;
		if (ts.isPropertyAssignment(above) && documentation.has(above.name.getText())) return true;
		if (ts.isCallExpression(above)) {
			const called = above.expression.getText();
			if (forMachines.has(called.split('.').at(-1) ?? '') && !spokenByConsole.has(called)) return true;
		}
		if (ts.isImportDeclaration(above) || ts.isTypeNode(above)) return true;
	}
	return false;
}

/** Texts in plain TypeScript: sentences that the server sends or prints. */
export function inCode(source: string): SpokenText[] {
	const file = ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest, true);
	const found: SpokenText[] = [];
	const visit = (node: ts.Node): void => {
		const text =
			ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
				? node.text
				: '';
		if (isSentence(text) && !isForMachines(node)) {
			found.push({ text: text.trim(), line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}
