import type { PollTerms } from '#domain/commands.ts';
import type { OrderingMethod, RuleCard } from '#domain/polls.ts';
import { requiredSectors } from '#domain/rules.ts';
import type { WorkshopView } from '#protocol/view.ts';

/** A vote that is being prepared: what a facilitator chooses; everything else is as the table adopted it. */
export interface PollDraft {
	readonly method: OrderingMethod;
	/** Approval: the most options to mark; null for any number. */
	readonly cap: number | null;
	/** Minutes from the opening to the close; null for by hand. */
	readonly minutes: number | null;
	readonly tie: PollTerms['tie'];
	readonly results: PollTerms['results'];
	readonly secrecy: PollTerms['secrecy'];
	readonly seatedLater: boolean;
	/** null: as the table adopted. */
	readonly weighting: PollTerms['weighting'];
	/** People present, more than the table adopted; null for as many. */
	readonly quorum: number | null;
}

export const PLAIN_DRAFT: PollDraft = {
	method: 'dots',
	cap: null,
	minutes: null,
	tie: 'kept',
	results: 'at-close',
	secrecy: 'by-sector',
	seatedLater: false,
	weighting: null,
	quorum: null,
};

/** `now`: the server's clock, in milliseconds. */
export function termsOf(draft: PollDraft, now: number): PollTerms {
	const { method, cap, minutes, tie, results, secrecy, seatedLater, weighting, quorum } = draft;
	return {
		method,
		budget: null,
		cap: method === 'approval' ? cap : null,
		seatedLater,
		quorum: quorum === null ? null : { total: quorum, bySector: {} },
		weighting,
		threshold: null,
		floor: null,
		secrecy,
		results,
		tie,
		closesAt: minutes === null ? null : now + minutes * 60_000,
	};
}

/** The card that the server would fix, for the last look before opening. */
export function cardBefore({ rules: { rules } }: WorkshopView, draft: PollDraft, isPractice: boolean): RuleCard {
	const { method } = draft;
	return {
		method,
		eligible: draft.seatedLater ? 'seated-later' : 'seated',
		budget: method === 'dots' ? rules.dots.budget : null,
		cap: method === 'dots' ? rules.dots.cap : method === 'approval' ? draft.cap : null,
		quorum: { total: draft.quorum ?? rules.quorum, sectors: requiredSectors(rules).map(({ id }) => id) },
		weighting: draft.weighting ?? rules.weighting,
		secrecy: draft.secrecy,
		turnout: 'by-sector',
		results: draft.results,
		closes: draft.minutes === null ? 'by-hand' : 'deadline',
		tie: draft.tie,
		openSeats: rules.openSeats,
		...(isPractice ? { practice: true as const } : {}),
	};
}

/** One option a line; blank lines and repetitions are none. */
export function linesOf(text: string): string[] {
	return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

/** It weighs otherwise than the table adopted: that takes a reason. */
export function departs({ rules: { rules } }: WorkshopView, { weighting }: PollDraft): boolean {
	return weighting !== null && weighting !== rules.weighting;
}
