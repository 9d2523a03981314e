import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, textOf } from '#domain/hashing.ts';
import type {
	BlockId,
	CardId,
	CommitmentId,
	OptionId,
	ParticipantId,
	PhaseId,
	PollId,
	SectorId,
	SessionId,
	TextHash,
	WorkshopId,
} from '#domain/ids.ts';
import type { RuleCard } from '#domain/polls.ts';
import type { IssuedPoll, IssuedRecord } from '#domain/record.ts';
import type { RuleLabels, TableRules } from '#domain/rules.ts';
import type { FrozenCore, FrozenTree, TableSetup } from '#domain/texts.ts';
import { agendaFrom } from '#domain/agenda.ts';
import type { MinutesData, PublicCommitment } from '#protocol/minutes.ts';
import type { CommitmentView, PollView, SessionView } from '#protocol/view.ts';

// The Jalisco case (guide, chapter III) as a table would leave it: what the public page and the minutes are tried with.

const id = <Id extends string>(name: string) => name.padEnd(20, 'a').slice(0, 20) as Id;
const hash = (letter: string) => letter.repeat(64) as TextHash;
export const at = (time: string) => Date.parse(`2026-11-21T${time}:00-06:00`);

export const GOVERNMENT = 's1' as SectorId;
export const CIVIL = 's2' as SectorId;
export const ACADEMIA = 's3' as SectorId;
export const WORKSHOP = id<WorkshopId>('mesa');
export const COMMITMENT = id<CommitmentId>('compromiso');
const SESSION = id<SessionId>('sesion');

export const RULES: TableRules = {
	blocks: [{ id: 'b1' as BlockId }, { id: 'b2' as BlockId }],
	sectors: [
		{ id: GOVERNMENT, block: 'b1' as BlockId, seats: 2, required: true, shape: 'square', tone: 'government' },
		{ id: CIVIL, block: 'b2' as BlockId, seats: 3, required: true, shape: 'circle', tone: 'civil' },
		{ id: ACADEMIA, block: 'b2' as BlockId, seats: 1, required: false, shape: 'diamond', tone: 'academia' },
	],
	quorum: 3,
	weighting: 'sectors',
	namesShown: 'names',
	openSeats: false,
	dots: { budget: 5, cap: 3 },
};
export const LABELS: RuleLabels = {
	sectors: {
		[GOVERNMENT]: { label: 'Gobierno del Estado', letter: 'G' },
		[CIVIL]: { label: 'Organizaciones de la sociedad civil', letter: 'S' },
		[ACADEMIA]: { label: 'Universidades', letter: 'U' },
	},
	blocks: { ['b1' as BlockId]: { label: 'Autoridades' }, ['b2' as BlockId]: { label: 'Sociedad' } },
	groundRules: 'Escuchamos sin interrumpir.\nLo acordado no lo cambia una sola parte.',
	source: { name: 'Secretariado Técnico Local de Jalisco', year: 2019, cite: 'Severino y Moro, 2019' },
};
export const SETUP: TableSetup = {
	title: 'Brecha salarial en Jalisco',
	theme: 'Empleo y desigualdad',
	origin: { consultation: 'Consulta pública del plan de acción local', date: '2026-09-01' },
	question: '¿Por qué ganan menos las mujeres en Jalisco y qué puede hacerse?',
	language: 'es',
	welcome: 'Les damos la bienvenida.',
	materials: [],
};

const PROBLEM = id<CardId>('problema');
const CAUSE_1 = id<CardId>('causauno');
const CAUSE_2 = id<CardId>('causados');
const EFFECT = id<CardId>('efecto');
const SOLUTION = id<CardId>('solucion');
const SIZE = [220, 116] as const;
export const TREE: FrozenTree = {
	cards: [
		{ card: EFFECT, kind: 'effect', text: 'Menos ahorro y pensiones más bajas', pos: [300, 0], size: SIZE },
		{
			card: PROBLEM,
			kind: 'problem',
			text: 'Desigualdad laboral y salarial entre hombres y mujeres en la entidad',
			pos: [260, 200],
			size: [320, 132],
		},
		{
			card: CAUSE_1,
			kind: 'cause',
			text: 'Las empresas no publican sus salarios por puesto',
			pos: [100, 420],
			size: SIZE,
		},
		{
			card: CAUSE_2,
			kind: 'cause',
			text: 'El trabajo de cuidados recae en las mujeres',
			pos: [460, 420],
			size: SIZE,
		},
		{
			card: SOLUTION,
			kind: 'solution',
			text: 'Registro de empresas igualitarias con salarios por puesto y sexo',
			pos: [100, 600],
			size: SIZE,
		},
	],
	links: [
		{ from: PROBLEM, to: EFFECT },
		{ from: CAUSE_1, to: PROBLEM },
		{ from: CAUSE_2, to: PROBLEM },
		{ from: SOLUTION, to: CAUSE_1 },
	],
};

export const CORE: FrozenCore = {
	commitment: COMMITMENT,
	workshop: WORKSHOP,
	title: 'Reducir la brecha salarial entre hombres y mujeres en el estado de Jalisco',
	language: 'es',
	fields: {
		problem:
			'Por el mismo trabajo, una mujer gana en Jalisco 13 % menos que un hombre. La diferencia no se explica por estudios ni por experiencia.',
		causes: 'Las empresas no publican sus salarios por puesto, y nadie puede comparar.',
		background: 'Desde 2024 la Secretaría del Trabajo lleva un registro voluntario con 41 empresas.',
		solution:
			'El Gobierno del Estado publicará cada semestre el salario por puesto y sexo de las empresas del Registro de empresas igualitarias.\n\nLas organizaciones de la mesa revisarán las diferencias que no se expliquen.',
		results: 'Que la diferencia salarial no explicada baje de 13 % a 9 % en las empresas del registro.',
		transparency: 'Los datos se publican en formato abierto.',
		accountability: 'La Secretaría responde por escrito a cada diferencia señalada.',
		participation: 'Las organizaciones revisan los datos antes de cada informe.',
		lead: 'Secretaría del Trabajo y Previsión Social',
		supporters: 'Cámaras empresariales; Universidad de Guadalajara',
		term: 'Enero de 2027 a diciembre de 2028',
	},
	indicators: [
		{
			id: 'indicador1',
			type: 'result',
			text: 'Diferencia salarial no explicada en las empresas del registro',
			baseline: '13 % (2026)',
			target: '9 % (2028)',
			means: 'Encuesta de salarios por puesto, publicada cada semestre',
		},
	],
};
export const CONTENT = textOf(CORE).hash;

const ruleCard = (method: 'dots' | 'consensus'): RuleCard => ({
	method,
	eligible: 'seated',
	budget: method === 'dots' ? 5 : null,
	cap: method === 'dots' ? 3 : null,
	quorum: { total: 3, sectors: [GOVERNMENT, CIVIL] },
	weighting: 'sectors',
	secrecy: 'by-sector',
	turnout: 'by-sector',
	results: 'at-close',
	closes: 'by-hand',
	tie: 'kept',
	openSeats: false,
});

const OPTION_1 = id<OptionId>('opcionuno');
const OPTION_2 = id<OptionId>('opciondos');
const THE_OPTION = id<OptionId>('opcion');
const none = { agree: 0, reservation: 0, abstain: 0, block: 0 };

function round(
	name: string,
	subject: IssuedPoll['subject'],
	question: string,
	options: IssuedPoll['options'],
): IssuedPoll {
	return {
		poll: id<PollId>(name),
		subject,
		question,
		card: ruleCard('consensus'),
		options,
		eligible: 4,
		present: 4,
		openedAt: at('10:10'),
		closedAt: at('10:20'),
		tally: {
			method: 'consensus',
			ballots: 4,
			counts: { ...none, agree: 4 },
			bySector: {
				[GOVERNMENT]: { ...none, agree: 1 },
				[CIVIL]: { ...none, agree: 2 },
				[ACADEMIA]: { ...none, agree: 1 },
			},
			reached: true,
			missing: [],
		},
		root: hash('a'),
		exception: null,
		reasons: [],
	};
}

const option = (name: OptionId, card: CardId | null) => ({
	id: name,
	card,
	text: TREE.cards.find((other) => other.card === card)?.text ?? '',
});

export const PRIORITIES: IssuedPoll = {
	...round('ordenar', { kind: 'prioritise', of: 'causes' }, '¿Qué causas atendemos primero?', [
		option(OPTION_1, CAUSE_1),
		option(OPTION_2, CAUSE_2),
	]),
	card: ruleCard('dots'),
	tally: {
		method: 'dots',
		ballots: 3,
		ballotsBySector: { [GOVERNMENT]: 1, [CIVIL]: 2 },
		options: [
			{ id: OPTION_1, dots: 9, bySector: { [GOVERNMENT]: 3, [CIVIL]: 6 }, share: 0.6 },
			{ id: OPTION_2, dots: 6, bySector: { [GOVERNMENT]: 2, [CIVIL]: 4 }, share: 0.4 },
		],
		order: [[OPTION_1], [OPTION_2]],
		silentSectors: [ACADEMIA],
	},
	exception: 'La Universidad llega a las once y pidió empezar sin ella.',
};

export const ROUND: IssuedPoll = {
	...round(
		'acordar',
		{ kind: 'commitment', commitment: COMMITMENT, version: 1, content: CONTENT },
		'¿Acordamos este texto?',
		[option(THE_OPTION, null)],
	),
	openedAt: at('11:40'),
	closedAt: at('11:52'),
	tally: {
		method: 'consensus',
		ballots: 4,
		counts: { agree: 2, reservation: 1, abstain: 1, block: 0 },
		bySector: {
			[GOVERNMENT]: { ...none, agree: 1 },
			[CIVIL]: { ...none, agree: 1, reservation: 1 },
			[ACADEMIA]: { ...none, abstain: 1 },
		},
		reached: true,
		missing: [],
	},
	reasons: [
		{
			sector: CIVIL,
			answer: 'reservation',
			text: 'El registro sigue siendo voluntario.\nPedimos revisarlo a los doce meses.',
		},
	],
};

const SECRET = sha256(utf8ToBytes('mesa-abierta, a key for tests'));
const PUBLIC_KEY = bytesToHex(ed25519.getPublicKey(SECRET));
const KEY_ID = bytesToHex(sha256(ed25519.getPublicKey(SECRET))).slice(0, 16);

export const RECORD: IssuedRecord = {
	format: 'mesa-abierta/commitment/1',
	commitment: COMMITMENT,
	version: 1,
	workshop: WORKSHOP,
	url: `https://mesa.example/c/${COMMITMENT}`,
	example: true,
	issuedAt: at('12:20'),
	proposedAt: at('11:30'),
	agreedAt: at('12:05'),
	content: CONTENT,
	core: CORE,
	table: SETUP,
	rules: { version: 1, adoptedAt: at('10:20'), rules: RULES, labels: LABELS },
	approvals: [
		{
			sector: GOVERNMENT,
			at: at('11:58'),
			voucher: 'facilitator',
			signatory: {
				name: 'María del Carmen Ríos',
				office: 'Secretaria del Trabajo',
				organisation: 'Gobierno del Estado de Jalisco',
				powers: 'Nombramiento del 8 de diciembre de 2024; Ley Orgánica, artículo 27',
			},
		},
		{ sector: CIVIL, at: at('12:05'), voucher: 'seated', signatory: null },
	],
	round: ROUND,
	decisions: [
		round('reglas', { kind: 'rules', version: 1, rules: hash('b') }, '¿Adoptamos estas reglas para nuestra mesa?', [
			option(THE_OPTION, null),
		]),
		PRIORITIES,
		round(
			'confirmar',
			{ kind: 'confirm', of: 'causes', after: PRIORITIES.poll },
			'¿Podemos trabajar con estas causas?',
			[option(OPTION_1, CAUSE_1)],
		),
		round(
			'soluciones',
			{ kind: 'confirm', of: 'solutions', after: null },
			'¿Podemos comprometernos con estas soluciones?',
			[option(OPTION_1, SOLUTION)],
		),
	],
	tree: TREE,
	solutions: [SOLUTION],
	issue: {
		facilitatorAffiliation: null,
		witnessSector: CIVIL,
		witnessVoucher: 'seated',
		quorum: { present: 4, bySector: { [GOVERNMENT]: 1, [CIVIL]: 2, [ACADEMIA]: 1 }, met: true },
		exception: null,
	},
	log: { seq: 131, hash: 'c'.repeat(64) },
	key: { id: KEY_ID, algorithm: 'Ed25519', publicKey: PUBLIC_KEY },
};

/** A record as it is published: canonical bytes, their hash, and the test key's signature over them. */
export function issue(record: IssuedRecord): PublicCommitment['versions'][number] {
	const text = canonicalJson(record);
	return {
		version: record.version,
		record: text,
		hash: bytesToHex(sha256(utf8ToBytes(text))),
		signature: bytesToHex(ed25519.sign(utf8ToBytes(text), SECRET)),
		key: KEY_ID,
		publicKey: PUBLIC_KEY,
		issuedAt: record.issuedAt,
	};
}

export const PUBLISHED: PublicCommitment = { commitment: COMMITMENT, versions: [issue(RECORD)] };

const session: SessionView = {
	id: SESSION,
	setup: {
		title: 'Primera sesión',
		place: 'Guadalajara, Casa de la Cultura',
		mode: 'hybrid',
		date: '2026-11-21',
		videoLink: 'https://video.example/mesa',
	},
	openedAt: at('10:00'),
	closedAt: at('12:30'),
};

const pollView = (poll: IssuedPoll): PollView => ({
	...poll,
	id: poll.poll,
	cardHash: hash('d'),
	options: poll.options.map((each) => ({
		id: each.id,
		card: each.card as CardId | null,
		kind: TREE.cards.find(({ card }) => card === each.card)?.kind ?? null,
		text: each.text,
		content: hash('e'),
	})),
	status: 'closed',
	quorum: { present: poll.present, bySector: {}, missing: [], met: true },
	turnout: [
		{ sector: GOVERNMENT, eligible: 1, voted: 1 },
		{ sector: CIVIL, eligible: 2, voted: 2 },
		{ sector: ACADEMIA, eligible: 1, voted: poll.tally.method === 'dots' ? 0 : 1 },
	],
	cancelledReason: null,
});

export const ISSUED_VIEW: CommitmentView = {
	id: COMMITMENT,
	title: CORE.title,
	status: 'issued',
	solutions: [SOLUTION],
	version: 1,
	locked: true,
	proposed: { content: CONTENT, core: CORE, at: at('11:30'), openUntil: at('23:30') },
	signatures: [
		{
			sector: GOVERNMENT,
			participant: id<ParticipantId>('maria'),
			name: 'María del Carmen Ríos',
			office: 'Secretaria del Trabajo',
			organisation: 'Gobierno del Estado de Jalisco',
			at: at('11:58'),
			voucher: 'facilitator',
		},
		{
			sector: CIVIL,
			participant: id<ParticipantId>('ana'),
			name: null,
			office: null,
			organisation: null,
			at: at('12:05'),
			voucher: 'seated',
		},
	],
	missingSectors: [],
	round: ROUND.poll,
	issueRequested: { by: id<ParticipantId>('marta'), at: at('12:10') },
	issued: { at: at('12:20'), url: `https://mesa.example/c/${COMMITMENT}`, record: hash('f') },
};

const present = { means: 'self', from: at('10:02'), until: at('12:30'), affiliation: null, role: 'guest' } as const;
const by = 'Marta Lozano';
export const MINUTES: MinutesData = {
	workshop: { id: WORKSHOP, setup: SETUP, example: true },
	session,
	sessions: [{ id: SESSION, openedAt: session.openedAt, closedAt: session.closedAt }],
	generatedAt: at('12:31'),
	head: { seq: 140, hash: 'c'.repeat(64) },
	rules: { rules: RULES, labels: LABELS, adoptedAt: at('10:20') },
	agenda: agendaFrom('full'),
	attendance: [
		{
			...present,
			participant: id<ParticipantId>('marta'),
			name: by,
			organisation: 'Instituto de Transparencia',
			role: 'facilitator',
			sector: null,
			seat: null,
			affiliation: { sector: null, note: 'Consultora independiente' },
		},
		{
			...present,
			participant: id<ParticipantId>('maria'),
			name: 'María del Carmen Ríos',
			organisation: 'Secretaría del Trabajo',
			sector: GOVERNMENT,
			seat: { sector: GOVERNMENT, voucher: 'facilitator' },
		},
		{
			...present,
			participant: id<ParticipantId>('ana'),
			name: 'Ana Fernández',
			organisation: 'Mujeres por el Salario Justo, A. C.',
			sector: CIVIL,
			seat: { sector: CIVIL, voucher: 'facilitator' },
		},
		{
			...present,
			participant: id<ParticipantId>('benito'),
			name: 'Benito Cruz',
			organisation: 'Observatorio Ciudadano',
			sector: CIVIL,
			seat: { sector: CIVIL, voucher: 'seated' },
			until: at('12:00'),
		},
		{
			...present,
			participant: id<ParticipantId>('chela'),
			name: 'Graciela Ibarra',
			organisation: 'Universidad de Guadalajara',
			sector: ACADEMIA,
			seat: { sector: ACADEMIA, voucher: 'facilitator' },
			means: 'facilitator',
			from: at('11:03'),
		},
	],
	quorum: { present: 4, bySector: { [GOVERNMENT]: 1, [CIVIL]: 2, [ACADEMIA]: 1 }, missing: [], met: true },
	acts: [
		{ at: at('10:00'), by, act: 'session.opened' },
		{ at: at('10:01'), by, act: 'facilitator.affiliated', sector: null, note: 'Consultora independiente' },
		{ at: at('10:04'), by, act: 'seat.granted', person: 'Ana Fernández', sector: CIVIL, voucher: 'facilitator' },
		{ at: at('10:20'), by, act: 'rules.adopted', version: 1 },
		{ at: at('10:22'), by, act: 'phase.moved', to: 'p3' as PhaseId },
		{
			at: at('10:42'),
			by,
			act: 'lock.set',
			target: { kind: 'draft', commitment: COMMITMENT },
			title: CORE.title,
			reason: 'Ya está acordada la redacción',
		},
		{
			at: at('11:30'),
			by,
			act: 'commitment.proposed',
			commitment: COMMITMENT,
			title: CORE.title,
			reason: null,
		},
		{
			at: at('12:05'),
			by: '',
			act: 'commitment.signed',
			commitment: COMMITMENT,
			title: CORE.title,
			sector: CIVIL,
			person: 'Ana Fernández',
		},
		{ at: at('12:30'), by, act: 'session.closed' },
	],
	polls: [...RECORD.decisions, ROUND].map(pollView),
	exceptions: [{ at: at('10:30'), by, about: 'poll', of: PRIORITIES.question, reason: PRIORITIES.exception ?? '' }],
	commitments: [ISSUED_VIEW],
	chosen: [CAUSE_1, SOLUTION],
	tree: TREE,
};
