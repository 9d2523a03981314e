import ts from 'typescript';

/** One check of the gate, and the text that takes it out. */
export interface Check {
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** As it stands, on one line. */
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly without: string;
}

/** Names that stand for a refusal in the house's own code. */
const REFUSALS = /^(INVALID|GONE|FULL|TOO_MANY|refusal|refused|closed|shut|before|pinned|NO|HELD|ends|refuse)$/;
const REFUSING_WORDS = /^(gone|taken|too-many|malformed|gap|foreign|removed|unknown|refused|closed)$/;
/** What a call does that ends a connection or tells its author off. */
const TURNS_AWAY = /^(expel|supersede|giveUp|#giveUp|refuse|#refuse|reset|#reset)$/;

/**
 * Every check in a source file: an `if` that ends in a refusal, once for each reason in its condition; a choice of which one side
 * is a refusal; each question that a function of the file answers with a refusal or null; each part of an answer that is yes only
 * if all parts are; each entry of a table of rules. A condition that only tells the compiler what it looks at counts like any
 * other: where nothing misses it, the types should say it instead.
 */
export function findChecks(file: string, source: string): Check[] {
	const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
	const checks: Check[] = [];
	const add = (node: ts.Node, without: string): void => {
		const start = node.getStart(tree);
		const line = tree.getLineAndCharacterOfPosition(start).line + 1;
		const text = node.getText(tree).replaceAll(/\s+/g, ' ');
		checks.push({ file, line, text, start, end: node.end, without });
	};
	const judges = judgesIn(tree);
	const visit = (node: ts.Node): void => {
		if (ts.isIfStatement(node) && turnsAway(node.thenStatement)) {
			for (const reason of parts(node.expression, ts.SyntaxKind.BarBarToken)) add(reason, 'false');
		}
		const answer = answerOf(node);
		if (answer) for (const condition of needsOf(answer)) add(condition, 'true');
		if (ts.isConditionalExpression(node)) {
			if (isNo(node.whenFalse, node)) add(node.condition, 'true');
			else if (isNo(node.whenTrue, node)) add(node.condition, 'false');
		}
		if (ts.isCallExpression(node) && judges.has(calledIn(node))) add(node, 'null');
		if (ts.isShorthandPropertyAssignment(node) && isInTableOfChecks(node))
			add(node, `${node.name.text}: () => true`);
		if (isRule(node)) add(node.initializer, '() => true');
		if (isListOfNeeds(node)) add(node.initializer, '[]');
		if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
			const [first] = node.arguments;
			if (first && node.expression.text === 'value') add(first, '() => true');
			if (first && node.expression.text === 'text' && ts.isIdentifier(first)) add(first, 'Infinity');
		}
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return checks;
}

const ANSWERS_WITH_REFUSAL = /Refus\w* \| null$/;

/** The functions, methods and fields of a file that answer with a refusal, or with null for yes. */
function judgesIn(tree: ts.SourceFile): ReadonlySet<string> {
	const judges = new Set<string>();
	const note = (node: ts.Node): void => {
		const isFunction = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
		if ((isFunction || ts.isPropertyDeclaration(node)) && node.name) {
			const type = node.type?.getText() ?? '';
			if (ANSWERS_WITH_REFUSAL.test(isFunction ? type : aliased(type))) judges.add(node.name.getText());
		}
		ts.forEachChild(node, note);
	};
	const aliased = (name: string): string =>
		tree.statements
			.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === name)
			?.getText()
			.replace(/;$/, '') ?? '';
	note(tree);
	return judges;
}

/** `name` of `name(…)` and of `this.name(…)`. */
function calledIn({ expression }: ts.CallExpression): string {
	if (ts.isPropertyAccessExpression(expression) && expression.expression.kind === ts.SyntaxKind.ThisKeyword)
		return expression.name.text;
	return ts.isIdentifier(expression) ? expression.text : '';
}

/** The conditions that stand side by side, brackets opened. */
function parts(node: ts.Expression, operator: ts.SyntaxKind): ts.Expression[] {
	if (ts.isParenthesizedExpression(node) && ts.isBinaryExpression(node.expression))
		return parts(node.expression, operator);
	if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== operator) return [node];
	return [...parts(node.left, operator), ...parts(node.right, operator)];
}

/** What an answer needs: each of several conditions that all have to hold, wherever in it they stand together. */
function needsOf(answer: ts.Expression): ts.Expression[] {
	const conditions = parts(answer, ts.SyntaxKind.AmpersandAmpersandToken);
	return conditions.flatMap((condition) => {
		const choices = parts(condition, ts.SyntaxKind.BarBarToken);
		const within = choices.length > 1 ? choices.flatMap(needsOf) : [];
		return conditions.length > 1 ? [condition, ...within] : within;
	});
}

/** A side of a choice that turns somebody away, in so many words. */
const isNo = (side: ts.Expression, at: ts.Node): boolean =>
	(ts.isStringLiteral(side) || ts.isIdentifier(side) || ts.isCallExpression(side)) && isRefusal(side, at);

/** True where the branch ends by throwing, by answering no, or by sending somebody away. */
function turnsAway(branch: ts.Statement): boolean {
	const last = ts.isBlock(branch) ? branch.statements.at(-1) : branch;
	if (last === undefined) return false;
	if (ts.isThrowStatement(last)) return true;
	if (ts.isExpressionStatement(last)) return isTurningAway(last.expression);
	return ts.isReturnStatement(last) && isRefusal(last.expression, branch);
}

function isTurningAway(node: ts.Expression): boolean {
	if (!ts.isCallExpression(node)) return false;
	const { expression: called } = node;
	return ts.isPropertyAccessExpression(called) && TURNS_AWAY.test(called.name.text);
}

function isRefusal(answer: ts.Expression | undefined, at: ts.Node): boolean {
	if (answer === undefined) return returns(at) === 'void';
	if (answer.kind === ts.SyntaxKind.FalseKeyword) return true;
	if (answer.kind === ts.SyntaxKind.NullKeyword) return returns(at) !== 'refusal';
	if (ts.isStringLiteral(answer)) return REFUSING_WORDS.test(answer.text);
	if (ts.isIdentifier(answer)) return REFUSALS.test(answer.text);
	if (ts.isCallExpression(answer)) {
		return isTurningAway(answer) || (ts.isIdentifier(answer.expression) && REFUSALS.test(answer.expression.text));
	}
	if (ts.isPropertyAccessExpression(answer)) return /^may/.test(answer.name.text);
	return ts.isObjectLiteralExpression(answer) && answer.properties.some(saysNo);
}

function saysNo(property: ts.ObjectLiteralElementLike): boolean {
	if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return false;
	const { name, initializer } = property;
	if (initializer.kind === ts.SyntaxKind.FalseKeyword) return name.text === 'ok' || name.text === 'pass';
	return name.text === 'is' && ts.isStringLiteral(initializer) && REFUSING_WORDS.test(initializer.text);
}

/** What null means where a function answers: for one that answers with a refusal it means yes. */
function returns(node: ts.Node): 'refusal' | 'void' | 'other' {
	let at: ts.Node = node;
	while (!ts.isFunctionLike(at) && at.parent) at = at.parent;
	const type = ts.isFunctionLike(at) ? at.type?.getText() : undefined;
	if (type === undefined) return 'other';
	if (/Refus|Removal/.test(type)) return 'refusal';
	return type === 'void' ? 'void' : 'other';
}

/** The expression that a predicate answers with. */
function answerOf(node: ts.Node): ts.Expression | null {
	if (ts.isReturnStatement(node) && node.expression && returnsBoolean(node)) return node.expression;
	if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && returnsBoolean(node.body)) return node.body;
	return null;
}

function returnsBoolean(node: ts.Node): boolean {
	let at: ts.Node = node;
	while (!ts.isFunctionLike(at) && at.parent) at = at.parent;
	const { parent } = at;
	if (ts.isVariableDeclaration(parent) && parent.type?.getText() === 'Check') return true;
	return ts.isFunctionLike(at) && /^boolean$| is /.test(at.type?.getText() ?? '');
}

/** `isId: (id) => …`, `accepts: isLink`, or an entry of a table of checks. */
function isRule(node: ts.Node): node is ts.PropertyAssignment {
	if (!ts.isPropertyAssignment(node) || !ts.isIdentifier(node.name)) return false;
	if (/^(isId|accepts)$/.test(node.name.text))
		return !ts.isIdentifier(node.initializer) || node.initializer.text !== 'accepts';
	const { initializer } = node;
	if (!isInTableOfChecks(node)) return false;
	return ts.isIdentifier(initializer) || ts.isCallExpression(initializer) || ts.isArrowFunction(initializer);
}

function isInTableOfChecks(node: ts.Node): boolean {
	for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
		if (ts.isVariableDeclaration(at)) return /Record<string, Check>/.test(at.type?.getText() ?? '');
		if (ts.isCallExpression(at) && ts.isIdentifier(at.expression) && at.expression.text === 'hasExactly')
			return true;
	}
	return false;
}

/** `required: ['kind', 'text']`. */
const isListOfNeeds = (node: ts.Node): node is ts.PropertyAssignment =>
	ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'required';
