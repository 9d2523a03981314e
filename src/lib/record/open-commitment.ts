import type { Annotation } from '#domain/annotation.ts';
import { textOf } from '#domain/hashing.ts';
import type { SectorId } from '#domain/ids.ts';
import { routeInForce } from '#domain/lines-of-action.ts';
import { outcomesOf } from '#domain/outcomes.ts';
import type { IssuedRecord } from '#domain/record.ts';
import { OPEN_COMMITMENT_FORMAT, type OpenCommitment } from '#protocol/open-data.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** A commitment as open data, from its record and the notes beside it. */
export function openCommitment(record: IssuedRecord, annotations: readonly Annotation[]): OpenCommitment {
	const { core, round, rules } = record;
	const sector = (id: SectorId): string => rules.labels.sectors[id]?.label ?? id;
	const inForce = routeInForce(annotations);
	const { title, language, fields, amends } = core;
	return {
		format: OPEN_COMMITMENT_FORMAT,
		...{ id: record.commitment, url: record.url, example: record.example, language, version: record.version },
		table: { id: record.workshop, title: record.table.title },
		replaces: amends ? { version: amends.version, reason: amends.reason } : null,
		...{ issuedAt: iso(record.issuedAt), isWithdrawn: amends?.kind === 'withdrawal', record: textOf(record).hash },
		...{ title, fields: { ...fields } },
		indicators: [...core.indicators, ...(inForce?.route.indicators ?? [])].map((each) => ({
			...{ type: each.type, text: each.text, baseline: each.baseline, target: each.target, means: each.means },
		})),
		route: inForce && {
			publishedAt: iso(inForce.note.at),
			lines: inForce.route.milestones.map((line) => ({
				...{ id: line.id, what: line.what, output: line.output, responsible: line.responsible },
				...{ counterpart: line.counterpart, means: line.means, from: line.from, until: line.until },
			})),
		},
		approvals: record.approvals.map(({ sector: id, at, signatory }) => ({
			...{ sector: sector(id), at: iso(at), name: signatory?.name ?? null, office: signatory?.office ?? null },
			organisation: signatory?.organisation ?? null,
		})),
		round: {
			...{ closedAt: iso(round.closedAt), eligible: round.eligible, present: round.present },
			answers: answersOf(record, sector),
		},
		dissent: round.reasons.map(({ sector: id, answer, text }) => ({ sector: sector(id), answer, text })),
		solutions: outcomesOf(record, annotations).map(({ text, outcome, ranked, response, owed }) => ({
			...{ text, outcome, place: ranked?.place ?? null, of: ranked?.of ?? null, dots: ranked?.dots ?? null },
			...{ response: response?.text ?? null, owedBy: owed ? sector(owed.sector) : null },
		})),
		progress: annotations.flatMap(({ body, at }) =>
			body.kind === 'progress'
				? [
						{
							...{ line: body.line, sector: sector(body.sector), status: body.status, at: iso(at) },
							...{
								text: body.text,
								evidence: body.evidence.map(({ title: name, url }) => ({ title: name, url })),
							},
						},
					]
				: [],
		),
		errata: annotations.flatMap(({ body, at, version }) =>
			body.kind === 'erratum'
				? [{ version, at: iso(at), says: body.says, shouldSay: body.shouldSay, why: body.why }]
				: [],
		),
	};
}

function answersOf({ round }: IssuedRecord, sector: (id: SectorId) => string): OpenCommitment['round']['answers'] {
	if (round.tally.method !== 'consensus') return null;
	const rows = Object.entries(round.tally.bySector);
	// Keys of a tally are the rules' own sectors.
	return rows.length === 0 ? null : Object.fromEntries(rows.map(([id, counts]) => [sector(id as SectorId), counts]));
}
