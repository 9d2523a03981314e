import type { Progress } from '#domain/annotation.ts';
import type { CommitmentId, PlanId, WorkshopId } from '#domain/ids.ts';

/** What a plan is called, for how long it holds (ISO dates), and what it is about. */
export interface PlanWords {
	readonly name: string;
	readonly about: string;
	readonly from: string;
	readonly until: string;
}

/** GET /api/plans: of this instance, for accounts. */
export interface PlanSummary extends PlanWords {
	readonly id: PlanId;
	readonly isMine: boolean;
	readonly tables: number;
}

/** A commitment of a plan: the version in force, in a few lines. */
export interface PlanCommitment {
	readonly id: CommitmentId;
	readonly version: number;
	readonly issuedAt: number;
	readonly isWithdrawn: boolean;
	readonly title: string;
	readonly problem: string;
	readonly solution: string;
	readonly lead: string;
	readonly term: string;
	/** The first result indicator; null where there is none. */
	readonly indicator: {
		readonly text: string;
		readonly baseline: string;
		readonly target: string;
		readonly means: string;
	} | null;
	/** What each sector last said of each line of action. */
	readonly progress: readonly {
		readonly sector: string;
		readonly line: string;
		/** What the line says; null for the commitment as a whole, and for one that the route no longer has. */
		readonly what: string | null;
		readonly status: Progress;
		readonly at: number;
	}[];
	/** Written reasons that were asked for and not given yet, by the sector that owes them. */
	readonly owed: readonly { readonly sector: string; readonly count: number }[];
	/** SHA-256 of the record, 64 hex. */
	readonly record: string;
	readonly url: string;
}

export interface PlanTable {
	readonly id: WorkshopId;
	readonly title: string;
	readonly example: boolean;
	/** In the order in which they were first issued. */
	readonly commitments: readonly PlanCommitment[];
}

/** GET /api/plans/<id>, public. */
export interface PublicPlan extends PlanWords {
	readonly format: 'mesa-abierta/plan/1';
	readonly id: PlanId;
	readonly language: 'es' | 'en';
	readonly url: string;
	readonly tables: readonly PlanTable[];
	/** Of the instance's log, as of which this was read; null where nothing was signed yet. */
	readonly checkpoint: { readonly number: number; readonly root: string; readonly at: number } | null;
}
