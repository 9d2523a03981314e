import type { FieldKey } from './cards.ts';
import { vagueVerbsIn, continuingWordsIn } from './commitment-words.ts';
import type { Choices } from './commitment-template.ts';
import type { PlanTerm } from './texts.ts';

/** What would be asked of a commitment, in the order in which it is told: what a reviewer stops at comes first. */
export const COMMITMENT_CHECKS = [
	'not-verifiable',
	'no-lens',
	'potential-unclear',
	'vague-verbs',
	'incomplete-milestone',
	'backwards-milestone',
	'outside-term',
	'only-management',
	'no-target',
	'too-many',
] as const;
export type CommitmentCheck = (typeof COMMITMENT_CHECKS)[number];

/** Whose question it is: the IRM's published criteria (ogp.md), or a chapter of the guide of 2019. */
export type CheckSource =
	'irm-verifiability' | 'irm-lens' | 'irm-potential' | 'guide-III.5' | 'guide-III.6' | 'guide-III.7' | 'guide-agenda';

export const CHECK_SOURCES: Readonly<Record<CommitmentCheck, CheckSource>> = {
	'not-verifiable': 'irm-verifiability',
	'no-lens': 'irm-lens',
	'potential-unclear': 'irm-potential',
	'vague-verbs': 'guide-III.6',
	'incomplete-milestone': 'guide-III.7',
	'backwards-milestone': 'guide-III.7',
	'outside-term': 'guide-III.7',
	'only-management': 'guide-III.7',
	'no-target': 'guide-agenda',
	'too-many': 'guide-III.5',
};

/** What a line of action lacks: what comes out of it, who answers for it, until when, how it is proved. */
export type MilestoneLack = 'output' | 'owner' | 'date' | 'proof';

/** Where in a draft a question is asked. */
export type CheckPlace =
	| { readonly in: 'field'; readonly field: FieldKey }
	| { readonly in: 'title' | 'choices' | 'indicators' | 'management' | 'milestones' | 'table' }
	| { readonly in: 'milestone'; readonly milestone: string };

export interface CommitmentFinding {
	readonly check: CommitmentCheck;
	/** The same for the same place, however often the draft is looked at. */
	readonly key: string;
	readonly at: CheckPlace;
	/** The words that gave rise to it, as they stand in the text. */
	readonly words: readonly string[];
	readonly lacks: readonly MilestoneLack[];
}

/** A commitment as it reads at one moment; drafts, proposals and issued texts with their routes have this shape. */
export interface CheckedCommitment {
	readonly title: string;
	readonly language: 'es' | 'en';
	readonly fields: Readonly<Record<FieldKey, string>>;
	readonly choices: Choices;
	readonly indicators: readonly {
		readonly type: 'result' | 'management';
		readonly text: string;
		readonly target: string;
		readonly means: string;
	}[];
	readonly milestones: readonly CheckedMilestone[];
}

interface CheckedMilestone {
	readonly id: string;
	readonly what: string;
	readonly output: string;
	readonly responsible: string;
	readonly means: string;
	readonly from: string | null;
	readonly until: string | null;
}

/** What stands around it: the plan's term, where the table set one, and how many commitments the table has. */
export interface CheckContext {
	readonly plan: PlanTerm | null;
	readonly commitments: number;
}

const DAY_MS = 86_400_000;
/** Most commitments that one term carries, by its length in days; OGP's local plans take five. Another handbook, another row. */
const MOST_IN_TERM: readonly { readonly upTo: number; readonly most: number }[] = [
	{ upTo: 370, most: 5 },
	{ upTo: Infinity, most: 15 },
];

/** A term as long as the plan's, or of one year where the table set none. */
export function mostCommitments(plan: PlanTerm | null): number {
	const days = plan ? (Date.parse(plan.until) - Date.parse(plan.from)) / DAY_MS : 365;
	return MOST_IN_TERM.find(({ upTo }) => days <= upTo)?.most ?? 5;
}

/**
 * What the IRM or the guide would ask of this text. Pure and deterministic; never a verdict: whoever reads it may have good reasons.
 * A draft in which nobody has written anything yet is asked nothing.
 */
export function checkCommitment(
	commitment: CheckedCommitment,
	{ plan, commitments }: CheckContext,
): CommitmentFinding[] {
	const most = mostCommitments(plan);
	const tooMany = commitments > most ? [finding('too-many', { in: 'table' })] : [];
	if (isBlank(commitment)) return tooMany;
	return [
		...verifiability(commitment),
		...lens(commitment),
		...potential(commitment),
		...vagueVerbs(commitment),
		...commitment.milestones.flatMap((milestone) => ofMilestone(milestone, plan)),
		...onlyManagement(commitment),
		...(commitment.choices.targets.length === 0 ? [finding('no-target', { in: 'choices' })] : []),
		...tooMany,
	];
}

function finding(
	check: CommitmentCheck,
	at: CheckPlace,
	{ words = [], lacks = [] }: Partial<Pick<CommitmentFinding, 'words' | 'lacks'>> = {},
): CommitmentFinding {
	const place = at.in === 'field' ? at.field : at.in === 'milestone' ? at.milestone : at.in;
	return { check, key: `${check} ${at.in} ${place}`, at, words, lacks };
}

const says = (text: string): boolean => text.trim() !== '';

function isBlank({ fields, indicators, milestones }: CheckedCommitment): boolean {
	const isWritten = (field: FieldKey) => field !== 'problem' && field !== 'causes' && says(fields[field]);
	return indicators.length === 0 && milestones.length === 0 && !(Object.keys(fields) as FieldKey[]).some(isWritten);
}

/** "Objectively verifiable activities": one indicator with a target and a proof, or one line of action with an output and a proof. */
function verifiability({ indicators, milestones }: CheckedCommitment): CommitmentFinding[] {
	const isMeasured = indicators.some(({ text, target, means }) => says(text) && says(target) && says(means));
	const isProved = milestones.some(({ what, output, means }) => says(what) && says(output) && says(means));
	return isMeasured || isProved ? [] : [finding('not-verifiable', { in: 'indicators' })];
}

/** "More transparent, participatory or accountable to the public; inclusion or technology alone is not enough." */
function lens({ fields }: CheckedCommitment): CommitmentFinding[] {
	const isOpen = says(fields.transparency) || says(fields.accountability) || says(fields.participation);
	return isOpen ? [] : [finding('no-lens', { in: 'field', field: 'transparency' })];
}

/** "Unclear: continues existing practice"; or nobody can read what would be otherwise. */
function potential({ fields, language }: CheckedCommitment): CommitmentFinding[] {
	const words = continuingWordsIn(fields.solution, language);
	if (words.length > 0) return [finding('potential-unclear', { in: 'field', field: 'solution' }, { words })];
	return says(fields.results) ? [] : [finding('potential-unclear', { in: 'field', field: 'results' })];
}

function vagueVerbs({ title, fields, milestones, language }: CheckedCommitment): CommitmentFinding[] {
	const ask = (text: string, at: CheckPlace) => {
		const words = vagueVerbsIn(text, language);
		return words.length > 0 ? [finding('vague-verbs', at, { words })] : [];
	};
	return [
		...ask(title, { in: 'title' }),
		...(['solution', 'results'] as const).flatMap((field) => ask(fields[field], { in: 'field', field })),
		...milestones.flatMap(({ id, what }) => ask(what, { in: 'milestone', milestone: id })),
	];
}

function ofMilestone(milestone: CheckedMilestone, plan: PlanTerm | null): CommitmentFinding[] {
	const { id, from, until } = milestone;
	const at: CheckPlace = { in: 'milestone', milestone: id };
	const lacks: MilestoneLack[] = [];
	if (!says(milestone.output)) lacks.push('output');
	if (!says(milestone.responsible)) lacks.push('owner');
	if (until === null) lacks.push('date');
	if (!says(milestone.means)) lacks.push('proof');
	const found = lacks.length > 0 ? [finding('incomplete-milestone', at, { lacks })] : [];
	// ISO dates sort as they follow each other.
	if (from !== null && until !== null && from > until) found.push(finding('backwards-milestone', at));
	const isOutside = (day: string | null) => plan !== null && day !== null && (day < plan.from || day > plan.until);
	if (isOutside(from) || isOutside(until)) found.push(finding('outside-term', at));
	return found;
}

function onlyManagement({ indicators }: CheckedCommitment): CommitmentFinding[] {
	const isOnly = indicators.length > 0 && indicators.every(({ type }) => type === 'management');
	return isOnly ? [finding('only-management', { in: 'indicators' })] : [];
}
