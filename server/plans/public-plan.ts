import type { Annotation } from '#domain/annotation.ts';
import { linesOfAction } from '#domain/lines-of-action.ts';
import { outcomesOf, owedBySector } from '#domain/outcomes.ts';
import type { CommitmentId, PlanId, SectorId, WorkshopId } from '#domain/ids.ts';
import type { IssuedRecord } from '#domain/record.ts';
import type { PlanCommitment, PlanTable, PublicPlan } from '#protocol/plans.ts';
import { annotationsOf } from '../ledger/bundle.ts';
import { readNote, type InstanceLog } from '../ledger/instance-log.ts';
import type { IssuedRow, Storage } from '../storage/storage.ts';

interface PlanDeps {
	readonly storage: Pick<Storage, 'log' | 'instanceLog' | 'plans'>;
	readonly instanceLog: Pick<InstanceLog, 'latest'>;
	/** Public address without trailing slash. */
	readonly origin: string;
}

/** A plan as anybody may read it, or null: its tables, and of each what it issued, as it is in force. */
export async function publicPlan({ storage, instanceLog, origin }: PlanDeps, id: PlanId): Promise<PublicPlan | null> {
	const plan = await storage.plans.plan(id);
	if (!plan) return null;
	const { name, about, from, until, language } = plan;
	const titles = new Map((await storage.log.workshops()).map((summary) => [summary.workshop, summary]));
	const tables: PlanTable[] = [];
	for (const workshop of await storage.plans.tables(id)) {
		const summary = titles.get(workshop);
		tables.push({
			id: workshop,
			title: summary?.title ?? '',
			example: summary?.example ?? false,
			commitments: await commitmentsOf(storage, workshop),
		});
	}
	const latest = await instanceLog.latest();
	const checkpoint = latest && readNote(latest);
	return {
		format: 'mesa-abierta/plan/1',
		...{ id, name, about, from, until, language, url: `${origin}/p/${id}`, tables },
		checkpoint: checkpoint && { number: checkpoint.size, root: checkpoint.root, at: checkpoint.at },
	};
}

/** The versions in force of what a table issued, in the order in which each was first issued. */
async function commitmentsOf(storage: PlanDeps['storage'], workshop: WorkshopId): Promise<PlanCommitment[]> {
	const inForce = new Map<string, IssuedRow>();
	for (const row of await storage.log.issuedBy(workshop)) inForce.set(row.commitment, row);
	return Promise.all(
		[...inForce.values()].map(async (row) => {
			const notes = await annotationsOf(storage, row.commitment, workshop);
			return inShort(
				row,
				notes.map(({ annotation }) => annotation),
			);
		}),
	);
}

function inShort(row: IssuedRow, annotations: readonly Annotation[]): PlanCommitment {
	// These bytes were written by the domain and are kept by their hash.
	const record = JSON.parse(row.bytes) as IssuedRecord;
	const { core, issuedAt, url, rules } = record;
	const labelOf = (sector: SectorId) => rules.labels.sectors[sector]?.label ?? sector;
	const { problem, solution, lead, term } = core.fields;
	const indicator = core.indicators.find(({ text }) => text.trim() !== '');
	const lines = new Map(linesOfAction(annotations).map(({ id, text }) => [id, text]));
	const last = new Map<string, PlanCommitment['progress'][number]>();
	for (const { body, at } of annotations) {
		if (body.kind !== 'progress') continue;
		last.set(`${body.line} ${body.sector}`, {
			sector: labelOf(body.sector),
			line: body.line,
			what: lines.get(body.line) ?? null,
			status: body.status,
			at,
		});
	}
	return {
		...{ id: row.commitment as CommitmentId, version: row.version, issuedAt, url, record: row.record },
		isWithdrawn: core.amends?.kind === 'withdrawal',
		...{ title: core.title, problem, solution, lead, term },
		indicator: indicator
			? {
					...{ text: indicator.text, baseline: indicator.baseline },
					...{ target: indicator.target, means: indicator.means },
				}
			: null,
		progress: [...last.values()],
		owed: [...owedBySector(outcomesOf(record, annotations))].map(([sector, count]) => ({
			...{ sector: labelOf(sector), count },
		})),
	};
}
