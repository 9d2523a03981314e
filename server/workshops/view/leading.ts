import type { Phase } from '#domain/agenda.ts';
import type { CardId, ParticipantId, SectorId } from '#domain/ids.ts';
import { rulesInForce } from '#domain/quorum.ts';
import type { PersonState, WorkshopState } from '#domain/state.ts';
import type { FrozenCard } from '#domain/texts.ts';
import type { DoneView, LeadingView, MyLeading, SpeakerView, WordingView } from '#protocol/leading-view.ts';
import type { Audience, PhaseView, Verdict } from '#protocol/view.ts';
import type { Table } from '../table.ts';
import { nameOf, namesFor, statementOr } from './people.ts';

export function phaseView(table: Table, state: WorkshopState, phase: Phase): PhaseView {
	const { id, kind, writes, durationMs, name, silent = false, skipped = false } = phase;
	return {
		...{ id, kind, writes, durationMs, silent, skipped },
		name: name ? table.textValue<string>(name) : null,
		ran: state.ran.has(id),
	};
}

export function leadingView(table: Table, state: WorkshopState, audience: Audience): LeadingView {
	const { signs } = table;
	const speaker = (who: Omit<SpeakerView, 'name'>): SpeakerView => speakerView(table, state, audience, who);
	return {
		agendaVersion: state.agendaVersion,
		memory: table.epoch,
		wording: wordingView(table, state, audience),
		floor: state.floor && speaker(state.floor),
		hands: signs.hands.map(({ id, ...who }) => ({ id, ...speaker(who) })),
		done: doneView(state, signs.done, audience),
		moreTime: signs.moreTime.size,
		hadSilence: state.hadSilence,
		revealed: state.revealed.size,
		offered: audience === 'facilitator' ? state.offered.size : null,
	};
}

export function myLeading(table: Table, state: WorkshopState, person: PersonState, own: Verdict): MyLeading {
	const { hands, done, moreTime } = table.signs;
	const mine = (cards: ReadonlyMap<CardId, ParticipantId>): CardId[] =>
		[...cards].flatMap(([card, author]) => (author === person.id ? [card] : []));
	return {
		hand: hands.find(({ participant }) => participant === person.id)?.id ?? null,
		hasFloor: state.floor?.participant === person.id,
		done: done.has(person.id),
		askedTime: moreTime.has(person.id),
		mayWriteOwn: own,
		offered: mine(state.offered),
		revealed: mine(state.revealed),
		returned: [...state.returned].flatMap(([card, { participant, reason }]) =>
			participant === person.id ? [{ card, reason: statementOr(table, reason) ?? '' }] : [],
		),
	};
}

/** Names and sectors as far as the table's rule goes; facilitators see the roster. */
function speakerView(
	table: Table,
	state: WorkshopState,
	audience: Audience,
	{ participant, sector, at }: Omit<SpeakerView, 'name'>,
): SpeakerView {
	const person = participant ? state.people.get(participant) : undefined;
	const isNamed = person !== undefined && !person.erased && namesFor(state, audience)(person);
	const isHidden = audience === 'table' && rulesInForce(state).namesShown === 'none';
	return {
		name: isNamed ? nameOf(table, person.id) || null : null,
		sector: isHidden ? null : sector,
		participant: audience === 'facilitator' ? participant : null,
		at,
	};
}

function wordingView(table: Table, state: WorkshopState, audience: Audience): WordingView | null {
	const { wording } = state;
	if (!wording) return null;
	const [card] = table.textValue<{ cards: readonly FrozenCard[] }>(wording.content).cards;
	const { reopened } = wording;
	const who = reopened && state.people.get(reopened.by);
	const said =
		reopened && who
			? speakerView(table, state, audience, {
					participant: who.id,
					sector: who.seat?.sector ?? who.sector,
					at: reopened.at,
				})
			: null;
	return {
		card: wording.card,
		text: card?.text ?? '',
		by: nameOf(table, wording.by),
		at: wording.at,
		until: wording.until,
		reopened: said && { at: said.at, name: said.name, sector: said.sector },
	};
}

function doneView(state: WorkshopState, done: ReadonlySet<ParticipantId>, audience: Audience): DoneView {
	const isOpen = state.sessions.some(({ closedAt }) => closedAt === null);
	const bySector = new Map<SectorId | null, { done: number; of: number }>();
	let [all, of] = [0, 0];
	for (const person of state.people.values()) {
		if (person.role !== 'guest' || person.removed || person.erased) continue;
		const isDone = done.has(person.id);
		if (isOpen && !person.present && !isDone) continue;
		const sector = person.seat?.sector ?? person.sector;
		const row = bySector.get(sector) ?? { done: 0, of: 0 };
		bySector.set(sector, { done: row.done + Number(isDone), of: row.of + 1 });
		all += Number(isDone);
		of += 1;
	}
	return {
		done: all,
		of,
		bySector: audience === 'facilitator' ? [...bySector].map(([sector, row]) => ({ sector, ...row })) : null,
	};
}
