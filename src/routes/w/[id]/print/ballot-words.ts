import { SCORES, type RuleCard } from '#domain/polls.ts';
import { m } from '#i18n/compiled/messages.js';

/** How to fill a ballot by hand, in plain words. */
export function howToFill(card: RuleCard): string {
	switch (card.method) {
		case 'dots':
			return m.print_how_dots({ count: card.budget ?? 0, cap: card.cap ?? 0 });
		case 'approval':
			return card.cap === null ? m.print_how_approval() : m.print_how_approval_cap({ count: card.cap });
		case 'score':
			return m.print_how_score();
		case 'impact':
			return m.print_how_impact();
		case 'ranking':
			return m.print_how_ranking();
		case 'consensus':
			return m.print_how_consensus();
		case 'majority':
			return m.print_how_majority();
	}
}

/** What is marked beside each option: boxes, each with its own word; an empty word is a box alone. */
export function boxesOf({ method }: RuleCard): readonly { readonly name: string; readonly boxes: readonly string[] }[] {
	const scale = SCORES.map(String);
	switch (method) {
		case 'dots':
			return [{ name: m.ballot_points_field(), boxes: [''] }];
		case 'approval':
			return [{ name: '', boxes: [''] }];
		case 'score':
			return [{ name: '', boxes: scale }];
		case 'impact':
			return [
				{ name: m.results_impact(), boxes: scale },
				{ name: m.results_feasibility(), boxes: scale },
			];
		case 'ranking':
			return [{ name: m.ballot_place(), boxes: [''] }];
		case 'consensus':
		case 'majority':
			return [];
	}
}

/** The answers to a question that decides; empty where options are marked one by one. */
export function answersOf({ method }: RuleCard): readonly string[] {
	if (method === 'consensus') return [m.poll_agree(), m.poll_reservation(), m.poll_abstain(), m.poll_block()];
	return method === 'majority' ? [m.ballot_yes(), m.ballot_no(), m.ballot_abstain()] : [];
}
