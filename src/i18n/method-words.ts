import * as messages from './compiled/messages.js';
import type { Locale } from './locale.ts';

/** How somebody signed; `none`: before there were methods. Strongest first: the first anybody can check, the others were witnessed. */
const METHODS: Readonly<
	Record<'key' | 'code' | 'paper' | 'none', (inputs: { witness: string }, options?: { locale: Locale }) => string>
> = {
	key: messages.sign_method_key,
	code: messages.sign_method_code,
	paper: messages.sign_method_paper,
	none: messages.sign_method_none,
};

/** `witness`: the sector of who saw it; null where nobody has yet. */
export function methodWords(
	method: 'key' | 'code' | 'paper' | null,
	witness: string | null,
	options?: { readonly locale: Locale },
): string {
	return METHODS[method ?? 'none']({ witness: witness ?? messages.sign_method_waiting({}, options) }, options);
}
