import type { LockTarget } from './events.ts';
import type { CommitmentId } from './ids.ts';
import type { Lock } from './permissions.ts';

export function sameTarget(a: LockTarget, b: LockTarget): boolean {
	switch (a.kind) {
		case 'board':
			return b.kind === 'board';
		case 'draft':
			return b.kind === 'draft' && a.commitment === b.commitment;
	}
}

export function lockOn(locks: readonly Lock[], target: LockTarget): Lock | undefined {
	return locks.find((lock) => sameTarget(lock.target, target));
}

export function draftLock(locks: readonly Lock[], commitment: CommitmentId): Lock | undefined {
	return lockOn(locks, { kind: 'draft', commitment });
}
