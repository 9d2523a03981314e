import type { Policy } from './policy.ts';
import type { Fresh, Removed, Sound } from './rehearsal.ts';
import type { Row, Run } from './rows.ts';

/** What must not happen of an update, and why. */
export interface Verdict {
	readonly refused: ReadonlyMap<Fresh, string>;
	/** Removals that must not happen. */
	readonly kept: ReadonlyMap<Removed, string>;
}

const EMPTY = 'a key would be left without a value';

/** What the rules refuse, with all that rests on it [G4], and whatever would leave a key without a value [G5]. */
export function verdictOn(rehearsal: Sound, policy: Policy): Verdict {
	const { fresh, removed, freshAt } = rehearsal;
	const refused = new Map<Fresh, string>();
	const kept = new Map<Removed, string>();
	for (const removal of removed) note(kept, removal, policy.removal(removal));
	for (const piece of fresh) note(refused, piece, reasonBelow(piece, refused) ?? policy.fresh(piece));
	for (let seen = -1; seen !== refused.size;) {
		seen = refused.size;
		for (const piece of fresh) {
			if (refused.has(piece)) continue;
			note(
				refused,
				piece,
				reasonBelow(piece, refused) ?? (leavesNothing(piece, rehearsal, refused) ? EMPTY : null),
			);
		}
		for (const piece of fresh) {
			const record = policy.recordOf(piece);
			const why = refused.get(piece);
			if (record && why !== undefined && !refused.has(record)) refused.set(record, why);
		}
	}
	for (const removal of removed) {
		if (removal.row.key === null || kept.has(removal)) continue;
		const isReplaced = behind(removal.row, removal.client, removal.clock).some((run) => {
			const piece = freshAt(run);
			return piece !== null && !refused.has(piece);
		});
		if (!isReplaced) kept.set(removal, EMPTY);
	}
	return { refused, kept };
}

function note<Part>(into: Map<Part, string>, part: Part, why: string | null): void {
	if (why !== null) into.set(part, why);
}

function reasonBelow({ restsOn }: Fresh, refused: ReadonlyMap<Fresh, string>): string | null {
	for (const other of restsOn) {
		const why = refused.get(other);
		if (why !== undefined) return why;
	}
	return null;
}

/**
 * True for a value that is dead, unless something new was written on top of it, something stored stands behind it, or nothing that
 * lives stood under that key.
 */
function leavesNothing(piece: Fresh, rehearsal: Sound, refused: ReadonlyMap<Fresh, string>): boolean {
	const { row, struct } = piece;
	if (row === null || row.key === null || !isDead(piece) || isIdle(piece, rehearsal)) return false;
	const { client, clock } = struct.id;
	const last = clock + struct.length - 1;
	const isUnderAnother = rehearsal.fresh.some(
		(other) => other.struct.origin?.client === client && other.struct.origin.clock === last && !refused.has(other),
	);
	return !isUnderAnother && !behind(row, client, last).some((run) => rehearsal.freshAt(run) === null);
}

const isDead = ({ put, erased }: Fresh): boolean => put.is === 'dead' || erased > 0;

/** A dead value that takes nothing away. */
function isIdle(piece: Fresh, rehearsal: Sound): boolean {
	const { row, struct, put } = piece;
	if (row === null || row.key === null || !isDead(piece) || put.is === 'map' || put.is === 'text') return false;
	const below = struct.origin && rehearsal.freshAt(struct.origin);
	return below ? isIdle(below, rehearsal) : rehearsal.before(row)?._map.get(row.key)?.deleted !== false;
}

/** What stands behind a value in its row. */
function behind({ runs }: Row, client: number, clock: number): readonly Run[] {
	const at = runs.findIndex((run) => run.client === client && run.clock <= clock && clock < run.clock + run.length);
	return runs.slice(at + 1);
}
