import type { CommandOf, PollAbout } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { hashText, textOf } from '../hashing.ts';
import { isDecidedSince, isWithoutConsensus } from '../poll-state.ts';
import type { Follows, PollSubject } from '../polls.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { isOrdering, type Method } from '../rule-card.ts';
import type { PollState, WorkshopState } from '../state.ts';
import type { FrozenText, FrozenTitle, HashedText } from '../texts.ts';
import type { Asking } from './context.ts';
import { frozenCards, mayOpen, needAdopted, open, type Asked } from './opening.ts';
import { practiceCard, ruleCard, termsFault } from './poll-terms.ts';
import { askedOfCommitment, isClosedOrdering } from './polls.ts';
import { openPollOf } from './closing.ts';

/** Any poll but the round on the rules themselves, under a card of its own. */
export function openPoll(asking: Asking, command: CommandOf<'openPoll'>): Outcome {
	const { state, around } = asking;
	const { about, terms, replaces } = command;
	const refusal = mayOpen(asking, replaces?.poll ?? null);
	if (refusal) return refusal;
	if (replaces) {
		const replaced = openPollOf(state, replaces.poll);
		if (!replaced.ok) return replaced;
	}
	const isPractice = about.kind === 'practice';
	const fault =
		(isPractice ? null : needAdopted(state)) ??
		methodFault(about, terms.method) ??
		termsFault(state, terms, around.now);
	if (fault) return fault;
	const asked = askedIn(asking, about);
	if (!asked.ok) return asked;
	const { subject, wordings, texts, follows } = asked;
	return open(asking, {
		subject,
		wordings,
		texts,
		question: command.question,
		card: isPractice ? practiceCard(state, terms, around.now) : ruleCard(state, terms),
		exception: command.exception,
		replaces,
		...(follows ? { follows } : {}),
	});
}

/** Priorities order, rounds choose, and a majority only what a round could not: no method stands in for another. */
function methodFault(about: PollAbout, method: Method): Refusal | null {
	switch (about.kind) {
		case 'cards':
		case 'commitments':
		case 'texts':
			return isOrdering(method) ? null : refuse('poll.method');
		case 'confirm':
		case 'commitment':
		case 'decision':
			return method === 'consensus' ? null : refuse('poll.method');
		case 'same-question':
			return method === 'majority' ? null : refuse('poll.method');
		case 'practice':
			return null;
	}
}

type Found = (Asked & { readonly ok: true; readonly follows?: Follows }) | Refusal;

function askedIn(asking: Asking, about: PollAbout): Found {
	const { state } = asking;
	switch (about.kind) {
		case 'cards': {
			const frozen = frozenCards(asking, about);
			return frozen.ok ? { ...frozen, subject: { kind: 'prioritise', of: about.of } } : frozen;
		}
		case 'commitments':
			return askedOfTitles(state, about.commitments);
		case 'texts':
			return askedOfTexts({ kind: 'prioritise', of: 'texts' }, about.texts);
		case 'practice':
			return askedOfTexts({ kind: 'practice' }, about.texts);
		case 'confirm': {
			if (about.after !== null && !isClosedOrdering(state.polls.get(about.after), about.of)) {
				return refuse('poll.not-prioritised');
			}
			const frozen = frozenCards(asking, about);
			return frozen.ok ? { ...frozen, subject: { kind: 'confirm', of: about.of, after: about.after } } : frozen;
		}
		case 'commitment':
			return askedOfCommitment(asking, about);
		case 'decision': {
			const text = textOf({ text: about.text } satisfies FrozenText);
			return askedOfTexts({ kind: 'decision', content: text.hash }, [about.text]);
		}
		case 'same-question':
			return askedAgain(asking, state.polls.get(about.round));
	}
}

function askedOfTexts(subject: PollSubject, words: readonly string[]): Found {
	if (new Set(words).size !== words.length) return refuse('poll.duplicate-option');
	const texts = words.map((text) => textOf({ text } satisfies FrozenText));
	return { ok: true, subject, texts, wordings: texts.map(({ hash }) => ({ card: null, content: hash, of: 'text' })) };
}

function askedOfTitles(
	state: WorkshopState,
	named: Extract<PollAbout, { readonly kind: 'commitments' }>['commitments'],
): Found {
	if (new Set(named.map(({ commitment }) => commitment)).size !== named.length)
		return refuse('poll.duplicate-option');
	const texts: HashedText[] = [];
	for (const { commitment: id, title } of named) {
		const commitment = state.commitments.get(id);
		if (!commitment) return refuse('commitment.unknown');
		const { version, proposed } = commitment;
		if (hashText(title).hash !== commitment.title) return refuse('content.changed');
		const frozen: FrozenTitle = { commitment: id, version, content: proposed?.content ?? null, text: title };
		texts.push(textOf(frozen));
	}
	return {
		ok: true,
		subject: { kind: 'prioritise', of: 'commitments' },
		texts,
		wordings: texts.map(({ hash }) => ({ card: null, content: hash, of: 'commitment' })),
	};
}

/**
 * What a round asked, word for word, for a majority to decide (guide, clauses of the STT: by majority only exceptionally). The round
 * stands in the log, somebody answered in it, it ended without consensus, and nothing decided the question since.
 */
function askedAgain(asking: Asking, round: PollState | undefined): Found {
	const { state } = asking;
	if (!round) return refuse('poll.unknown');
	if (round.subject.kind === 'rules') return refuse('poll.consensus-only');
	if (!isWithoutConsensus(round) || isDecidedSince(state, round)) return refuse('poll.no-round');
	if (round.subject.kind === 'commitment') {
		// Another version is another question.
		const now = askedOfCommitment(asking, round.subject);
		if (!now.ok) return now;
	}
	return {
		ok: true,
		subject: round.subject,
		texts: [],
		wordings: round.options.map(({ id: _, ...wording }) => wording),
		follows: { poll: round.id, because: 'no-consensus' },
	};
}
