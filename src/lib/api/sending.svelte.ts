import type { SubmitFunction } from '@sveltejs/kit';
import { m } from '#i18n/compiled/messages.js';

/**
 * One form on its way: `<form method="POST" use:enhance={sending.enhance}>`. What was typed stays, whatever the answer, and a
 * lost network is said in the form instead of taking the person to an error page.
 */
export class Sending {
	isBusy = $state(false);
	/** Why it did not arrive, or null. */
	failure: string | null = $state(null);

	readonly enhance: SubmitFunction = ({ cancel }) => {
		if (this.isBusy) return cancel();
		this.isBusy = true;
		this.failure = null;
		return async ({ result, update }) => {
			if (result.type === 'error') this.failure = m.ui_error_offline_next();
			else await update({ reset: false });
			this.isBusy = false;
		};
	};
}
