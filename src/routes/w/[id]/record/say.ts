import { m } from '#i18n/compiled/messages.js';

export function withReason(said: string, reason: string | null): string {
	return reason ? `${said} ${m.record_act_reason({ reason })}` : said;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
