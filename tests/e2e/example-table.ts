import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { readTree } from '#board/read-tree.ts';
import type { Card, ProblemTree } from '#board/tree.ts';
import type { PhaseKind } from '#domain/agenda.ts';
import type { CardKind } from '#domain/cards.ts';
import type { Command } from '#domain/commands.ts';
import type { CardId, CommitmentId, PollId, SectorId, TextHash, WorkshopId } from '#domain/ids.ts';
import type { ConsensusAnswer } from '#domain/polls.ts';
import type { FreezePreview, TableSnapshot } from '#protocol/api.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { Person } from '../support/people.ts';

/** Who sits at the example table: three of the sectors that it requires. */
const SEATS = { ana: 's1', ben: 's5', chela: 's6' } as const;

/** The example table of `--demo`, brought by programs to where a test begins: what is tried in a browser starts there. */
export class ExampleTable {
	readonly id: WorkshopId;
	readonly lucia: Person;
	readonly ana: Person;
	readonly ben: Person;
	readonly chela: Person;
	readonly #server: E2eServer;

	private constructor(
		server: E2eServer,
		id: WorkshopId,
		lucia: Person,
		everybody: readonly [Person, Person, Person],
	) {
		this.#server = server;
		this.id = id;
		this.lucia = lucia;
		[this.ana, this.ben, this.chela] = everybody;
	}

	/** Lucía facilitates; Ana, Ben and Chela have joined. */
	static async open(server: E2eServer): Promise<ExampleTable> {
		const ask = (path: string, init?: RequestInit) => fetch(server.origin + path, init);
		const lucia = new Person('Lucía', ask);
		const token = new URL(server.exampleFacilitatePath, server.origin).searchParams.get('token');
		const { workshop } = (await lucia.signIn('/api/facilitate', { token, name: 'Lucía' })).body;
		if (workshop === null) throw new Error('the example table let nobody facilitate');
		const join = async (name: string, sector: string): Promise<Person> => {
			const person = new Person(name, ask);
			const code = server.exampleJoinPath.replace('/join/', '');
			await person.signIn('/api/join', { code, name, sector, organisation: '', observe: false });
			return person;
		};
		const table = new ExampleTable(server, workshop, lucia, [
			await join('Ana', SEATS.ana),
			await join('Ben', SEATS.ben),
			await join('Chela', SEATS.chela),
		]);
		await table.tell(lucia, { type: 'declareAffiliation', sector: null, note: '' });
		return table;
	}

	/** The same with the rules adopted, in a phase of that kind. */
	static async openIn(server: E2eServer, kind: PhaseKind): Promise<ExampleTable> {
		const table = await ExampleTable.open(server);
		await table.adoptRules();
		await table.moveTo(kind);
		return table;
	}

	get everybody(): readonly Person[] {
		return [this.ana, this.ben, this.chela];
	}

	/** `/w/<id>`. */
	get path(): string {
		return `/w/${this.id}`;
	}

	/** Lets this browser be that person. */
	async sitDown(page: Page, person: Person, origin = this.#server.origin): Promise<void> {
		await page.context().addCookies([{ name: 'mesa_session', value: person.token ?? '', url: origin }]);
	}

	async tell(person: Person, command: Command): Promise<Readonly<Record<string, string>>> {
		const { status, body } = await person.command<{ made: Record<string, string> }>(this.id, command);
		if (status !== 200) throw new Error(`${person.name} was refused ${command.type}: ${JSON.stringify(body)}`);
		return body.made;
	}

	async view(person = this.lucia): Promise<TableSnapshot> {
		return (await person.get<TableSnapshot>(`/api/workshops/${this.id}`)).body;
	}

	/** A session is open, all are present and seated, and the table has adopted its rules. */
	async adoptRules(): Promise<void> {
		const setup = {
			title: '',
			place: 'Casa de la Cultura',
			mode: 'in-person',
			date: '2026-11-20',
			videoLink: null,
		} as const;
		await this.tell(this.lucia, { type: 'openSession', setup });
		for (const [person, sector] of [
			[this.ana, SEATS.ana],
			[this.ben, SEATS.ben],
			[this.chela, SEATS.chela],
		] as const) {
			await this.tell(person, { type: 'checkIn', participant: null });
			const { me } = await this.view(person);
			// The example's sectors stand in the order of the preset.
			await this.tell(this.lucia, { type: 'offerSeat', participant: me.id, sector: sector as SectorId });
		}
		const { state } = await this.view();
		if (state.rules.draft === null) throw new Error('there are no rules to adopt');
		const question = '¿Adoptamos estas reglas para nuestra mesa?';
		await this.tell(this.lucia, { type: 'openRulesRound', question, content: state.rules.draft.content });
		await this.agree();
	}

	async moveTo(kind: PhaseKind): Promise<void> {
		const { state } = await this.view();
		const phase = state.agenda.find((one) => one.kind === kind);
		if (!phase) throw new Error(`the agenda has no ${kind}`);
		await this.tell(this.lucia, { type: 'movePhase', phase: phase.id });
	}

	/** The cards of a kind as they stand on the board, in its order. */
	async cards(kind: CardKind): Promise<readonly Pick<Card, 'id' | 'text' | 'pos'>[]> {
		return [...(await this.tree()).cards.values()].filter((card) => card.kind === kind);
	}

	/** The board as the server has it. */
	async tree(): Promise<ProblemTree> {
		const doc = new Y.Doc();
		const provider = new WebsocketProvider(
			`${this.#server.origin.replace('http', 'ws')}/sync/${this.id}`,
			'board',
			doc,
			{
				protocols: ['mesa.1', `bearer.${this.lucia.token}`],
				WebSocketPolyfill: WebSocket as never, // its type asks for the browser's class
				disableBc: true,
			},
		);
		await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
		const tree = readTree(doc);
		provider.destroy();
		return tree;
	}

	/** Opens a vote with dots on the first three cards, or all if there are fewer. */
	async openDots(of: 'causes' | 'solutions'): Promise<PollId> {
		const cards = await this.ballotCards(of);
		const { hash } = await this.freeze(cards);
		const question = of === 'causes' ? '¿Qué causas atendemos primero?' : '¿Qué soluciones impulsamos primero?';
		const made = await this.tell(this.lucia, {
			...{ type: 'openDots', of, question, cards },
			content: hash,
			exception: null,
		});
		return made['poll'] as PollId;
	}

	async castDots(person: Person): Promise<void> {
		const poll = (await this.view()).state.polls.at(-1);
		const [first, second] = poll?.options ?? [];
		if (!poll || !first || !second) throw new Error('there is no ballot');
		await this.tell(person, { type: 'castDots', poll: poll.id, dots: { [first.id]: 2, [second.id]: 1 } });
	}

	async openConfirmation(of: 'causes' | 'solutions'): Promise<void> {
		const cards = (await this.ballotCards(of)).slice(0, 2);
		const { hash } = await this.freeze(cards);
		const question =
			of === 'causes' ? '¿Podemos trabajar con estas causas?' : '¿Podemos comprometernos con estas soluciones?';
		await this.tell(this.lucia, {
			...{ type: 'openConfirmation', of, question, cards, after: null },
			content: hash,
			exception: null,
		});
	}

	/** All who are seated answer the open round, then Lucía closes it. */
	async agree(answers: readonly ConsensusAnswer[] = ['agree', 'reservation', 'agree']): Promise<void> {
		const poll = (await this.view()).state.polls.at(-1);
		if (!poll) throw new Error('there is no round');
		for (const [index, person] of this.everybody.entries()) {
			const answer = answers[index] ?? 'agree';
			const reason =
				answer === 'agree' || answer === 'abstain' ? '' : 'Falta decir de dónde sale el presupuesto.';
			await this.tell(person, { type: 'castConsensus', poll: poll.id, answer, reason });
		}
		await this.close();
	}

	async close(): Promise<void> {
		const poll = (await this.view()).state.polls.at(-1);
		if (poll) await this.tell(this.lucia, { type: 'closePoll', poll: poll.id });
	}

	/** Causes and solutions are chosen, and the table writes. */
	async chooseAll(): Promise<void> {
		for (const round of ['causes', 'solutions'] as const) {
			await this.moveTo(round === 'causes' ? 'choose-causes' : 'choose-solutions');
			await this.openDots(round);
			for (const person of this.everybody) await this.castDots(person);
			await this.close();
			await this.openConfirmation(round);
			await this.agree();
		}
		await this.moveTo('draft');
	}

	async startCommitment(): Promise<CommitmentId> {
		const { state } = await this.view();
		const solutions = (await this.cards('solution')).filter(({ id }) =>
			state.chosen.some(({ card }) => card === id),
		);
		const title = 'Reducción de la brecha salarial entre hombres y mujeres en el estado de Jalisco';
		const made = await this.tell(this.lucia, {
			type: 'startCommitment',
			title,
			solutions: solutions.slice(0, 1).map(({ id }) => id),
		});
		return made['commitment'] as CommitmentId;
	}

	async lockDraft(commitment: CommitmentId): Promise<void> {
		const target = { kind: 'draft', commitment } as const;
		await this.tell(this.lucia, { type: 'setLock', target, reason: 'Listo para proponerse.' });
	}

	/** Answers the hash that is signed. */
	async propose(commitment: CommitmentId): Promise<TextHash> {
		const path = `/api/workshops/${this.id}/freeze?commitment=${commitment}`;
		const { hash } = (await this.lucia.get<FreezePreview>(path)).body;
		const content = hash as TextHash; // as the server gave it
		const openUntil = Date.now() + 7 * 86_400_000;
		await this.tell(this.lucia, { type: 'proposeCommitment', commitment, content, openUntil });
		return content;
	}

	async agreeAndSign(commitment: CommitmentId, content: TextHash): Promise<void> {
		await this.moveTo('agree');
		const question = '¿Acordamos este compromiso, tal como está escrito?';
		await this.tell(this.lucia, { type: 'openCommitmentRound', commitment, question, content, exception: null });
		await this.agree();
		for (const person of this.everybody) {
			const signatory = {
				name: person.name,
				office: 'Titular',
				organisation: '',
				powers: '',
				named: person === this.ana,
			};
			const method = { kind: 'code' } as const;
			await this.tell(person, { type: 'signCommitment', commitment, content, signatory, method });
		}
		for (const [at, person] of this.everybody.entries()) {
			const participant = (await this.view(person)).me.id;
			const witness = this.everybody[(at + 1) % this.everybody.length] ?? person;
			await this.tell(witness, { type: 'witnessSignature', commitment, content, participant });
		}
	}

	async requestIssue(commitment: CommitmentId, content: TextHash): Promise<void> {
		await this.tell(this.lucia, { type: 'requestIssue', commitment, content, exception: null });
	}

	async witness(commitment: CommitmentId, content: TextHash): Promise<void> {
		await this.tell(this.chela, { type: 'witnessIssue', commitment, content });
	}

	/** From the choice of cards to the witness: a commitment that anybody can check at `/c/<id>`. The rules are adopted before. */
	async issue(): Promise<CommitmentId> {
		await this.chooseAll();
		const commitment = await this.startCommitment();
		await this.lockDraft(commitment);
		const content = await this.propose(commitment);
		await this.agreeAndSign(commitment, content);
		await this.requestIssue(commitment, content);
		await this.witness(commitment, content);
		return commitment;
	}

	private async ballotCards(of: 'causes' | 'solutions'): Promise<CardId[]> {
		const cards = await this.cards(of === 'causes' ? 'cause' : 'solution');
		return cards.slice(0, 3).map(({ id }) => id);
	}

	private async freeze(cards: readonly CardId[]): Promise<{ readonly hash: TextHash }> {
		const { body } = await this.lucia.get<FreezePreview>(
			`/api/workshops/${this.id}/freeze?cards=${cards.join(',')}`,
		);
		return { hash: body.hash as TextHash }; // as the server gave it
	}
}
