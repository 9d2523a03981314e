import { textOf } from '#domain/hashing.ts';
import type { EvidenceKind } from '#domain/ledger/evidence.ts';
import { keyIdOf } from '#domain/ledger/keys.ts';
import type { SignedCheckpoint } from '#domain/ledger/checkpoint.ts';
import { EVIDENCE_WORDS } from '#i18n/verify-words.ts';
import { m } from '#i18n/compiled/messages.js';
import { getLocale } from '#i18n/compiled/runtime.js';
import type { Bundle } from '#protocol/bundle.ts';

/** One piece of evidence in a bundle, as the printed index lists it. */
export interface EvidenceRow {
	readonly what: string;
	/** What people wrote of it; null for what the program keeps by itself. */
	readonly said: string | null;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Entry of the instance's log, from 1; null for what stands inside a record. */
	readonly entry: number | null;
	/** SHA-256, 64 hex; null where there is none of its own. */
	readonly hash: string | null;
	/** Address of its file; null where there is none. */
	readonly file: { readonly href: string; readonly name: string } | null;
}

/** Everything that a bundle proves something with, in the order in which it came about, version by version. */
export function evidenceRows(bundle: Bundle, checkpoint: SignedCheckpoint): EvidenceRow[] {
	return [
		...firstOfEach(bundle.versions.flatMap((version) => versionRows(bundle, version))),
		...bundle.evidence.map((each) => outsideRow(bundle, each)),
		...bundle.keys.map(({ leaf, index }) => ({
			...{ what: m.evidence_key({ key: keyIdOf(leaf.publicKey) }), said: null, at: leaf.at },
			...{ entry: index + 1, hash: null, file: null },
		})),
		{
			...{ what: m.evidence_checkpoint({ number: checkpoint.size }), said: null, at: checkpoint.at },
			...{ entry: null, hash: checkpoint.root, file: null },
		},
	];
}

/** Rules and votes that led to several versions are the same evidence: once. */
function firstOfEach(rows: readonly EvidenceRow[]): EvidenceRow[] {
	const seen = new Set<string>();
	return rows.filter(({ what, said, at, hash }) => {
		const key = JSON.stringify([what, said, at, hash]);
		return !seen.has(key) && seen.add(key);
	});
}

function versionRows({ commitment }: Bundle, { record, version, index }: Bundle['versions'][number]): EvidenceRow[] {
	const { rules, decisions, round, approvals } = record;
	const sectorOf = (id: (typeof approvals)[number]['sector']) => rules.labels.sectors[id]?.label ?? id;
	const inside = { entry: null, file: null };
	return [
		{
			...{ what: m.evidence_rules({ number: rules.version }), said: null, at: rules.adoptedAt },
			...{ ...inside, hash: textOf({ rules: rules.rules, labels: rules.labels }).hash },
		},
		...decisions.map((poll) => ({
			...{ what: m.evidence_vote(), said: poll.question, at: poll.closedAt },
			...{ ...inside, hash: poll.root },
		})),
		{
			...{ what: m.evidence_text({ version }), said: record.core.title, at: record.proposedAt },
			...{ ...inside, hash: record.content },
		},
		{
			...{ what: m.evidence_round({ version }), said: round.question, at: round.closedAt },
			...{ ...inside, hash: round.root },
		},
		...approvals.map(({ sector, at }) => ({
			...{ what: m.evidence_approval({ sector: sectorOf(sector) }), said: null, at },
			...{ ...inside, hash: record.content },
		})),
		{
			...{ what: m.evidence_record({ version }), said: null, at: record.issuedAt, entry: index + 1 },
			...{ hash: textOf(record).hash },
			file: {
				href: `/c/${commitment}/record.json?version=${version}`,
				name: `registro-${commitment}-v${version}.json`,
			},
		},
	];
}

function outsideRow({ commitment }: Bundle, { entry, index }: Bundle['evidence'][number]): EvidenceRow {
	return {
		what: EVIDENCE_WORDS[entry.kind satisfies EvidenceKind]({}, { locale: getLocale() }),
		said: [entry.title, entry.reference].filter(Boolean).join(' · '),
		...{ at: entry.at, entry: index + 1, hash: entry.file?.sha256 ?? null },
		file: entry.file && {
			href: `/api/commitments/${commitment}/evidence/${textOf(entry).hash}`,
			name: entry.file.name,
		},
	};
}
