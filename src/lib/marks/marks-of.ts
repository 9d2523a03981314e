import { areSameDetails, type CardDetails } from '#board/details.ts';
import type { Check, Finding } from '#board/checks.ts';
import type { Card } from '#board/card.ts';
import type { CardId } from '#board/ids.ts';
import type { ProblemTree } from '#board/tree.ts';
import { m } from '#i18n/compiled/messages.js';
import { BASIS_WORDS, LEVEL_WORDS, STAGE_WORDS } from '../details/detail-words.ts';
import { voiceName, type Voices } from '../details/voices.ts';
import { CHECK_NAMES } from '../review/check-sentences.ts';
import { eye, sync } from '../ui/icons.ts';
import { asked, balance, coin, merge, paper, speech } from '../ui/tree-icons.ts';
import type { CardMark, CardMarks } from './card-marks.ts';

interface Known {
	readonly details: CardDetails;
	readonly checks: string;
	readonly voices: Voices;
	readonly marks: readonly CardMark[];
}

/** What is said of each card and asked about it, in words. Cards of which the same is said keep their list, and all together their map. */
export class MarkWriter {
	#known = new Map<CardId, Known>();
	#marks: CardMarks = new Map();

	marksOf(tree: ProblemTree, findings: readonly Finding[], voices: Voices): CardMarks {
		const checks = new Map<CardId, Check[]>();
		for (const { check, cards } of findings) {
			// Of an orphan's group it is the first that wants a tie, and each card of the others concerns itself.
			for (const id of check === 'orphan' ? cards.slice(0, 1) : cards) {
				const own = checks.get(id);
				if (!own) checks.set(id, [check]);
				else if (!own.includes(check)) own.push(check);
			}
		}
		const known = new Map<CardId, Known>();
		const marks = new Map<CardId, readonly CardMark[]>();
		for (const { id, details } of tree.cards.values()) {
			const own = checks.get(id) ?? [];
			const before = this.#known.get(id);
			const merged = tree.merged.get(id) ?? [];
			const key = [own.join(), ...merged.map(({ text }) => text)].join('\n');
			const isSame =
				before?.checks === key && before.voices === voices && areSameDetails(before.details, details);
			const now = isSame ? before : { details, checks: key, voices, marks: write(details, own, voices, merged) };
			known.set(id, now);
			if (now.marks.length > 0) marks.set(id, now.marks);
		}
		this.#known = known;
		const isSame = marks.size === this.#marks.size && [...marks].every(([id, own]) => this.#marks.get(id) === own);
		if (!isSame) this.#marks = marks;
		return this.#marks;
	}
}

/** What somebody should look at stands first. */
function write(
	details: CardDetails,
	checks: readonly Check[],
	voices: Voices,
	merged: readonly Pick<Card, 'text'>[],
): CardMark[] {
	const { basis, source, challenged, stage, norm, level, budget, voice } = details;
	const marks: CardMark[] = [];
	const put = (key: string, icon: string, short: string, long = short, tone: CardMark['tone'] = 'plain') =>
		marks.push({ key, icon, short, long, tone });
	if (challenged) put('challenged', asked, m.details_mark_challenged(), m.details_mark_challenged_long(), 'warn');
	if (checks.length > 0) {
		const names = checks.map((check) => CHECK_NAMES[check]()).join(' · ');
		put('review', eye, m.review_mark(), m.review_mark_long({ names }), 'warn');
	}
	if (basis !== null) {
		const word = BASIS_WORDS[basis]();
		const words = { basis: word, source: source ?? '' };
		put('basis', paper, word, source ? m.details_mark_basis_source(words) : m.details_mark_basis(words));
	} else if (source !== null) {
		put('basis', paper, m.details_mark_source_short(), m.details_mark_source({ source }));
	}
	if (stage !== null) put('stage', sync, STAGE_WORDS[stage](), m.details_mark_stage({ stage: STAGE_WORDS[stage]() }));
	if (level !== null) {
		const word = LEVEL_WORDS[level]();
		const words = { level: word, norm: norm ?? '' };
		put('level', balance, word, norm ? m.details_mark_level_norm(words) : m.details_mark_level(words));
	} else if (norm !== null) {
		put('level', balance, m.details_mark_norm_short(), m.details_mark_norm({ norm }));
	}
	if (budget !== null) put('budget', coin, ...BUDGET_MARKS[budget]());
	if (voice !== null) put('voice', speech, m.details_mark_voice({ name: voiceName(voice, voices) }));
	if (merged.length > 0) {
		const texts = merged.map(({ text }) => text.trim() || m.list_no_text()).join(' · ');
		put('merged', merge, m.acts_here_count({ count: merged.length }), `${m.acts_here()} ${texts}`);
	}
	return marks;
}

const BUDGET_MARKS: Readonly<Record<NonNullable<CardDetails['budget']>, () => [short: string, long?: string]>> = {
	none: () => [m.details_mark_budget_none(), m.details_mark_budget_none_long()],
	exists: () => [m.details_mark_budget_exists()],
	'to-find': () => [m.details_mark_budget_to_find()],
	unknown: () => [m.details_mark_budget_unknown()],
};
