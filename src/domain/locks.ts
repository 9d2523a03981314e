import type { LockTarget } from './events.ts';
import type { CommitmentId } from './ids.ts';
import type { Lock } from './permissions.ts';

export function sameTarget(a: LockTarget, b: LockTarget): boolean {
	switch (a.kind) {
		case 'table':
		case 'board':
			return b.kind === a.kind;
		case 'draft':
			return b.kind === 'draft' && a.commitment === b.commitment;
		case 'card':
		case 'branch':
			return b.kind === a.kind && a.card === b.card;
		case 'field':
			return b.kind === 'field' && a.commitment === b.commitment && a.field === b.field;
	}
}

/** The lock set on exactly this, as the log or a screen tells it; what covers it from above (a branch, the board) is another. */
export function lockOn<Held extends Pick<Lock, 'target'>>(
	locks: readonly Held[],
	target: LockTarget,
): Held | undefined {
	return locks.find((lock) => sameTarget(lock.target, target));
}

export function draftLock(locks: readonly Lock[], commitment: CommitmentId): Lock | undefined {
	return lockOn(locks, { kind: 'draft', commitment });
}
