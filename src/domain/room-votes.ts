import { canonicalJson, textOf } from './hashing.ts';
import { standingFor, type ParticipantId, type PollId, type RecordRef, type SectorId } from './ids.ts';
import type { Choice, CountedBallot, PollOption } from './polls.ts';
import { isSecret, type Method, type RuleCard } from './rule-card.ts';

/** How somebody in the room votes who does not vote from a device of their own. */
export const WAYS = ['hands', 'paper', 'table'] as const;
export type Way = (typeof WAYS)[number];
/** What single-use numbers are printed on, or shown for: a paper ballot, or a turn at a shared computer. */
export const SLIP_WAYS = ['paper', 'table'] as const;
export type SlipWay = (typeof SLIP_WAYS)[number];

/** Numbers of slips have six digits: short enough to type twice, with so many of them that one is hardly guessed. */
export const SLIP_NUMBERS = { from: 100_000, below: 1_000_000 } as const;
export const MOST_SLIPS = 300;

/** Hands counted in one sector. `counts`: by option (approval) or by answer (round and majority, where they come to `voters`). */
export interface HandCount {
	/** How many people raised their hand at all. */
	readonly voters: number;
	readonly counts: Readonly<Record<string, number>>;
}

export interface HandsOf {
	/** Entered, and waits for somebody of another sector to say the same. */
	readonly entered: (HandCount & { readonly by: ParticipantId; readonly from: SectorId | null }) | null;
	/** Confirmed: what counts. */
	readonly confirmed: HandCount | null;
}

export interface SlipState {
	readonly way: SlipWay;
	readonly sector: SectorId;
	/** Who typed it in, from which sector, and what they read: the last entry of each. */
	readonly entries: ReadonlyMap<ParticipantId, { readonly from: SectorId | null; readonly ballot: RecordRef }>;
	/** The ballot that counts; null while none does. */
	readonly counted: RecordRef | null;
}

/** What one vote has beside ballots from people's own devices. */
export interface RoomVotes {
	readonly ways: ReadonlyMap<ParticipantId, Way>;
	readonly hands: ReadonlyMap<SectorId, HandsOf>;
	readonly slips: ReadonlyMap<number, SlipState>;
}

export const NO_ROOM_VOTES: RoomVotes = { ways: new Map(), hands: new Map(), slips: new Map() };

interface Voting {
	readonly id: PollId;
	readonly card: RuleCard;
	readonly options: readonly PollOption[];
	readonly eligible: ReadonlyMap<ParticipantId, SectorId>;
	readonly room: RoomVotes;
}

/** A hand is no secret, has no name on it, and can't be discarded: only a vote by sector that counts takes hands and paper. */
export function takesRoomVotes(card: Pick<RuleCard, 'secrecy' | 'practice'>): boolean {
	return !isSecret(card) && card.secrecy !== 'open' && !card.practice;
}

/** What can be asked for with a raised hand; a reservation and a block take a reason, so they take a ballot. */
export function handKeys(method: Method, options: readonly PollOption[]): readonly string[] | null {
	switch (method) {
		case 'approval':
			return options.map(({ id }) => id);
		case 'majority':
			return ['yes', 'no', 'abstain'];
		case 'consensus':
			return ['agree', 'abstain'];
		case 'dots':
		case 'score':
		case 'impact':
		case 'ranking':
			return null;
	}
}

/** People of a sector who vote this way. */
export function markedIn({ eligible, room }: Pick<Voting, 'eligible' | 'room'>, sector: SectorId, way: Way): number {
	return [...room.ways].filter(([person, own]) => own === way && eligible.get(person) === sector).length;
}

/** Votes of a sector that count and came this way: never more than the people marked for it. */
export function countedIn({ room }: Pick<Voting, 'room'>, sector: SectorId, way: Way): number {
	if (way === 'hands') return room.hands.get(sector)?.confirmed?.voters ?? 0;
	return [...room.slips.values()].filter((slip) => slip.way === way && slip.sector === sector && slip.counted).length;
}

export function roomCount({ room }: Pick<Voting, 'room'>): number {
	const hands = [...room.hands.values()].reduce((sum, { confirmed }) => sum + (confirmed?.voters ?? 0), 0);
	return hands + [...room.slips.values()].filter(({ counted }) => counted).length;
}

/**
 * As many of those marked as were counted: hands and slips have no names, so turnout, which tells numbers alone, takes whoever comes
 * first by id.
 */
export function standIns(poll: Pick<Voting, 'eligible' | 'room'>): ParticipantId[] {
	const marked = [...poll.room.ways].sort(([a], [b]) => (a < b ? -1 : 1));
	const taken = new Map<string, number>();
	return marked.flatMap(([person, way]) => {
		const sector = poll.eligible.get(person);
		if (!sector) return [];
		const key = `${sector} ${way}`;
		const n = taken.get(key) ?? 0;
		taken.set(key, n + 1);
		return n < countedIn(poll, sector, way) ? [person] : [];
	});
}

/** All that counts and came from the room. Throws where the store lost a ballot: a tally that misses one is worse than none. */
export function countedInRoom(
	poll: Omit<Voting, 'eligible'>,
	choiceOf: (ref: RecordRef) => Choice | undefined,
): CountedBallot[] {
	const slips = [...poll.room.slips.values()].flatMap(({ sector, counted: ref }): CountedBallot[] => {
		if (ref === null) return [];
		const choice = choiceOf(ref);
		if (!choice) throw new RangeError(`ballot ${ref} is missing`);
		return [{ ref, sector, choice }];
	});
	return [...slips, ...handBallots(poll)];
}

/** Hands as ballots, one a person, so that every weight is exact: the tally of an approval depends on its counts alone. */
function handBallots({ id, options, card, room }: Omit<Voting, 'eligible'>): CountedBallot[] {
	return [...room.hands].flatMap(([sector, { confirmed }]) =>
		confirmed
			? choicesOf(card.method, options, confirmed).map((choice, n) => ({
					ref: standingFor<RecordRef>(textOf({ poll: id, hands: sector, n, choice }).hash),
					sector,
					choice,
				}))
			: [],
	);
}

function choicesOf(method: Method, options: readonly PollOption[], { voters, counts }: HandCount): Choice[] {
	const times = (answer: string): number[] => Array.from({ length: counts[answer] ?? 0 }, (_, n) => n);
	switch (method) {
		case 'approval':
			return Array.from({ length: voters }, (_, n) => ({
				method,
				approved: options.map(({ id }) => id).filter((id) => n < (counts[id] ?? 0)),
			}));
		case 'majority':
			return (['yes', 'no', 'abstain'] as const).flatMap((answer) =>
				times(answer).map((): Choice => ({ method, answer })),
			);
		case 'consensus':
			return (['agree', 'abstain'] as const).flatMap((answer) =>
				times(answer).map((): Choice => ({ method, answer, reason: null })),
			);
		case 'dots':
		case 'score':
		case 'impact':
		case 'ranking':
			return [];
	}
}

/** Two people read the same on a paper; of a reason they may spell the words differently. */
export function isSameChoice(a: Choice, b: Choice): boolean {
	const plain = (choice: Choice) => (choice.method === 'consensus' ? { ...choice, reason: null } : choice);
	return canonicalJson(plain(a)) === canonicalJson(plain(b));
}

/** How those who could vote did: the five come to all of them. */
export interface Breakdown {
	readonly devices: number;
	readonly tables: number;
	readonly hands: number;
	readonly paper: number;
	readonly notVoting: number;
}

export function breakdownOf(poll: Pick<Voting, 'eligible' | 'room'>, ballots: number): Breakdown {
	const slips = [...poll.room.slips.values()].filter(({ counted }) => counted);
	const tables = slips.filter(({ way }) => way === 'table').length;
	const paper = slips.length - tables;
	const hands = roomCount(poll) - slips.length;
	return { devices: ballots - hands - slips.length, tables, hands, paper, notVoting: poll.eligible.size - ballots };
}

/** As the last stroke of the clock told it: turns at a shared computer show no sooner than ballots from a phone. */
export function pacedRoom(now: RoomVotes, told: RoomVotes): RoomVotes {
	if (now.slips === told.slips) return now;
	const slips = [...now.slips].map(([number, slip]): [number, SlipState] => {
		const isNew = slip.way === 'table' && slip.counted !== null && !told.slips.get(number)?.counted;
		return [number, isNew ? { ...slip, counted: null } : slip];
	});
	return { ...now, slips: new Map(slips) };
}
