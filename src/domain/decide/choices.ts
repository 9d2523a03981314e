import type { OptionId } from '../ids.ts';
import type { ImpactScores, PlainChoice, PollOption, RuleCard } from '../polls.ts';
import { refuse, type Refusal } from '../refusals.ts';

type Poll = { readonly card: RuleCard; readonly options: readonly PollOption[] };
type Checked = { ok: true; choice: PlainChoice } | Refusal;

/** A choice as the poll's card takes it, in one form whatever order it came in: the same choice has the same bytes. */
export function checkedChoice({ card, options }: Poll, choice: PlainChoice): Checked {
	if (choice.method !== card.method) return refuse('poll.wrong-method');
	const ids = options.map(({ id }) => id);
	const known = new Set<string>(ids);
	switch (choice.method) {
		case 'dots':
			return checkedDots(card, ids, choice.dots);
		case 'approval': {
			const marked = new Set(choice.approved);
			if (choice.approved.some((id) => !known.has(id))) return refuse('poll.unknown-option');
			if (card.cap !== null && marked.size > card.cap) {
				return refuse('poll.too-many-marked', { cap: card.cap, given: marked.size });
			}
			return { ok: true, choice: { method: 'approval', approved: ids.filter((id) => marked.has(id)) } };
		}
		case 'score': {
			const scores = inOrder<number>(ids, choice.scores);
			return scores ? { ok: true, choice: { method: 'score', scores } } : refuse('poll.unknown-option');
		}
		case 'impact': {
			const scores = inOrder<ImpactScores>(ids, choice.scores);
			return scores ? { ok: true, choice: { method: 'impact', scores } } : refuse('poll.unknown-option');
		}
		case 'ranking': {
			const named = choice.ranks.flat();
			if (named.some((id) => !known.has(id))) return refuse('poll.unknown-option');
			if (new Set(named).size !== named.length) return refuse('poll.ranked-twice');
			const ranks = choice.ranks
				.filter((tied) => tied.length > 0)
				.map((tied) => ids.filter((id) => tied.includes(id)));
			return { ok: true, choice: { method: 'ranking', ranks } };
		}
		case 'majority':
			return { ok: true, choice: { method: 'majority', answer: choice.answer } };
	}
}

function checkedDots(card: RuleCard, ids: readonly OptionId[], given: Readonly<Record<OptionId, number>>): Checked {
	const { budget, cap } = card;
	const dots: Record<OptionId, number> = {};
	let spent = 0;
	for (const id of ids) {
		const own = given[id] ?? 0;
		if (cap !== null && own > cap) return refuse('poll.cap-exceeded', { cap, given: own });
		if (own > 0) dots[id] = own;
		spent += own;
	}
	if (!inOrder(ids, given)) return refuse('poll.unknown-option');
	if (budget !== null && spent > budget) return refuse('poll.budget-exceeded', { budget, spent });
	return { ok: true, choice: { method: 'dots', dots } };
}

/** What is given to the poll's own options; null where something is given to another. */
function inOrder<Value>(
	ids: readonly OptionId[],
	given: Readonly<Record<OptionId, Value>>,
): Record<OptionId, Value> | null {
	const known = new Set<string>(ids);
	if (Object.keys(given).some((id) => !known.has(id))) return null;
	const own: Record<OptionId, Value> = {};
	for (const id of ids) {
		const value = given[id];
		if (value !== undefined) own[id] = value;
	}
	return own;
}
