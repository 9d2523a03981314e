import type { NewRow, Row } from './schema.ts';
import type { WorkshopSummary } from './storage.ts';

export function summaryOf(row: Row<'workshop_summary'>): WorkshopSummary {
	return {
		workshop: row.workshop,
		title: row.title,
		status: row.status,
		example: row.example === 1,
		rulesAdopted: row.rules_adopted === 1,
		createdAt: row.created_at,
		changedAt: row.changed_at,
	};
}

export function summaryRow(summary: WorkshopSummary): NewRow<'workshop_summary'> {
	return {
		workshop: summary.workshop,
		title: summary.title,
		status: summary.status,
		example: summary.example ? 1 : 0,
		rules_adopted: summary.rulesAdopted ? 1 : 0,
		created_at: summary.createdAt,
		changed_at: summary.changedAt,
	};
}
