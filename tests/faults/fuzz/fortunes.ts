import type * as Y from 'yjs';
import { agendaFrom, type Phase } from '#domain/agenda.ts';
import { CARD_KINDS, FIELD_KEYS } from '#domain/cards.ts';
import type { DocumentTarget, Lock } from '#domain/permissions.ts';
import type { Dice } from './dice.ts';
import { someCard } from './honest-acts.ts';
import { DRAFT, MALLORY, type FuzzTable } from './table.ts';
import type { Person } from './person.ts';

const PHASES = agendaFrom('full');
/** As a table may edit its phases: everything open at once. */
const EVERYTHING = { cards: CARD_KINDS, links: true, drawings: true, draftCore: true, draftRoute: true };
const OPENED = PHASES.slice(0, 4).map((phase) => ({ ...phase, writes: EVERYTHING }));

/** Phases in which the document can be written; a sheet of somebody's own only in silence. */
export const openedFor = ({ document }: DocumentTarget): readonly Phase[] =>
	document === 'own' ? OPENED.map((phase) => ({ ...phase, silent: true })) : OPENED;

const CLOSES_ALL: ReadonlySet<Lock['target']['kind']> = new Set(['table', 'board', 'draft']);

/** What facilitators do meanwhile: locks fall and are lifted, phases change, people become observers. */
export class Fortunes {
	readonly #table: FuzzTable;
	readonly #document: DocumentTarget['document'];
	readonly #opened: readonly Phase[];
	readonly #people: readonly Person[];
	readonly #dice: Dice;

	constructor(table: FuzzTable, target: DocumentTarget, people: readonly Person[], dice: Dice) {
		this.#table = table;
		this.#document = target.document;
		this.#opened = openedFor(target);
		this.#people = people;
		this.#dice = dice;
	}

	turn(doc: Y.Doc): void {
		const dice = this.#dice;
		const table = this.#table;
		// Nothing stays closed for long, or little would be written.
		const isShut = table.isArchived || table.locks.some(({ target }) => CLOSES_ALL.has(target.kind));
		if (isShut || table.locks.length > 2 || !this.#isOpen(table.phase)) return this.openAgain();
		switch (dice.among({ lock: 8, lift: 9, phase: 4, role: 2, archive: 0.3 })) {
			case 'lock': {
				const target = this.#lockTarget(doc);
				if (target) table.lock(target);
				return;
			}
			case 'lift':
				return table.change(() => {
					table.locks = table.locks.slice(1);
				});
			case 'phase':
				return table.change(() => {
					table.phase =
						dice.pick([...PHASES.filter((phase) => this.#isOpen(phase)), ...this.#opened]) ?? table.phase;
				});
			case 'role':
				return table.change(() => {
					const ben = this.#people[2];
					if (ben) table.roles.set(ben.id, dice.chance(0.3) ? 'observer' : 'guest');
					table.roles.set(MALLORY, dice.chance(0.3) ? 'observer' : 'guest');
				});
			case 'archive':
				return table.change(() => {
					table.isArchived = !table.isArchived;
				});
		}
	}

	openAgain(): void {
		const open = [...PHASES.filter((phase) => this.#isOpen(phase)), ...this.#opened, ...this.#opened];
		this.#table.change(() => {
			this.#table.isArchived = false;
			this.#table.locks = this.#table.locks.filter(({ target }) => !CLOSES_ALL.has(target.kind));
			this.#table.phase = this.#dice.pick(open) ?? this.#table.phase;
		});
	}

	#isOpen({ writes }: FuzzTable['phase']): boolean {
		return this.#document === 'draft' ? writes.draftCore || writes.draftRoute : writes.cards.length > 0;
	}

	#lockTarget(doc: Y.Doc): Lock['target'] | null {
		const dice = this.#dice;
		if (this.#document === 'draft') {
			const field = dice.pick(FIELD_KEYS) ?? 'problem';
			return dice.chance(0.2)
				? { kind: 'draft', commitment: DRAFT }
				: { kind: 'field', commitment: DRAFT, field };
		}
		if (this.#document === 'own') return { kind: 'table' };
		const card = someCard(doc, dice);
		if (card === undefined || dice.chance(0.15)) return { kind: 'board' };
		return { kind: dice.chance(0.5) ? 'card' : 'branch', card };
	}
}
