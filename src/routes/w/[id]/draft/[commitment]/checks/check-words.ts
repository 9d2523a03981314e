import type {
	CheckPlace,
	CheckSource,
	CommitmentCheck,
	CommitmentFinding,
	MilestoneLack,
} from '#domain/commitment-checks.ts';
import { m } from '#i18n/compiled/messages.js';
import { FIELD_LABELS } from '$lib/record/core-parts.ts';

type Sentences = Readonly<Record<CommitmentCheck, () => string>>;

export const CHECK_NAMES: Sentences = {
	'not-verifiable': m.check_not_verifiable,
	'no-lens': m.check_no_lens,
	'potential-unclear': m.check_potential_unclear,
	'vague-verbs': m.check_vague_verbs,
	'incomplete-milestone': m.check_incomplete_milestone,
	'backwards-milestone': m.check_backwards_milestone,
	'outside-term': m.check_outside_term,
	'only-management': m.check_only_management,
	'no-target': m.check_no_target,
	'too-many': m.check_too_many,
};

/** Why it is asked, in the source's own words. */
export const CHECK_WHYS: Sentences = {
	'not-verifiable': m.check_not_verifiable_why,
	'no-lens': m.check_no_lens_why,
	'potential-unclear': m.check_potential_unclear_why,
	'vague-verbs': m.check_vague_verbs_why,
	'incomplete-milestone': m.check_incomplete_milestone_why,
	'backwards-milestone': m.check_backwards_milestone_why,
	'outside-term': m.check_outside_term_why,
	'only-management': m.check_only_management_why,
	'no-target': m.check_no_target_why,
	'too-many': m.check_too_many_why,
};

/** What would mend it. */
export const CHECK_MENDS: Sentences = {
	'not-verifiable': m.check_not_verifiable_mend,
	'no-lens': m.check_no_lens_mend,
	'potential-unclear': m.check_potential_unclear_mend,
	'vague-verbs': m.check_vague_verbs_mend,
	'incomplete-milestone': m.check_incomplete_milestone_mend,
	'backwards-milestone': m.check_backwards_milestone_mend,
	'outside-term': m.check_outside_term_mend,
	'only-management': m.check_only_management_mend,
	'no-target': m.check_no_target_mend,
	'too-many': m.check_too_many_mend,
};

export const SOURCE_NAMES: Readonly<Record<CheckSource, () => string>> = {
	'irm-verifiability': m.check_source_irm_verifiability,
	'irm-lens': m.check_source_irm_lens,
	'irm-potential': m.check_source_irm_potential,
	'guide-III.5': m.check_source_guide_5,
	'guide-III.6': m.check_source_guide_6,
	'guide-III.7': m.check_source_guide_7,
	'guide-agenda': m.check_source_guide_agenda,
};

const LACK_NAMES: Readonly<Record<MilestoneLack, () => string>> = {
	output: m.check_lack_output,
	owner: m.check_lack_owner,
	date: m.check_lack_date,
	proof: m.check_lack_proof,
};

/** What it is about, as far as it can be told in a few words; empty where the name of the check says it all. */
export function detailOf(
	{ at, words, lacks }: CommitmentFinding,
	lines: readonly { readonly id: string; readonly what: string }[],
): string {
	const parts: string[] = [];
	const place = placeName(at, lines);
	if (place !== '') parts.push(place);
	if (words.length > 0) parts.push(words.map((word) => m.check_quoted({ word })).join(', '));
	if (lacks.length > 0) parts.push(m.check_lacks({ lacks: lacks.map((lack) => LACK_NAMES[lack]()).join(', ') }));
	return parts.join(' · ');
}

function placeName(at: CheckPlace, lines: readonly { readonly id: string; readonly what: string }[]): string {
	switch (at.in) {
		case 'field':
			return FIELD_LABELS[at.field]();
		case 'title':
			return m.draft_title_label();
		case 'milestone':
			return lines.find(({ id }) => id === at.milestone)?.what.trim() || m.draft_milestone_empty();
		default:
			return '';
	}
}

/** Where on the page it can be mended; null for what is not on it. */
export function anchorOf(at: CheckPlace): string | null {
	switch (at.in) {
		case 'field':
			return `at-${at.field}`;
		case 'choices':
			return 'choices-title';
		case 'indicators':
			return 'result-indicators';
		case 'management':
			return 'management-indicators';
		case 'milestones':
		case 'milestone':
			return 'route-title';
		case 'title':
			return 'title';
		case 'table':
			return null;
	}
}
