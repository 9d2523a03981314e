import { ballotRoot, canonicalJson, refOf, textOf, utf8ToBytes } from './hashing.ts';
import type { OptionId, PollId, Receipt, RecordRef, SectorId, TextHash, WorkshopId } from './ids.ts';
import type { Follows, PollOption, PollSubject, RuleCard, Tally } from './polls.ts';
import type { CountedBallot } from './polls.ts';
import { isSecret, type WeighedSector } from './rule-card.ts';
import type { Breakdown } from './room-votes.ts';
import { secretRef } from './secret-ballots.ts';
import { tallyPoll } from './tally.ts';

export const POLL_EXPORT_FORMAT = 'mesa-abierta/poll/1';

/** A closed poll with all that it takes to count it again, by anybody, without the server. Times are milliseconds since 1970. */
export interface PollExport {
	readonly format: typeof POLL_EXPORT_FORMAT;
	readonly workshop: WorkshopId;
	readonly poll: PollId;
	readonly subject: PollSubject;
	readonly question: string;
	readonly card: RuleCard;
	/** SHA-256 of the card's canonical JSON: what the opening event holds. */
	readonly cardHash: TextHash;
	/** By which the votes weigh: those of the card, or of the table's rules where the card is from before it held them. */
	readonly sectors: readonly WeighedSector[];
	readonly options: readonly (PollOption & { readonly text: string })[];
	readonly openedAt: number;
	readonly closedAt: number;
	readonly closed: 'by-hand' | 'deadline';
	readonly eligible: Readonly<Record<SectorId, number>>;
	readonly late: number;
	/** How those who could vote did; absent where all ballots came from people's own devices. */
	readonly breakdown?: Breakdown;
	readonly follows: Follows | null;
	/** Sorted by sector and choice, those of a secret vote by receipt, so that nothing tells in which order they came. */
	readonly ballots: readonly ExportedBallot[];
	/** References of the counted ballots, sorted by themselves: only in an open vote do they say whose they are, only in a secret one where they lead. */
	readonly refs: readonly RecordRef[];
	readonly tally: Tally;
	/** SHA-256 over `refs`: what the closing event holds. */
	readonly root: TextHash;
}

export interface ExportedBallot {
	readonly sector: SectorId;
	/** Without a reference to its reason: reasons are shown by sector, apart from the ballots. */
	readonly choice: CountedBallot['choice'];
	/** Secret votes only: by which whoever gave it finds it again. */
	readonly receipt?: Receipt;
	/** Open votes only: whose it is, and the bytes that its reference stands for. */
	readonly open?: { readonly name: string | null; readonly salt: string; readonly bytes: string };
}

export type RecountFault = 'card' | 'root' | 'count' | 'ballot' | 'tally';

/** Counts an exported poll again. Nothing found: the published tally is what these ballots, under this card, come to. */
export function recount(poll: PollExport): { readonly tally: Tally; readonly faults: readonly RecountFault[] } {
	const faults: RecountFault[] = [];
	if (textOf(poll.card).hash !== poll.cardHash) faults.push('card');
	if (ballotRoot(poll.refs) !== poll.root) faults.push('root');
	if (poll.refs.length !== poll.ballots.length || new Set(poll.refs).size !== poll.refs.length) faults.push('count');
	if (poll.breakdown && !isWhole(poll)) faults.push('count');
	if (poll.ballots.some((ballot) => !isSealed(poll, ballot))) faults.push('ballot');
	const ballots = poll.ballots.map(({ sector, choice }, n) => ({ ref: poll.refs[n] ?? NO_REF, sector, choice }));
	const tally = tallyPoll(poll.card, poll, poll.options, ballots);
	if (canonicalJson(tally) !== canonicalJson(poll.tally)) faults.push('tally');
	return { tally, faults };
}

/** Everybody who could vote is counted in one way, and once. */
function isWhole({ breakdown, ballots, eligible }: PollExport): boolean {
	if (!breakdown) return true;
	const { devices, tables, hands, paper, notVoting } = breakdown;
	const people = Object.values(eligible).reduce((sum, n) => sum + n, 0);
	const voted = devices + tables + hands + paper;
	return voted === ballots.length && voted + notVoting === people && Math.min(devices, notVoting) >= 0;
}

/** Only how many there are matters to a tally, not how they are called. */
const NO_REF = '' as RecordRef;

/** An open or a secret ballot is what its reference stands for, and says what it is counted as. */
function isSealed({ poll, card, refs }: PollExport, { open, receipt, sector, choice }: ExportedBallot): boolean {
	if (isSecret(card)) return receipt !== undefined && refs.includes(secretRef(poll, { receipt, sector, choice }));
	if (!open) return true;
	if (!refs.includes(refOf(bytesOf(open.salt), utf8ToBytes(open.bytes)))) return false;
	const { choice: sealed } = JSON.parse(open.bytes) as { choice: CountedBallot['choice'] };
	return canonicalJson(withoutReason(sealed)) === canonicalJson(choice);
}

export function withoutReason(choice: CountedBallot['choice']): CountedBallot['choice'] {
	return choice.method === 'consensus' ? { ...choice, reason: null } : choice;
}

function bytesOf(hex: string): Uint8Array {
	return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

const FORMULA = /^[=+\-@\t\r]/;

/** The same as one table, for spreadsheets: a row a rule, an option, a result, and what a ballot gives to an option. */
export function pollCsv(poll: PollExport): string {
	const rows: string[][] = [['kind', 'option', 'sector', 'number', 'value']];
	const row = (
		kind: string,
		option: OptionId | string,
		sector: string,
		number: number | '',
		value: unknown,
	): void => {
		const said = typeof value === 'string' ? value : canonicalJson(value);
		rows.push([kind, option, sector, String(number), said]);
	};
	row('question', '', '', '', poll.question);
	for (const [name, value] of Object.entries(poll.card)) row('rule', name, '', '', value);
	for (const { id, text } of poll.options) row('option', id, '', '', text);
	if ('order' in poll.tally) {
		for (const [place, tied] of poll.tally.order.entries())
			for (const id of tied) row('place', id, '', place + 1, '');
	}
	for (const [name, value] of Object.entries(poll.tally)) if (name !== 'options') row('result', name, '', '', value);
	if ('options' in poll.tally) for (const { id, ...result } of poll.tally.options) row('result', id, '', '', result);
	for (const [n, { sector, choice, open, receipt }] of poll.ballots.entries()) {
		row('ballot', open?.name ?? receipt ?? '', sector, n + 1, choice);
	}
	for (const [way, people] of Object.entries(poll.breakdown ?? {})) row('turnout', way, '', people, '');
	row('root', '', '', '', poll.root);
	return `${rows.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** What somebody wrote is never run by a spreadsheet. */
function cell(text: string): string {
	const safe = FORMULA.test(text) ? `'${text}` : text;
	return `"${safe.replaceAll('"', '""')}"`;
}
