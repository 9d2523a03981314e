import { redirect, type Action } from '@sveltejs/kit';
import { isLocale } from '#i18n/locale.ts';
import { cookieMaxAge, cookieName } from '#i18n/compiled/runtime.js';
import { formText } from '$lib/api/form-text.ts';

/** `?/language`: keeps the reader's language where the page has no script to do it, and shows the page again. */
export const chooseLanguage: Action = async ({ request, cookies, url }) => {
	const wanted = formText(await request.formData(), 'language');
	if (isLocale(wanted)) {
		cookies.set(cookieName, wanted, {
			path: '/',
			maxAge: cookieMaxAge,
			sameSite: 'lax',
			httpOnly: false, // the pages with script read it too
			secure: url.protocol === 'https:',
		});
	}
	const query = new URLSearchParams(url.searchParams);
	query.delete('/language');
	redirect(303, query.size > 0 ? `${url.pathname}?${query}` : url.pathname);
};
