import { standingFor, type BlockId, type SectorId } from '#domain/ids.ts';
import { EVERYONE, isSecret, type RuleCard } from '#domain/rule-card.ts';
import type { RuleLabels, TableRules } from '#domain/rules.ts';
import { m } from '#i18n/compiled/messages.js';

/** The rules by which a page's sectors are drawn and named: those that the record or the minutes carry. */
export interface TableWords {
	readonly rules: TableRules;
	readonly labels: RuleLabels;
}

export function sectorLabel({ labels }: TableWords, sector: SectorId): string {
	// A secret vote may be counted by block, or by nobody's group.
	return (labels.sectors[sector] ?? labels.blocks[standingFor<BlockId>(sector)])?.label ?? m.secret_everybody();
}

/** By what a result is broken out: sectors; of a secret vote what was stored beside a ballot, which may be nothing. */
export function groupsOf(
	card: Pick<RuleCard, 'secrecy' | 'sectors'>,
	sectors: readonly SectorId[],
): readonly SectorId[] {
	return isSecret(card) ? (card.sectors ?? []).map(({ id }) => id).filter((id) => id !== EVERYONE) : sectors;
}
