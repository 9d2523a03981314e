import { WHOLE, type Annotation, type AnnotationBody } from '#domain/annotation.ts';
import type { BlockId, SectorId } from '#domain/ids.ts';
import { linesOfAction } from '#domain/lines-of-action.ts';
import type { IssuedRecord } from '#domain/record.ts';
import type { TableRules } from '#domain/rules.ts';

type Account = Extract<AnnotationBody, { kind: 'progress' }>;

/** What one sector last said of a line, and how often it has. */
export interface SectorAccount {
	readonly sector: SectorId;
	readonly account: Account;
	readonly at: number;
	readonly number: number;
	readonly count: number;
}

export interface LineProgress {
	readonly id: string;
	/** null for the commitment as a whole. */
	readonly text: string | null;
	/** One for each block of the rules, in their order, so that the accounts of the sides stand beside each other. */
	readonly sides: readonly { readonly block: BlockId; readonly accounts: readonly SectorAccount[] }[];
}

/**
 * How far each line of action of the route in force is, as each side of the table last said; lines that nobody reported on are there
 * too.
 */
export function progressOf(record: IssuedRecord, annotations: readonly Annotation[]): LineProgress[] {
	const { rules } = record.rules;
	const told = annotations.flatMap(({ body, at, number }) =>
		body.kind === 'progress' ? [{ account: body, at, number }] : [],
	);
	const lines = linesOfAction(annotations).map(({ id, text }) => ({ id, text: text as string | null }));
	const ofWhole = told.some(({ account }) => account.line === WHOLE);
	const all = lines.length === 0 || ofWhole ? [{ id: WHOLE, text: null }, ...lines] : lines;
	return all.map(({ id, text }) => ({
		...{ id, text },
		sides: rules.blocks.map(({ id: block }) => ({
			block,
			accounts: sectorsOf(rules, block).flatMap((sector) => {
				const own = told.filter(({ account }) => account.line === id && account.sector === sector);
				const last = own.at(-1);
				return last ? [{ sector, ...last, count: own.length }] : [];
			}),
		})),
	}));
}

function sectorsOf({ sectors }: TableRules, block: BlockId): SectorId[] {
	return sectors.filter((sector) => sector.block === block).map(({ id }) => id);
}
