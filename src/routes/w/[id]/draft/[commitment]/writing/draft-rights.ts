import type { Draft, Indicator, IndicatorType } from '#board/draft.ts';
import type { FieldKey } from '#domain/cards.ts';
import type { CommitmentId } from '#domain/ids.ts';
import { mayWrite } from '#domain/permissions.ts';
import { lockOn } from '#domain/locks.ts';
import { m } from '#i18n/compiled/messages.js';
import type { LockView, MyPart, WorkshopView } from '#protocol/view.ts';
import { whyPhase, writeContextOf } from '../../../table/states/board-rights.ts';
import { closedWhy } from '../../../table/states/permission.ts';

/** What one person may write in a draft now, part by part. Each answer is null where they may, else the sentence that says why not. */
export interface DraftRights {
	field(key: FieldKey): string | null;
	/** An indicator that is there or was taken off. */
	indicator(id: string): string | null;
	/** A new indicator of that type, or one that changes to it. */
	type(type: IndicatorType): string | null;
	/** Axes, level, goals. */
	choices(): string | null;
	/** Lines of action, those there and new ones. */
	milestones(): string | null;
	/** The lock on one field, where somebody set it. */
	lockOn(key: FieldKey): LockView | undefined;
}

export function draftRights(
	view: WorkshopView,
	me: Pick<MyPart, 'id' | 'role'>,
	commitment: CommitmentId,
	draft: Draft,
	gone: readonly Indicator[],
): DraftRights {
	const types = new Map([...draft.indicators, ...gone].map(({ id, type }) => [String(id), type]));
	const writer = { id: me.id, role: me.role, removed: false };
	const ask = (path: readonly string[], as: IndicatorType | null = null): string | null => {
		const indicatorType = (id: string) => as ?? types.get(id) ?? null;
		const context = writeContextOf(view, { board: null, draft: { indicatorType } });
		if (!context) return null;
		const verdict = mayWrite(writer, 'set', { document: 'draft', commitment }, path, context);
		if (verdict.ok) return null;
		if (verdict.lock) return closedWhy(verdict.lock, verdict.lock.target.kind);
		const isRoute =
			path[0] === 'milestones' || (path[0] === 'indicators' && indicatorType(path[1] ?? '') === 'management');
		return whyPhase(view, verdict, isRoute ? m.lock_phase_route : m.lock_phase_core);
	};
	return {
		field: (key) => ask(['fields', key]),
		indicator: (id) => ask(['indicators', id, 'text']),
		type: (type) => ask(['indicators', ''], type),
		choices: () => ask(['choices', 'level']),
		milestones: () => ask(['milestones', '']),
		lockOn: (field) => lockOn(view.locks, { kind: 'field', commitment, field }),
	};
}
