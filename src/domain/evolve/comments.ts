import type { EventOf, WorkshopEvent } from '../events.ts';
import type { CommentId, ParticipantId } from '../ids.ts';
import type { ThreadState, WorkshopState } from '../state.ts';

type CommentChange = EventOf<'comment.added' | 'comment.resolved' | 'comment.reopened'>;

export function applyComment(state: WorkshopState, event: WorkshopEvent, body: CommentChange): WorkshopState {
	const { actor: by, at } = event;
	const revision = state.revision + 1;
	switch (body.type) {
		case 'comment.added': {
			const { comment: id, target, answers, text } = body;
			const comment = { id, by, at, text };
			if (answers === null) return withThread(state, { id, target, said: [comment], resolved: null, revision });
			const thread = threadAt(state, answers);
			return withThread(state, { ...thread, said: [...thread.said, comment], revision });
		}
		case 'comment.resolved':
			return withThread(state, { ...threadAt(state, body.comment), resolved: { at, by }, revision });
		case 'comment.reopened':
			return withThread(state, { ...threadAt(state, body.comment), resolved: null, revision });
	}
}

/** Whoever was erased left no words behind: conversations with them read otherwise from here on. */
export function touchThreadsOf(state: WorkshopState, participant: ParticipantId): WorkshopState {
	const revision = state.revision + 1;
	const threads = new Map(state.threads);
	for (const thread of state.threads.values()) {
		if (thread.said.some(({ by }) => by === participant)) threads.set(thread.id, { ...thread, revision });
	}
	return { ...state, threads };
}

function withThread(state: WorkshopState, thread: ThreadState): WorkshopState {
	return { ...state, threads: new Map(state.threads).set(thread.id, thread) };
}

function threadAt(state: WorkshopState, id: CommentId): ThreadState {
	const thread = state.threads.get(id);
	if (!thread) throw new RangeError('an event about a conversation that nobody began');
	return thread;
}
