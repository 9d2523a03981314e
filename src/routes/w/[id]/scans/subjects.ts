import type { ScanSubject } from '#domain/record-events.ts';
import type { MinutesData } from '#protocol/minutes.ts';

/** What sheets of a session can be about, the minutes first. */
export function subjectsOf({ session, polls, commitments }: Pick<MinutesData, 'session' | 'polls' | 'commitments'>): {
	readonly key: string;
	readonly about: ScanSubject;
	readonly of: string | null;
}[] {
	return [
		{ key: 'session', about: { kind: 'session', session: session.id }, of: null },
		...commitments.map(({ id, title }) => ({
			...{ key: id, about: { kind: 'commitment', commitment: id } as const, of: title },
		})),
		...polls.map(({ id, question }) => ({ key: id, about: { kind: 'poll', poll: id } as const, of: question })),
	];
}
