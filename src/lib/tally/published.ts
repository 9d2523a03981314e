import { isSecret, type RuleCard } from '#domain/rule-card.ts';
import { m } from '#i18n/compiled/messages.js';

/** What of the ballots is published, in one sentence of a vote's rule. */
export function publishedInWords(card: Pick<RuleCard, 'secrecy'>): string {
	if (card.secrecy === 'open') return m.ballot_published_open();
	return isSecret(card) ? m.secret_published() : m.poll_published_by_sector();
}
