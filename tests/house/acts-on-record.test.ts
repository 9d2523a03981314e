import { afterEach, beforeEach, expect, it } from 'vitest';
import { command as commandSchema } from '#protocol/commands.ts';
import { textOf } from '#domain/hashing.ts';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { Command, CommandType, InternalCommand } from '#domain/commands.ts';
import type { CardId, CommitmentId, FileHash, ParticipantId, PollId, SectorId } from '#domain/ids.ts';
import type { SessionSetup } from '#domain/texts.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import { Table } from '../../server/workshops/table.ts';
import { minutesOf } from '../../server/workshops/minutes.ts';
import { actSentence } from '../../src/routes/w/[id]/record/act-sentences.ts';
import { CIVIL, GOVERNMENT, LABELS, RULES, SETUP, SIGNATORY, TestTable } from '../domain/test-table.ts';
import { openTestStorage, type TestStorage } from '../support/storage.ts';

type Type = CommandType | InternalCommand['type'];
const ACT = 'a method act: a sentence of its own';
const TOGETHER = 'stands in another list of the minutes, with who did it or whom it is about';
const SIGN = 'a sign in memory, which no log holds (J7, J8)';
const OTHERS = 'not of whoever facilitates';
const SERVER = 'of the server or of whoever operates it';

/** Every command there is. A new one has to be put here, and one of those who facilitate has to be in the scenario below. */
const COMMANDS: Readonly<Record<Type, typeof ACT | typeof TOGETHER | typeof SIGN | typeof OTHERS | typeof SERVER>> = {
	describe: ACT,
	archive: ACT,
	setJoining: ACT,
	declareAffiliation: ACT,
	declareSector: OTHERS,
	removeParticipant: ACT,
	readmitParticipant: ACT,
	eraseMe: OTHERS,
	enterPerson: ACT,
	eraseEntered: ACT,
	nameConvener: ACT,
	confirmConvener: OTHERS,
	dismissConvener: ACT,
	revokeSeatLink: OTHERS,
	nameCompanion: TOGETHER,
	removeCompanion: TOGETHER,
	planSession: ACT,
	callOffSession: ACT,
	openPlannedSession: ACT,
	enterInvitation: TOGETHER,
	withdrawInvitation: TOGETHER,
	offerSeat: ACT,
	confirmSeat: OTHERS,
	takeSeat: OTHERS,
	releaseSeat: ACT,
	openSession: ACT,
	closeSession: ACT,
	checkIn: TOGETHER,
	checkOut: TOGETHER,
	movePhase: ACT,
	startTimer: ACT,
	stopTimer: ACT,
	setLock: ACT,
	liftLock: ACT,
	undoActs: ACT,
	addComment: OTHERS,
	answerComment: OTHERS,
	resolveComment: OTHERS,
	reopenComment: OTHERS,
	dismissFinding: OTHERS,
	reopenFinding: OTHERS,
	noteRecord: TOGETHER,
	logScan: TOGETHER,
	nameInstitution: OTHERS,
	dropInstitution: OTHERS,
	answerForInstitution: OTHERS,
	castSecretly: OTHERS,
	withdrawSecretly: OTHERS,
	amendCommitment: ACT,
	proposeWithdrawal: ACT,
	dropAmendment: ACT,
	requestErratum: ACT,
	requestRoute: ACT,
	witnessNote: OTHERS,
	reportProgress: OTHERS,
	askReason: OTHERS,
	answerReason: OTHERS,
	suggest: OTHERS,
	acceptSuggestion: OTHERS,
	rejectSuggestion: OTHERS,
	withdrawSuggestion: OTHERS,
	draftRules: ACT,
	openRulesRound: ACT,
	openDots: ACT,
	openConfirmation: ACT,
	openCommitmentRound: ACT,
	openPoll: ACT,
	openRunOff: ACT,
	extendPoll: ACT,
	publishPoll: ACT,
	castBallot: OTHERS,
	castDots: OTHERS,
	castConsensus: OTHERS,
	withdrawBallot: OTHERS,
	setWay: ACT,
	enterHands: ACT,
	confirmHands: OTHERS,
	issueSlips: ACT,
	enterPaper: TOGETHER,
	castAtTable: OTHERS,
	closePoll: ACT,
	cancelPoll: ACT,
	startCommitment: ACT,
	titleCommitment: ACT,
	proposeCommitment: ACT,
	reopenCommitment: ACT,
	signCommitment: OTHERS,
	enterAutograph: ACT,
	witnessSignature: OTHERS,
	offerSigningKey: OTHERS,
	confirmSigningKey: OTHERS,
	endSigningKey: OTHERS,
	requestIssue: ACT,
	witnessIssue: OTHERS,
	editAgenda: ACT,
	extendTimer: ACT,
	pauseTable: ACT,
	resumeTable: ACT,
	proposeWording: ACT,
	objectWording: OTHERS,
	raiseHand: OTHERS,
	enterHand: SIGN,
	lowerHand: SIGN,
	giveFloor: ACT,
	endFloor: TOGETHER,
	markDone: OTHERS,
	askTime: OTHERS,
	revealCards: OTHERS,
	withdrawCards: OTHERS,
	revealAll: ACT,
	moderateCard: ACT,
	join: OTHERS,
	makeSeatLinks: OTHERS,
	useSeatLink: OTHERS,
	giveCode: ACT,
	forgetInvited: SERVER,
	comeBack: ACT,
	erase: SERVER,
	closeDue: SERVER,
};

const MODERATED = { ...RULES, reveal: { byFacilitator: true, moderated: true } };

const setup: SessionSetup = {
	...{ title: 'Primera', place: 'Guadalajara', mode: 'hybrid', date: '2026-11-21', videoLink: null },
};

/** A table at which Lucía does everything that whoever facilitates can do, each with the moment at which she did it. */
class Scenario {
	readonly table = new TestTable(MODERATED);
	readonly done: { readonly type: Type; readonly at: number }[] = [];

	did(command: Command | InternalCommand) {
		this.done.push({ type: command.type, at: this.table.now });
		return this.table.do(this.table.facilitator, command);
	}

	play(): void {
		const { table } = this;
		this.did({ type: 'describe', setup: { ...SETUP, theme: 'Otro tema' } });
		this.did({ type: 'declareAffiliation', sector: null, note: '' });
		this.did({ type: 'planSession', setup });
		this.did({ type: 'planSession', setup });
		const [first, second] = table.open.planned.map(({ id }) => id);
		this.did({ type: 'callOffSession', session: second!, reason: 'Choca con otra' });
		this.did({ type: 'openPlannedSession', session: first! });
		this.did({ type: 'setJoining', open: false, renew: false });
		this.did({ type: 'setJoining', open: true, renew: true });
		const people = this.people();
		this.method();
		this.rules(people);
		this.silence();
		this.commitments(people);
		this.did({ type: 'comeBack' });
		this.did({ type: 'closeSession' });
		this.did({ type: 'openSession', setup });
		this.did({ type: 'archive' });
	}

	people(): ParticipantId[] {
		const { table } = this;
		const chuy = table.join(CIVIL, 'guest', 'Chuy');
		this.did({ type: 'offerSeat', participant: chuy, sector: CIVIL });
		this.did({ type: 'releaseSeat', participant: chuy, reason: 'Se retira' });
		this.did({ type: 'nameConvener', participant: chuy });
		this.did({ type: 'dismissConvener', participant: chuy, reason: 'Se retira' });
		this.did({ type: 'removeParticipant', participant: chuy, reason: 'Interrumpió' });
		this.did({ type: 'readmitParticipant', participant: chuy, reason: 'Acordamos turnos' });
		this.did({ type: 'enterPerson', name: 'Toño', organisation: '', sector: CIVIL });
		const entered = [...table.open.people.keys()].at(-1)!;
		this.did({ type: 'giveCode', participant: entered });
		this.did({ type: 'eraseEntered', participant: entered });
		return [GOVERNMENT, 's2' as SectorId, CIVIL].map((sector) => table.seat(sector));
	}

	method(): void {
		const { table } = this;
		const card = table.card('problem', 'Brecha salarial');
		this.did({ type: 'movePhase', phase: table.open.agenda[1]!.id });
		this.did({ type: 'startTimer', durationMs: 60_000 });
		this.did({ type: 'extendTimer', byMs: 60_000 });
		this.did({ type: 'stopTimer' });
		this.did({ type: 'pauseTable', reason: 'Café' });
		this.did({ type: 'resumeTable', reason: '' });
		this.did({ type: 'setLock', target: { kind: 'board' }, reason: 'Acordado' });
		this.did({ type: 'liftLock', target: { kind: 'board' }, reason: '' });
		const { hash: content } = table.freeze([card]);
		this.did({ type: 'proposeWording', card, content, reason: 'Se propuso cerrar la redacción.' });
		table.do(table.facilitator, { type: 'enterHand', participant: null, sector: CIVIL });
		this.did({ type: 'giveFloor', hand: table.signs.hands[0]!.id });
		table.undoing = {
			...{ folded: 0, until: table.now, counts: { restored: 1, takenBack: 0, rewritten: 0, changed: 0 } },
		};
		const guest = table.join(CIVIL, 'guest', 'Rocío');
		const from = table.now - 60_000;
		this.did({ type: 'undoActs', participant: guest, from, commitment: null, reason: 'Borró el tablero' });
	}

	rules(people: readonly ParticipantId[]): void {
		const { table } = this;
		this.did({ type: 'draftRules', rules: { ...MODERATED, quorum: 2 }, labels: LABELS });
		const { content } = table.open.rules;
		const round = this.poll({ type: 'openRulesRound', question: '¿Adoptamos las reglas?', content });
		table.agree(round, people);
		this.did({ type: 'closePoll', poll: round });
		const about = { kind: 'texts', texts: ['Jueves', 'Viernes'] } as const;
		const open = { type: 'openPoll', about, question: '¿Cuándo?', replaces: null, exception: null } as const;
		const terms = { ...plainTerms('dots'), results: 'when-published', tie: 'run-off' } as const;
		const poll = this.poll({ ...open, terms: { ...terms, closesAt: table.now + 3_600_000 } });
		this.did({ type: 'extendPoll', poll, closesAt: table.now + 7_200_000 });
		const options = table.open.polls.get(poll)!.options.map(({ id }) => id);
		people.slice(0, 2).forEach((person, at) => {
			table.do(person, { type: 'castDots', poll, dots: { [options[at]!]: 1 } });
		});
		this.did({ type: 'closePoll', poll });
		this.did({ type: 'publishPoll', poll });
		this.room(people);
		const again = this.poll({ type: 'openRunOff', poll, options, exception: null });
		this.did({ type: 'cancelPoll', poll: again, reason: 'Lo dejamos así' });
		const cards = [table.card('cause', 'Nadie publica salarios')];
		const asked = { cards, content: table.freeze(cards).hash, of: 'causes', question: '¿Cuáles?' } as const;
		const dots = this.poll({ type: 'openDots', ...asked, exception: null });
		this.did({ type: 'closePoll', poll: dots });
	}

	room(people: readonly ParticipantId[]): void {
		const { table } = this;
		const about = { kind: 'texts', texts: ['Mañana', 'Tarde'] } as const;
		const open = { type: 'openPoll', about, question: '¿A qué hora?', replaces: null, exception: null } as const;
		const poll = this.poll({ ...open, terms: plainTerms('approval') });
		const [person] = people;
		const sector = table.open.polls.get(poll)!.eligible.get(person!)!;
		this.did({ type: 'setWay', poll, way: 'hands', participants: [person!] });
		this.did({ type: 'enterHands', poll, sector, voters: 1, counts: {} });
		this.did({ type: 'issueSlips', poll, way: 'paper', sector, count: 2 });
		this.did({ type: 'closePoll', poll });
	}

	silence(): void {
		const { table } = this;
		const phases = table.open.agenda.map(({ id, kind, writes, durationMs }) => ({
			...{ id, kind, name: '', writes, durationMs, skipped: false },
			silent: id === table.open.phase,
		}));
		this.did({ type: 'editAgenda', version: table.open.agendaVersion, phases });
		const ana = table.join(CIVIL, 'guest', 'Inés');
		const cards = ['a', 'b'].map((letter) => ({ card: letter.repeat(20) as CardId, text: `Problema ${letter}` }));
		table.own = [{ participant: ana, cards: cards.map((card) => ({ ...card, kind: 'problem' })) }];
		const own = table.own[0]?.cards ?? [];
		table.do(ana, { type: 'revealCards', cards: own.map(({ card }) => card) });
		const content = textOf({ cards: [own[0]!] }).hash;
		this.did({ type: 'moderateCard', card: own[0]!.card, content, shown: true, reason: '' });
		this.did({ type: 'revealAll' });
	}

	commitments(people: readonly ParticipantId[]): void {
		const { table } = this;
		const solutions = [table.card('solution', 'Registro de empresas igualitarias')];
		const content = table.freeze(solutions).hash;
		const question = '¿Podemos trabajar con esta?';
		const asked = { of: 'solutions', question, cards: solutions, content, after: null, exception: null } as const;
		const confirmed = this.poll({ type: 'openConfirmation', ...asked });
		table.agree(confirmed, people);
		this.did({ type: 'closePoll', poll: confirmed });
		const commitment = table.draft(solutions);
		const [started] = this.did({ type: 'startCommitment', title: 'Otro compromiso', solutions });
		if (started?.type !== 'commitment.started') throw new Error('no commitment was started');
		this.did({ type: 'titleCommitment', commitment: started.commitment, title: 'Reducir la brecha' });
		const openUntil = table.now + 86_400_000;
		const propose = () => this.did({ type: 'proposeCommitment', commitment, content: table.coreHash(), openUntil });
		propose();
		this.did({ type: 'reopenCommitment', commitment, reason: 'Falta una palabra' });
		propose();
		const hash = table.coreHash();
		const round = { type: 'openCommitmentRound', commitment, question, content: hash, exception: null } as const;
		const poll = this.poll(round);
		table.agree(poll, people);
		this.did({ type: 'closePoll', poll });
		const [first, ...others] = people;
		for (const person of others) table.sign(person, people, { commitment, content: hash });
		const scan = 'e'.repeat(64) as FileHash;
		this.did({
			type: 'enterAutograph',
			commitment,
			content: hash,
			participant: first!,
			signatory: SIGNATORY,
			scan,
		});
		table.do(others[0]!, { type: 'witnessSignature', commitment, content: hash, participant: first! });
		this.did({ type: 'requestIssue', commitment, content: hash, exception: null });
		table.do(people[0]!, { type: 'witnessIssue', commitment, content: hash });
		this.afterwards(commitment);
	}

	afterwards(commitment: CommitmentId): void {
		const { table } = this;
		const why = 'Así se llama';
		const said = { says: 'Secretaría del Trabajo', shouldSay: 'Secretaría de Trabajo', why };
		this.did({ type: 'requestErratum', commitment, ...said });
		const step = { id: 'm'.repeat(20), what: 'Publicar el padrón', output: 'Padrón', responsible: 'Trabajo' };
		const line = { ...step, counterpart: 'Red', means: 'Sitio', from: '2027-01-01', until: null };
		table.route = { ...{ commitment, workshop: table.id, language: 'es' }, milestones: [line], indicators: [] };
		this.did({ type: 'requestRoute', commitment, content: textOf(table.route).hash, why });
		this.did({ type: 'amendCommitment', commitment, reason: 'Cambió la ley' });
		this.did({ type: 'dropAmendment', commitment, reason: 'Sigue como estaba' });
		const openUntil = table.now + 86_400_000;
		this.did({ type: 'proposeWithdrawal', commitment, reason: 'Ya se cumplió', openUntil });
	}

	private poll(command: Command): PollId {
		return this.table.pollOf(this.did(command));
	}
}

let storage: TestStorage;
beforeEach(async () => {
	overwriteGetLocale(() => 'es');
	storage = await openTestStorage();
});
afterEach(() => storage.remove());

/** The table as the server would hold it after the same decisions. */
async function stored(table: TestTable): Promise<Table> {
	const held = await Table.open(storage.storage, table.id);
	if (held === 'busy') throw new Error('nobody else holds a table that is new');
	for (const { decision, actor, now } of table.decisions) await held.append(decision, { actor, now });
	return held;
}

it('[S19] every command is looked at: whoever adds one says whether it is an act on the record', () => {
	const known = commandSchema.options.map(({ shape }) => shape.type.value);
	expect(known.filter((type) => !(type in COMMANDS))).toEqual([]);
});

it('[S19] every method act stands in the minutes as a sentence that names who did it', async () => {
	const scenario = new Scenario();
	scenario.play();
	const held = await stored(scenario.table);
	const state = held.state;
	if (!state || state.status === 'erased') throw new Error('the table is gone');
	const { now, facilitator: reader } = scenario.table;
	const reading = { now, origin: 'https://mesa.example', reader };
	const sentences = new Map<number, string[]>();
	for (const session of state.sessions) {
		const minutes = minutesOf(held, state, session, { cards: [], links: [] }, reading);
		for (const act of [...minutes.before, ...minutes.acts]) {
			sentences.set(act.at, [...(sentences.get(act.at) ?? []), actSentence(act, minutes)]);
		}
	}
	const acts = Object.entries(COMMANDS).flatMap(([type, how]) => (how === ACT ? [type] : []));
	const silent = scenario.done.filter(({ at }) => !sentences.get(at)?.some((said) => said.includes('Lucía')));
	expect(silent.map(({ type }) => type)).toEqual([]);
	const played = new Set<string>(scenario.done.map(({ type }) => type));
	expect(acts.filter((type) => !played.has(type))).toEqual([]);
});
