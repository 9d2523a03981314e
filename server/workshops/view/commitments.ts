import type { Signatory } from '#domain/commands.ts';
import { unsignedSectors } from '#domain/decide/agreement.ts';
import { routeLines } from '#domain/decide/annotating.ts';
import type { LineOfAction } from '#domain/lines-of-action.ts';
import { draftLock } from '#domain/locks.ts';
import { countsAsSigned } from '#domain/signing.ts';
import type { CommitmentState, SignatureState, WorkshopState } from '#domain/state.ts';
import type { FrozenCore, RequestedNote } from '#domain/texts.ts';
import type { InstitutionState, InstitutionTerms } from '#domain/institutions.ts';
import type { CommitmentView, InstitutionView } from '#protocol/view.ts';
import type { Table } from '../table.ts';
import { statementOr } from './people.ts';

export function commitmentViews(table: Table, state: WorkshopState, origin: string): CommitmentView[] {
	return [...state.commitments.values()].map((commitment) => commitmentView(table, state, commitment, origin));
}

/** By the last route that was published; none before. */
function linesOf(table: Table, commitment: CommitmentState): LineOfAction[] {
	return routeLines({ text: (hash) => table.text(hash) }, commitment);
}

function commitmentView(
	table: Table,
	state: WorkshopState,
	commitment: CommitmentState,
	origin: string,
): CommitmentView {
	const { id, proposed, issueRequest, issued, amending, requested } = commitment;
	return {
		id,
		title: table.text(commitment.title) ?? '',
		status: commitment.status,
		solutions: commitment.solutions,
		version: commitment.version,
		locked: draftLock(state.locks, id) !== undefined,
		proposed: proposed && {
			content: proposed.content,
			core: table.textValue<FrozenCore>(proposed.content),
			at: proposed.at,
			openUntil: proposed.openUntil,
		},
		signatures: commitment.signatures.map((signature) => signatureView(table, signature)),
		institutions: commitment.institutions.map((institution) => institutionView(table, institution)),
		missingSectors: proposed ? unsignedSectors(state, commitment) : [],
		round: latestRound(state, commitment),
		issueRequested: issueRequest && { by: issueRequest.by, at: issueRequest.at },
		issued: issued && {
			...{ at: issued.at, record: issued.record, url: `${origin}/c/${id}`, version: issued.version },
			...{ isWithdrawal: issued.isWithdrawal, lines: linesOf(table, commitment) },
		},
		amending: amending && {
			...{ kind: amending.kind, at: amending.at, reason: table.text(amending.reason) ?? '' },
		},
		requested: requested && {
			...{ by: requested.by, at: requested.at, content: requested.content },
			note: table.textValue<RequestedNote>(requested.content),
		},
	};
}

/** Office-holders are named as they consented to; a signature without consent shows its sector only. */
function signatureView(table: Table, signature: SignatureState): CommitmentView['signatures'][number] {
	const text = table.records.statement(signature.signatory);
	const signatory = text === undefined ? null : (JSON.parse(text) as Signatory);
	const shown = signatory?.named ? signatory : null;
	return {
		sector: signature.sector,
		participant: signature.participant,
		name: shown?.name ?? null,
		office: shown?.office ?? null,
		organisation: shown?.organisation ?? null,
		at: signature.at,
		voucher: signature.voucher.by,
		method: signature.method?.kind ?? null,
		witness: signature.witness && { sector: signature.witness.sector, voucher: signature.witness.voucher.by },
		counts: countsAsSigned(signature),
		enteredFrom: signature.method?.kind === 'paper' ? signature.method.affiliation : null,
	};
}

function institutionView(table: Table, { id, sector, terms, answer }: InstitutionState): InstitutionView {
	const said = answer && table.records.statement(answer.signatory);
	const signatory = said ? (JSON.parse(said) as Signatory) : null;
	const shown = signatory?.named ? signatory : null;
	return {
		...table.textValue<InstitutionTerms>(terms),
		id,
		sector,
		answer: answer && {
			is: answer.is,
			at: answer.at,
			reason: statementOr(table, answer.reason),
			name: shown?.name ?? null,
			office: shown?.office ?? null,
		},
	};
}

function latestRound(
	state: WorkshopState,
	{ id, status, issued, ...commitment }: CommitmentState,
): CommitmentView['round'] {
	const version = status === 'issued' && issued ? issued.version : commitment.version;
	let latest: CommitmentView['round'] = null;
	for (const { id: poll, subject } of state.polls.values()) {
		if (subject.kind === 'commitment' && subject.commitment === id && subject.version === version) latest = poll;
	}
	return latest;
}
