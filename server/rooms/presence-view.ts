import { presenceCell, type Point, type PresenceState, type PresenceView } from '#protocol/presence.ts';

/** A square of the canvas (`PRESENCE_CELL`). */
export interface Cell {
	readonly column: number;
	readonly row: number;
}

/** The squares that a view touches. Receivers with the same `key` see the same, and share their frames. */
export interface ViewCells {
	readonly key: string;
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

export function cellsOf(view: PresenceView): ViewCells {
	const left = presenceCell(view.left);
	const top = presenceCell(view.top);
	const right = presenceCell(view.right);
	const bottom = presenceCell(view.bottom);
	return { key: `${left},${top},${right},${bottom}`, left, top, right, bottom };
}

/** Where somebody is: at their cursor, else at what they drag, else in the middle of what they let others follow. Null for who is nowhere on the canvas, as in the list. */
export function cellOf({ cursor, drag, looks }: PresenceState): Cell | null {
	const at: Point | undefined = cursor ?? (drag ? Object.values(drag)[0] : undefined) ?? middleOf(looks);
	return at === undefined ? null : { column: presenceCell(at[0]), row: presenceCell(at[1]) };
}

export const isWithin = (cell: Cell | null, { left, top, right, bottom }: ViewCells): boolean =>
	cell !== null && cell.column >= left && cell.column <= right && cell.row >= top && cell.row <= bottom;

const middleOf = (view: PresenceView | null | undefined): Point | undefined =>
	view ? [(view.left + view.right) / 2, (view.top + view.bottom) / 2] : undefined;
