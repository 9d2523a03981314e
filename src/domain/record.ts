import type { Signatory } from './commands.ts';
import type { Surroundings } from './decision.ts';
import type { Voucher } from './events.ts';
import type { InstitutionAnswer, InstitutionTerms } from './institutions.ts';
import type { OptionId, PollId, PublicKey, RecordRef, SectorId, TextHash, WorkshopId } from './ids.ts';
import type { PollSubject, RuleCard, Tally } from './polls.ts';
import { countQuorum, rulesInForce } from './quorum.ts';
import type { RuleLabels, TableRules } from './rules.ts';
import { countsAsSigned, type SigningKeyState } from './signing.ts';
import type { CommitmentState, PersonState, PollState, SignatureState, WorkshopState } from './state.ts';
import type { FrozenCore, FrozenTree, TableSetup } from './texts.ts';

export const RECORD_FORMAT = 'mesa-abierta/commitment/1';

/**
 * An issued commitment: what is signed, published and checked. Canonical JSON (RFC 8785). It holds all that the public page
 * shows, so that the page needs nothing that can change later, and no participant's name: signatories only by their recorded
 * consent, everybody else as a sector. Times are milliseconds since 1970.
 */
export interface IssuedRecord {
	readonly format: typeof RECORD_FORMAT;
	readonly commitment: string;
	readonly version: number;
	readonly workshop: WorkshopId;
	readonly url: string;
	readonly example: boolean;
	readonly issuedAt: number;
	readonly proposedAt: number;
	readonly agreedAt: number;
	readonly content: TextHash;
	readonly core: FrozenCore;
	readonly table: TableSetup;
	readonly rules: {
		readonly version: number;
		readonly adoptedAt: number;
		readonly rules: TableRules;
		readonly labels: RuleLabels;
	};
	/** Sign-offs in order; the office-holder is named only where that was consented to. */
	readonly approvals: readonly Approval[];
	/** What the named institutions answered. Absent in records that were issued before they were asked. */
	readonly institutions?: readonly IssuedInstitution[];
	readonly round: IssuedPoll;
	/** Every closed poll that led here, oldest first: rules, priorities, confirmations, rounds without consensus. */
	readonly decisions: readonly IssuedPoll[];
	readonly tree: FrozenTree;
	readonly solutions: readonly string[];
	readonly issue: {
		readonly facilitatorAffiliation: SectorId | null;
		readonly witnessSector: SectorId;
		readonly witnessVoucher: Voucher['by'];
		readonly quorum: {
			readonly present: number;
			readonly bySector: Readonly<Record<SectorId, number>>;
			readonly met: boolean;
		};
		readonly exception: string | null;
	};
	/** The table's chain up to the witness's command. */
	readonly log: { readonly seq: number; readonly hash: string };
	readonly key: { readonly id: string; readonly algorithm: 'Ed25519'; readonly publicKey: string };
}

export interface Approval {
	readonly sector: SectorId;
	readonly at: number;
	readonly voucher: Voucher['by'];
	readonly signatory: {
		readonly name: string;
		readonly office: string;
		readonly organisation: string;
		readonly powers: string;
	} | null;
	/** How it was given. Absent in records that were issued before there were methods: from the person's own sign-in. */
	readonly method?: ApprovalMethod;
}

/** Strongest first. What `key` says anybody can check by the record alone; of the others a witness said so. */
export type ApprovalMethod =
	| {
			readonly kind: 'key';
			/** Over `signedBytes` (src/domain/signing.ts), 128 hex. */
			readonly signature: string;
			readonly key: IssuedKey;
			/** The person's keys before this one, oldest first. */
			readonly replaced: readonly (IssuedKey & { readonly endedAt: number })[];
	  }
	| ({ readonly kind: 'code' } & ApprovalWitness)
	| ({
			readonly kind: 'paper';
			/** SHA-256 of the scanned sheet. */
			readonly scan: string;
			/** Of the facilitator who entered it. */
			readonly affiliation: SectorId | null;
	  } & ApprovalWitness);

/** An Ed25519 key (64 hex), confirmed in the room by another sector before the text was proposed. */
export interface IssuedKey {
	readonly publicKey: PublicKey;
	readonly confirmedAt: number;
	readonly confirmedBy: SectorId;
	readonly confirmerVoucher: Voucher['by'];
}

interface ApprovalWitness {
	readonly witness: SectorId;
	readonly witnessVoucher: Voucher['by'];
	readonly witnessedAt: number;
}

export interface IssuedInstitution extends InstitutionTerms {
	readonly sector: SectorId;
	/** null where it did not answer in time. */
	readonly answer: {
		readonly is: InstitutionAnswer;
		readonly at: number;
		readonly reason: string | null;
		readonly signatory: Approval['signatory'];
	} | null;
}

export interface IssuedPoll {
	readonly poll: PollId;
	readonly subject: PollSubject;
	readonly question: string;
	readonly card: RuleCard;
	readonly options: readonly { readonly id: OptionId; readonly card: string | null; readonly text: string }[];
	readonly eligible: number;
	readonly present: number;
	readonly openedAt: number;
	readonly closedAt: number;
	readonly tally: Tally;
	readonly root: TextHash;
	readonly exception: string | null;
	/** Reservations and blocks, by sector. */
	readonly reasons: readonly {
		readonly sector: SectorId;
		readonly answer: 'reservation' | 'block';
		readonly text: string;
	}[];
}

interface Issuing {
	readonly state: WorkshopState;
	/** The witness. */
	readonly person: PersonState;
	readonly around: Surroundings;
}

/** Puts the record together. Throws where a text that the log names is missing: then the store is damaged and nothing is issued. */
export function issuedRecord(issuing: Issuing, commitment: CommitmentState, facilitator: PersonState): IssuedRecord {
	const { state, person, around } = issuing;
	const { proposed, agreedBy, agreedAt, issueRequest } = commitment;
	const { adopted } = state.rules;
	if (!proposed || !agreedBy || agreedAt === null || !issueRequest || !adopted || !person.seat || !around.tree) {
		throw new RangeError('a record can be made only of an agreed commitment, a witness and a frozen board');
	}
	const round = state.polls.get(agreedBy);
	if (!round) throw new RangeError('the round that agreed this text is not in the log');
	const quorum = countQuorum(state);
	return {
		format: RECORD_FORMAT,
		commitment: commitment.id,
		version: commitment.version,
		workshop: state.id,
		url: `${around.origin}/c/${commitment.id}`,
		example: state.example,
		issuedAt: around.now,
		proposedAt: proposed.at,
		agreedAt,
		content: proposed.content,
		core: readJson<FrozenCore>(around, proposed.content),
		table: readJson<TableSetup>(around, state.setup),
		rules: {
			version: adopted.version,
			adoptedAt: adopted.at,
			rules: rulesInForce(state),
			labels: readJson<RuleLabels>(around, adopted.labels),
		},
		approvals: commitment.signatures.filter(countsAsSigned).map((signature) => ({
			sector: signature.sector,
			at: signature.at,
			voucher: signature.voucher.by,
			signatory: signatoryOf(around, signature.signatory),
			...approvalMethod(state, signature),
		})),
		institutions: commitment.institutions.map(({ sector, terms, answer }) => ({
			...readJson<InstitutionTerms>(around, terms),
			sector,
			answer: answer && {
				is: answer.is,
				at: answer.at,
				reason: answer.reason ? (around.statement(answer.reason) ?? '') : null,
				signatory: signatoryOf(around, answer.signatory),
			},
		})),
		round: issuedPoll(around, round),
		decisions: [...state.polls.values()]
			.filter((poll) => leadsTo(poll, commitment))
			.map((poll) => issuedPoll(around, poll)),
		tree: around.tree,
		solutions: commitment.solutions,
		issue: {
			facilitatorAffiliation: facilitator.affiliation?.sector ?? null,
			witnessSector: person.seat.sector,
			witnessVoucher: person.seat.voucher.by,
			quorum: { present: quorum.present, bySector: quorum.bySector, met: quorum.met },
			exception: issueRequest.exception ? (around.statement(issueRequest.exception) ?? '') : null,
		},
		log: around.head,
		key: { id: around.signer.key, algorithm: 'Ed25519', publicKey: around.signer.publicKey },
	};
}

function approvalMethod(state: WorkshopState, signature: SignatureState): { method?: ApprovalMethod } {
	const { method, witness, participant } = signature;
	if (method === null) return {};
	if (method.kind === 'key') {
		const keys = state.signingKeys.filter((one) => one.participant === participant);
		const at = keys.findIndex(({ key }) => key === method.key);
		const [key] = keys.slice(at, at + 1).flatMap((one) => issuedKey(one) ?? []);
		if (!key) throw new RangeError('a sign-off by a key that nobody confirmed');
		const replaced = keys.slice(0, at).flatMap((one) => {
			const before = issuedKey(one);
			return before && one.endedAt !== null ? [{ ...before, endedAt: one.endedAt }] : [];
		});
		return { method: { kind: 'key', signature: method.signature, key, replaced } };
	}
	if (!witness) throw new RangeError('a sign-off without its witness does not count');
	const seen = { witness: witness.sector, witnessVoucher: witness.voucher.by, witnessedAt: witness.at };
	return { method: { ...method, ...seen } };
}

function issuedKey({ key, confirmed }: SigningKeyState): IssuedKey | null {
	if (!confirmed) return null;
	const { at, sector, voucher } = confirmed;
	return { publicKey: key, confirmedAt: at, confirmedBy: sector, confirmerVoucher: voucher.by };
}

/** Everything closed that bears on this text; another commitment's rounds are that one's. */
function leadsTo(poll: PollState, commitment: CommitmentState): boolean {
	if (!poll.closed || poll.id === commitment.agreedBy) return false;
	return poll.subject.kind !== 'commitment' || poll.subject.commitment === commitment.id;
}

function issuedPoll(around: Surroundings, poll: PollState): IssuedPoll {
	if (!poll.closed) throw new RangeError('only a closed poll stands in a record');
	return {
		poll: poll.id,
		subject: poll.subject,
		question: readText(around, poll.question),
		card: poll.card,
		options: poll.options.map((option) => ({ id: option.id, card: option.card, text: optionText(around, option) })),
		eligible: poll.eligible.size,
		present: poll.quorum.present,
		openedAt: poll.openedAt,
		closedAt: poll.closed.at,
		tally: poll.closed.tally,
		root: poll.closed.root,
		exception: poll.exception ? (around.statement(poll.exception) ?? '') : null,
		reasons: around.reasons(poll.id),
	};
}

function optionText(around: Surroundings, option: PollState['options'][number]): string {
	if (option.card === null && option.of === undefined) return '';
	return readJson<{ readonly text: string }>(around, option.content).text;
}

function signatoryOf(around: Surroundings, ref: RecordRef): Approval['signatory'] {
	const text = around.statement(ref);
	if (text === undefined) return null;
	const { named, ...signatory } = JSON.parse(text) as Signatory;
	return named ? signatory : null;
}

function readText(around: Surroundings, hash: TextHash): string {
	const text = around.text(hash);
	if (text === undefined) throw new RangeError(`table text ${hash} is missing`);
	return text;
}

/** Table texts are canonical JSON that this program wrote and found by its hash, so their shape is known. */
function readJson<Shape>(around: Surroundings, hash: TextHash): Shape {
	return JSON.parse(readText(around, hash)) as Shape;
}
