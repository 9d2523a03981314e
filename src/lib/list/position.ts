import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';

/** Where a card stands among those of its kind in one list, counted from 1. */
export interface Position {
	readonly place: number;
	readonly total: number;
}

/** The position of each card of one list, in its order: "2 de 5" means the second of five causes, whatever stands between. */
export function positionsIn(ids: readonly CardId[], kindOf: (id: CardId) => CardKind | undefined): readonly Position[] {
	const totals = new Map<CardKind | undefined, number>();
	const places = ids.map((id) => {
		const kind = kindOf(id);
		const place = (totals.get(kind) ?? 0) + 1;
		totals.set(kind, place);
		return { kind, place };
	});
	return places.map(({ kind, place }) => ({ place, total: totals.get(kind) ?? place }));
}
