import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { password, username, type SignedIn } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';

/** What was typed (never the password), and what is wrong with it; `field` is the control's id, or null. */
export interface AccountRefusal {
	readonly typed: { readonly name: string; readonly username: string };
	readonly errors: readonly { readonly field: string | null; readonly message: string }[];
}

/** Form action of the set-up and the invitation page: registers, signs in, and goes on: to the table of the invitation, else to `next`. */
export async function registerAccount(
	{ fetch, request }: RequestEvent,
	path: '/api/setup' | '/api/register',
	next: string,
): Promise<ActionFailure<AccountRefusal>> {
	const data = await request.formData();
	const typed = { name: formText(data, 'name').trim(), username: formText(data, 'username').trim() };
	const secret = formText(data, 'password');
	const errors = [
		...(typed.name ? [] : [{ field: 'name', message: m.auth_name_missing() }]),
		...(username.safeParse(typed.username).success
			? []
			: [{ field: 'username', message: m.auth_username_wrong() }]),
		...(password.safeParse(secret).success ? [] : [{ field: 'password', message: m.auth_password_length() }]),
	];
	if (errors.length > 0) return fail(400, { typed, errors });

	// Where registration is open, an account needs no link.
	const body = { ...typed, token: formText(data, 'token') || null, password: secret };
	const answer = await ask<SignedIn>(fetch, path, { method: 'POST', body });
	if (answer.ok) redirect(303, answer.body.workshop ? `/w/${answer.body.workshop}/welcome` : next);
	const { code, message } = answer.error;
	const field = code.startsWith('password.') ? 'password' : code.startsWith('username.') ? 'username' : null;
	return fail(answer.status || 503, { typed, errors: [{ field, message }] });
}
