import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import type { AnswerCode } from './status.ts';

type Key<Code extends string> = `error_${Underscored<Code>}`;
type Underscored<Code extends string> = Code extends `${infer Head}.${infer Tail}`
	? `${Dashless<Head>}_${Underscored<Tail>}`
	: Dashless<Code>;
type Dashless<Text extends string> = Text extends `${infer Head}-${infer Tail}` ? `${Head}_${Dashless<Tail>}` : Text;

/** Fails the type check where a code has no sentence. */
type Sentences = Readonly<Record<Key<AnswerCode>, (inputs: object, options: { locale: Locale }) => string>>;
const sentences: Sentences = messages;

/** What a code means and what to do next, in one or two sentences. */
export function sentenceOf(code: AnswerCode, locale: Locale): string {
	return sentences[keyOf(code)]({}, { locale });
}

function keyOf<Code extends AnswerCode>(code: Code): Key<Code> {
	return `error_${code.replace(/[.-]/g, '_')}` as Key<Code>; // what the type says, done on the text
}
