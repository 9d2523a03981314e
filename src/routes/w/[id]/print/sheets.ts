import type { PollId } from '#domain/ids.ts';
import { isSecret } from '#domain/rule-card.ts';
import type { PollView } from '#protocol/view.ts';

/** What can be printed of a table, by name in the address. */
export const SHEETS = ['cards', 'ballots', 'blank'] as const;
export type Sheet = (typeof SHEETS)[number];

/** More than a room has people, and no more paper than somebody means to print. */
export const MOST_COPIES = 100;
const BLANK_COPIES = 12;

export const sheetOf = (asked: string | null): Sheet => SHEETS.find((sheet) => sheet === asked) ?? 'cards';

/** How many ballots or blank cards: what was asked for, else one ballot for each person who may vote. */
export function copiesOf(asked: string | null, sheet: Sheet, poll: PollView | null): number {
	const count = Number(asked);
	const usual = sheet === 'ballots' && poll ? votersOf(poll) : BLANK_COPIES;
	return Math.min(Number.isInteger(count) && count > 0 ? count : Math.max(usual, 1), MOST_COPIES);
}

const votersOf = ({ turnout }: PollView): number => turnout.reduce((sum, { eligible }) => sum + eligible, 0);

/** Votes that paper can take part in: open ones. A secret one leaves the device of who votes in no other form. */
export const printable = (polls: readonly PollView[]): PollView[] =>
	polls.filter(({ status, card }) => status === 'open' && !isSecret(card) && !card.practice);

export const chosenPoll = (polls: readonly PollView[], asked: string | null): PollView | null =>
	polls.find(({ id }) => id === (asked as PollId)) ?? polls[0] ?? null;
