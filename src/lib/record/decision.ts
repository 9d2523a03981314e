import type { CardId, OptionId, SectorId } from '#domain/ids.ts';
import { isReached, type OrderedThings, type PollSubject, type RuleCard, type Tally } from '#domain/polls.ts';
import type { IssuedPoll } from '#domain/record.ts';
import { m } from '#i18n/compiled/messages.js';
import type { PollView } from '#protocol/view.ts';

/** A vote as a public page shows it, whether it stands in an issued record or in the minutes. */
export interface Decision {
	readonly id: string;
	readonly subject: PollSubject;
	readonly question: string;
	readonly card: RuleCard;
	readonly options: readonly { readonly id: OptionId; readonly card: string | null; readonly text: string }[];
	readonly status: PollView['status'];
	readonly eligible: number;
	readonly present: number;
	readonly openedAt: number;
	readonly closedAt: number | null;
	readonly tally: Tally | null;
	readonly exception: string | null;
	readonly cancelledReason: string | null;
	/** Of a practice vote that is over: how many took part. */
	readonly practised: number;
	/** A text is null where whoever wrote it had it erased. */
	readonly reasons: readonly {
		readonly sector: SectorId;
		readonly answer: 'reservation' | 'block';
		readonly text: string | null;
	}[];
}

export function issuedDecision(poll: IssuedPoll): Decision {
	return { ...poll, id: poll.poll, status: 'closed', cancelledReason: null, practised: 0 };
}

export function minutesDecision(poll: PollView): Decision {
	const eligible = poll.turnout.reduce((sum, row) => sum + row.eligible, 0);
	return { ...poll, eligible, present: poll.quorum.present, practised: poll.practised ?? 0 };
}

export function subjectName(subject: PollSubject): string {
	switch (subject.kind) {
		case 'rules':
			return subject.version === 1 ? m.record_subject_rules() : m.record_subject_rules_change();
		case 'prioritise':
			return ORDERED[subject.of]();
		case 'confirm':
			return subject.of === 'causes' ? m.record_subject_confirm_causes() : m.record_subject_confirm_solutions();
		case 'commitment':
			return m.record_subject_commitment();
		case 'decision':
			return m.record_subject_decision();
		case 'practice':
			return m.record_subject_practice();
	}
}

const ORDERED: Readonly<Record<OrderedThings, () => string>> = {
	causes: m.record_subject_prioritise_causes,
	solutions: m.record_subject_prioritise_solutions,
	commitments: m.record_subject_prioritise_commitments,
	texts: m.record_subject_prioritise_texts,
};

/** Cards that a round with consensus chose, in the order of the rounds. */
export function chosenCards(decisions: readonly Decision[]): Set<CardId> {
	const chosen = new Set<CardId>();
	for (const { subject, tally, options } of decisions) {
		if (subject.kind !== 'confirm' || !tally || !isReached(tally)) continue;
		for (const { card } of options) if (card !== null) chosen.add(card as CardId); // ids of a signed record or our API
	}
	return chosen;
}
