/** How many of each sector were invited to a session and came: numbers, never names. */
export interface SessionParticipation {
	readonly session: string;
	readonly openedAt: number;
	readonly closedAt: number | null;
	/** When it was announced at the table; null for one that was opened at once. */
	readonly plannedAt: number | null;
	readonly sectors: readonly { readonly sector: string; readonly invited: number; readonly attended: number }[];
}

/** What a table can show of how people took part in it. */
export interface TableParticipation {
	readonly workshop: string;
	readonly title: string;
	readonly rulesAdoptedAt: number | null;
	readonly sessions: readonly SessionParticipation[];
	/** Seated people by sector. */
	readonly seats: readonly { readonly sector: string; readonly count: number }[];
	readonly firstIssuedAt: number | null;
	readonly issued: number;
	/** Of all the solutions behind what was issued. */
	readonly solutions: { readonly all: number; readonly answered: number; readonly owed: number };
	readonly accounts: number;
}

/** GET /api/plans/<id>/participation, public. */
export interface PlanParticipation {
	readonly tables: readonly TableParticipation[];
}
