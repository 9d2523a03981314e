import type * as Y from 'yjs';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import { ALL_RIGHTS, type BoardRights, type Locking } from '#board/rights.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { Undo } from '#board/undo.ts';
import type { NamesShown } from '#domain/rules.ts';
import type { Locale } from '#i18n/locale.ts';
import type { PresenceIdentity } from '#protocol/sync.ts';
import type { Drafting } from '../acts/drafting.ts';
import type { ImageDesk } from '../images/image-desk.ts';
import type { Presence } from '../live/presence.ts';
import type { CardMarks } from '../marks/card-marks.ts';

/** What a page may change while the board is open, by `BoardHandle.update`. */
export interface BoardSettings {
	readonly readOnly: boolean;
	/** The sentence that says who closed the board and why; null where nobody did. */
	readonly readOnlyReason: string | null;
	readonly locale: Locale;
	/** Who sits here; null until known. */
	readonly identity: PresenceIdentity | null;
	/** By the table's rules, what stands beside a cursor. */
	readonly namesShown: NamesShown;
	/** Cards that a decision chose, with the words that mark them. */
	readonly chosen: ReadonlyMap<CardId, string>;
	/** What this person may do on a board that reads like that tree, part by part. */
	readonly rightsOn: (tree: ProblemTree) => BoardRights;
	/** Asks with what reason to close a card or its branch, and to open what is closed; null for who may not. */
	readonly locking: Locking | null;
	/** What is said of cards and asked about them, in a few words each. */
	readonly marks: CardMarks;
	/** Shows what is said of a card beside the board, where it can be changed; null where no page does. */
	readonly openDetails: ((card: CardId) => void) | null;
	/** Shows what people say about a card beside the board; null where no page does. */
	readonly openTalk: ((card: CardId) => void) | null;
	/** Whether this person may have everybody look where they look. */
	readonly mayBring: boolean;
	/** The projector follows what this canvas looks at. */
	readonly leadsScreen: boolean;
	/** What a chosen solution leads to; null where no page knows. */
	readonly drafting: Drafting | null;
	/** Offers templates; null where no page does. */
	readonly openTemplates: (() => void) | null;
	/** Where the board's images come from and go to; null where no page knows. */
	readonly images: ImageDesk | null;
	/** Keys of a single character; Ctrl and ⌘ ones, arrows and Escape always work. */
	readonly letterKeys: boolean;
}

export interface BoardOptions extends Partial<BoardSettings> {
	readonly doc: Y.Doc;
	/** Of this document's copy; the page keeps it. */
	readonly presence: Presence;
	/** The document's one undo (`createUndo`), shared with the list; the page destroys it. */
	readonly undo: Undo;
	readonly locale: Locale;
	/** A fresh card id from 20 random bytes. */
	readonly makeId: () => CardId;
	/** Said to screen readers: one sentence, in the board's language. */
	readonly announce: (sentence: string) => void;
	/** Somebody asks which keys there are. */
	readonly onHelp?: () => void;
	readonly onSelect?: (cards: readonly CardId[]) => void;
	/** The canvas has broken down; what it showed is safe in the document. */
	readonly onCrash?: (error: unknown) => void;
	/** PUBLIC_TLDRAW_LICENSE_KEY; without one the canvas shows tldraw's mark. */
	readonly licenseKey?: string | undefined;
}

export interface BoardHandle {
	update(change: Partial<BoardSettings>): void;
	/** Selects a card and brings it into view; false where it is not on the board. */
	focusCard(id: CardId): boolean;
	/** Selects a card, brings it into view and opens its text, where this person may write in it. */
	editCard(id: CardId): void;
	zoomToFit(): void;
	/** Lays out the tree, as one act. */
	tidy(): void;
	/** Puts a card in the middle of the view and opens its text; null where that was refused. */
	addCard(kind: CardKind): CardId | null;
	destroy(): void;
}

export const DEFAULT_SETTINGS: Omit<BoardSettings, 'locale'> = {
	readOnly: false,
	readOnlyReason: null,
	identity: null,
	namesShown: 'none',
	chosen: new Map(),
	rightsOn: () => ALL_RIGHTS,
	locking: null,
	marks: new Map(),
	openDetails: null,
	openTalk: null,
	mayBring: false,
	leadsScreen: false,
	drafting: null,
	openTemplates: null,
	images: null,
	letterKeys: true,
};
