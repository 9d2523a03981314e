import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { cardText } from '#board/edit-cards.ts';
import { ROOTS } from '#board/roots.ts';
import { agendaFrom } from '#domain/agenda.ts';
import type { ParticipantId, RecordRef } from '#domain/ids.ts';
import { mayWrite, type Lock, type WriteContext, type Writer } from '#domain/permissions.ts';
import { Claims } from '../../server/rooms/gate/claims.ts';
import { Gate, type Author } from '../../server/rooms/gate/gate.ts';
import { boardOf, cardNumber } from './board.ts';
import { stepAside } from './machine.ts';
import { keep } from './results.ts';

// `npm run bench:gate`: what one keystroke costs the server before it waits for the disk: read, inspected, judged, applied.

export interface GateFigures {
	readonly cards: number;
	readonly writers: number;
	readonly keystrokes: number;
	/** Microseconds, all included. */
	readonly p50: number;
	readonly p99: number;
	readonly mean: number;
	/** Microseconds of Yjs alone, applying the same edits. */
	readonly yjsP50: number;
	readonly yjsP99: number;
	readonly yjsMean: number;
}

const { values } = parseArgs({
	options: {
		cards: { type: 'string', default: '2000' },
		writers: { type: 'string', default: '50' },
		keystrokes: { type: 'string', default: '60000' },
		locks: { type: 'string', default: '3' },
	},
});
const cards = Number(values.cards);
const writers = Number(values.writers);
const count = Number(values.keystrokes);
/** Until the machine has compiled what runs all the time. */
const WARM_UP = 5_000;

interface Keystroke {
	readonly update: Uint8Array;
	readonly writer: number;
}

stepAside();
const began = performance.now();
const board = boardOf(cards);
const keystrokes = typed(count + WARM_UP);
const ours = measure(throughGate());
const yjs = measure(straight());
const figures: GateFigures = {
	cards,
	writers,
	keystrokes: count,
	...ours,
	yjsP50: yjs.p50,
	yjsP99: yjs.p99,
	yjsMean: yjs.mean,
};
console.log(
	`${count} keystrokes of ${writers} people on ${cards} cards: p50 ${ours.p50.toFixed(1)} µs, p99 ${ours.p99.toFixed(1)} µs, ` +
		`mean ${ours.mean.toFixed(1)} µs; Yjs alone p50 ${yjs.p50.toFixed(1)} µs, p99 ${yjs.p99.toFixed(1)} µs, mean ${yjs.mean.toFixed(1)} µs`,
);
keep('gate', figures, began);

/** What people who type on cards here and there send, each from a copy of their own: letters, and now and then one taken back. */
function typed(total: number): Keystroke[] {
	const shared = new Y.Doc();
	Y.applyUpdate(shared, board);
	const all: Keystroke[] = [];
	shared.on('update', (update: Uint8Array) => all.push({ update, writer: all.length % writers }));
	for (let i = 0; i < total; i++) {
		const writer = i % writers;
		shared.clientID = clientOf(writer);
		// Each stays with a card for some forty letters, then goes to another.
		const card = (writer * 37 + Math.floor(i / (writers * 40)) * 11) % (cards - 1); // the last one is locked
		const text = cardText(shared, cardNumber(card));
		if (text === null) throw new Error('a card is missing');
		const at = text.length - (i % 7 === 0 ? 3 : 0);
		if (i % 11 === 5) text.delete(text.length - 1, 1);
		else text.insert(at, 'aeiou lnrst'.charAt(i % 11));
	}
	return all;
}

function throughGate(): (keystroke: Keystroke) => void {
	const doc = loaded();
	const gate = new Gate(doc, { document: 'board' }, Claims.of(doc, []));
	const context = contextOf();
	const people = Array.from({ length: writers }, (_, writer) => personOf(writer));
	return ({ update, writer }) => {
		const person = people[writer];
		if (person === undefined) throw new RangeError('nobody writes');
		const author: Author = {
			participant: person.id,
			now: 1,
			mayWrite: (operation, path, facts) =>
				mayWrite(person, operation, { document: 'board' }, path, { ...context, ...facts }),
			bytesLeft: Infinity,
		};
		const answer = gate.judge(update, author);
		if (answer.is !== 'passed' || answer.refused)
			throw new Error(`a keystroke was refused: ${JSON.stringify(answer)}`);
		Y.applyUpdate(doc, answer.update, person);
	};
}

function straight(): (keystroke: Keystroke) => void {
	const doc = loaded();
	return ({ update }) => Y.applyUpdate(doc, update);
}

function measure(take: (keystroke: Keystroke) => void): { p50: number; p99: number; mean: number } {
	for (const keystroke of keystrokes.slice(0, WARM_UP)) take(keystroke);
	const times = new Float64Array(count);
	keystrokes.slice(WARM_UP).forEach((keystroke, index) => {
		const start = performance.now();
		take(keystroke);
		times[index] = (performance.now() - start) * 1_000;
	});
	times.sort();
	const at = (share: number) => times[Math.floor(count * share)] ?? 0;
	return { p50: at(0.5), p99: at(0.99), mean: times.reduce((sum, time) => sum + time, 0) / count };
}

function loaded(): Y.Doc {
	const doc = new Y.Doc();
	for (const root of ROOTS.board) doc.getMap(root);
	Y.applyUpdate(doc, board);
	return doc;
}

/** A phase in which causes are written, and some branches of the tree that are closed. */
function contextOf(): WriteContext {
	const phase = agendaFrom('full').find(({ kind }) => kind === 'causes');
	if (!phase) throw new Error('the agenda has no causes');
	// Cards feed each other in one chain, so the end of it is a branch of one.
	const locks = Array.from({ length: Number(values.locks) }, (_, index): Lock => {
		const card = cardNumber(cards - 1);
		const target = index % 2 === 0 ? ({ kind: 'branch', card } as const) : ({ kind: 'card', card } as const);
		return { target, by: personOf(0).id, at: 1, reason: 'f'.repeat(64) as RecordRef };
	});
	return { phase, locks, archived: false, drafts: new Set(), routes: new Set(), board: null, draft: null };
}

function personOf(writer: number): Writer {
	return { id: `${writer}`.padEnd(20, 'a') as ParticipantId, role: 'guest', removed: false };
}

function clientOf(writer: number): number {
	return 1_000_000 + writer * 7_919;
}
