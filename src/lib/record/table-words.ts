import type { SectorId } from '#domain/ids.ts';
import type { RuleLabels, TableRules } from '#domain/rules.ts';

/** The rules by which a page's sectors are drawn and named: those that the record or the minutes carry. */
export interface TableWords {
	readonly rules: TableRules;
	readonly labels: RuleLabels;
}

export function sectorLabel({ labels }: TableWords, sector: SectorId): string {
	return labels.sectors[sector]?.label ?? sector;
}
