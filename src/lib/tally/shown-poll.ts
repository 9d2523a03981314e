import type { CardDetails } from '#domain/card-details.ts';
import type { OptionId, SectorId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { TableWords } from '../record/table-words.ts';

/** What a result is drawn from, live beside the board, on the projector, or in the minutes. */
export interface ShownPoll {
	readonly options: readonly { readonly id: OptionId; readonly card: string | null; readonly text: string }[];
	readonly words: TableWords;
	/** By what it is broken out. */
	readonly groups: readonly SectorId[];
	/** Cards that were chosen afterwards. */
	readonly chosen: ReadonlySet<string>;
	/** The picture alone: the projector. */
	readonly brief?: boolean;
	/** Tables in full from the start: pages without script, paper. */
	readonly whole?: boolean;
	/** Whose power a card needs, and whether money, where the page knows the board. */
	readonly details?: ReadonlyMap<string, Pick<CardDetails, 'level' | 'norm' | 'budget'>> | undefined;
}

/** One option in the order that the table gave. */
export interface ShownOption {
	readonly id: OptionId;
	readonly card: string | null;
	/** Counted from 1; those tied have the same one. */
	readonly place: number;
	readonly isTied: boolean;
	readonly text: string;
	/** The wording, with a tie said. */
	readonly label: string;
	readonly marked: string | undefined;
}

export function inOrder({ options, chosen }: ShownPoll, order: readonly (readonly OptionId[])[]): ShownOption[] {
	const known = new Map(options.map((option) => [option.id, option]));
	return order.flatMap((tied, index) =>
		tied.map((id) => {
			const option = known.get(id);
			const text = option?.text || m.record_no_text();
			const isTied = tied.length > 1;
			const card = option?.card ?? null;
			const isChosen = card !== null && chosen.has(card);
			return {
				id,
				card,
				place: 1 + order.slice(0, index).flat().length,
				isTied,
				text,
				label: isTied ? `${text} (${m.poll_tied()})` : text,
				marked: isChosen ? m.poll_chosen() : undefined,
			};
		}),
	);
}
