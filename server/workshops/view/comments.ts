import type { FieldKey } from '#domain/cards.ts';
import type { CommentTarget } from '#domain/events.ts';
import type { CardId, CommitmentId, ParticipantId } from '#domain/ids.ts';
import { rulesInForce } from '#domain/quorum.ts';
import type { ThreadState, WorkshopState } from '#domain/state.ts';
import type { AuthorView, CommentsAnswer, ThreadView } from '#protocol/api.ts';
import type { Audience, CommentCount, CommentCounts } from '#protocol/view.ts';
import type { Table } from '../table.ts';
import { namesFor, nameOf, statementOr } from './people.ts';

/** Numbers only: the frame goes to everybody with each change, the words to who opens them. */
export function commentCounts(state: WorkshopState): CommentCounts {
	const cards: Record<CardId, CommentCount> = {};
	const fields: Record<CommitmentId, Partial<Record<FieldKey, CommentCount>>> = {};
	for (const thread of state.threads.values()) {
		const { target } = thread;
		if (target.kind === 'card') {
			cards[target.card] = counted(cards[target.card], thread);
		} else {
			const ofDraft = (fields[target.commitment] ??= {});
			ofDraft[target.field] = counted(ofDraft[target.field], thread);
		}
	}
	return { cards, fields };
}

function counted([open, seq]: CommentCount = [0, 0], thread: ThreadState): CommentCount {
	return [open + (thread.resolved ? 0 : 1), Math.max(seq, thread.revision)];
}

/** Conversations about any of these, as this person may read them: who said what by the table's rule on names. */
export function commentsAbout(
	table: Table,
	state: WorkshopState,
	reader: ParticipantId,
	about: readonly CommentTarget[],
): CommentsAnswer {
	const author = (id: ParticipantId) => authorSeenBy(table, state, reader, id);
	const threads = [...state.threads.values()].filter(({ target }) => about.some((one) => isSame(one, target)));
	return {
		seq: state.revision,
		threads: threads.map(({ id, target, said, resolved }): ThreadView => ({
			id,
			target,
			said: said.map(({ id: comment, at, by, text }) => ({
				id: comment,
				at,
				by: author(by),
				mine: by === reader,
				text: statementOr(table, text),
			})),
			resolved: resolved && { at: resolved.at, by: author(resolved.by) },
		})),
	};
}

/** Who did something, as far as this person may know it. */
export function authorSeenBy(table: Table, state: WorkshopState, reader: ParticipantId, id: ParticipantId): AuthorView {
	const audience: Audience = state.people.get(reader)?.role === 'facilitator' ? 'facilitator' : 'table';
	return authorView(table, state, audience, id);
}

/** Facilitators by name, others as the rule says: by name, by sector, or not at all. Facilitators see the roster's names. */
function authorView(table: Table, state: WorkshopState, audience: Audience, id: ParticipantId): AuthorView {
	const person = state.people.get(id);
	if (!person) throw new RangeError('somebody said something who was never at this table');
	const { role, erased } = person;
	const isNamed = !erased && namesFor(state, audience)(person);
	const hidesSector = audience === 'table' && rulesInForce(state).namesShown === 'none';
	return {
		name: isNamed ? nameOf(table, id) || null : null,
		role,
		sector: hidesSector ? null : (person.seat?.sector ?? person.sector),
		erased,
	};
}

function isSame(a: CommentTarget, b: CommentTarget): boolean {
	return a.kind === 'card'
		? b.kind === 'card' && a.card === b.card
		: b.kind === 'field' && a.commitment === b.commitment && a.field === b.field;
}
