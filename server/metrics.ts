import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { CLOSE, type CloseCode } from '#protocol/sync.ts';
import type { AnswerCode } from './http/status.ts';
import type { Rooms } from './rooms/rooms.ts';
import type { RoomsObserver } from './rooms/observe.ts';

/** Seconds: a tick is 33 ms, an append to a good disk 0.3 ms, and a room gives up after 5 s. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export interface Metrics {
	readonly observer: RoomsObserver;
	/** An upgrade to a socket was refused. */
	upgradeRefused(code: AnswerCode): void;
	readonly contentType: string;
	/** All figures in Prometheus' text format. */
	render(): Promise<string>;
}

/**
 * What the server counts of itself, for Prometheus. Labels are codes of this program only: no person, table, address or
 * document ever becomes one. Made only where a token is set; otherwise nothing is counted.
 */
export function createMetrics(deps: {
	readonly count: Rooms['count'];
	/** Connections of the decisions lane. */
	readonly live: () => number;
}): Metrics {
	const registers = [new Registry()];
	const [registry = new Registry()] = registers;
	collectDefaultMetrics({ register: registry }); // CPU, memory, event loop lag, garbage collection

	const gauge = (name: string, help: string, read: () => number) =>
		new Gauge({
			...{ name, help, registers },
			collect() {
				this.set(read());
			},
		});
	const counter = (name: string, help: string) => new Counter({ name, help, registers });

	gauge('mesa_rooms', 'Documents that are open.', () => deps.count().rooms);
	gauge('mesa_people', 'People with at least one document open.', () => deps.count().people);
	gauge('mesa_document_connections', 'Sockets of the documents lane.', () => deps.count().connections);
	gauge('mesa_live_connections', 'Sockets of the decisions lane.', deps.live);

	const ticks = new Histogram({
		...{ name: 'mesa_tick_seconds', help: 'One tick of all rooms: append, fan-out, acknowledgements.' },
		...{ registers, buckets: SECONDS },
	});
	const saves = new Histogram({
		...{ name: 'mesa_save_seconds', help: 'One append of documents to the disk.' },
		...{ registers, buckets: SECONDS },
	});
	const failures = counter('mesa_save_failures_total', 'Appends that failed.');
	const bytesIn = counter('mesa_received_bytes_total', 'Bytes of messages that came into the documents lane.');
	const bytesOut = counter('mesa_sent_bytes_total', 'Bytes of frames that the documents lane sent.');
	const messagesIn = counter('mesa_received_messages_total', 'Messages that came into the documents lane.');
	const framesOut = counter('mesa_sent_frames_total', 'Frames that the documents lane sent.');
	const resets = counter('mesa_resets_total', 'Authors who were told to start afresh.');
	const diverged = counter('mesa_state_hash_mismatches_total', 'Replicas found to differ silently (F26).');
	const refusals = new Counter({
		...{ name: 'mesa_refusals_total', help: 'What was refused, by code and by the fault that it belongs to.' },
		...{ registers, labelNames: ['code', 'fault'] as const },
	});

	return {
		observer: {
			received(bytes) {
				bytesIn.inc(bytes);
				messagesIn.inc();
			},
			sent(bytes) {
				bytesOut.inc(bytes);
				framesOut.inc();
			},
			expelled(code) {
				const { name, fault } = CLOSES.get(code) ?? { name: String(code), fault: '' };
				refusals.inc({ code: name, fault });
			},
			brokeFrame: (code) => refusals.inc({ code: code.startsWith('WS_ERR_') ? code : 'connection', fault: 'F1' }),
			refused: (code) => refusals.inc({ code, fault: FAULT_OF_REFUSAL[code] ?? '' }),
			reset: () => resets.inc(),
			diverged: () => diverged.inc(),
			ticked: (milliseconds) => ticks.observe(milliseconds / 1_000),
			saved: (milliseconds) => saves.observe(milliseconds / 1_000),
			notSaved: () => failures.inc(),
		},
		upgradeRefused: (code) => refusals.inc({ code, fault: FAULT_OF_UPGRADE[code] ?? '' }),
		contentType: registry.contentType,
		render: () => registry.metrics(),
	};
}

/** The fault against which the server ends a connection with that code; '' where it is none of the list. */
const FAULT_OF_CLOSE: Readonly<Record<keyof typeof CLOSE, string>> = {
	malformed: 'F2,F3,F5,F7,F8,F9,F11',
	signedOut: 'F14',
	removed: 'F14',
	unknownDocument: 'F12',
	foreign: 'F6',
	refusedWrite: 'F10',
	tooLarge: 'F16',
	tooMany: 'F18',
	unsaved: 'F23',
	gap: 'F4',
	clientIdTaken: 'F17',
	busy: 'F19,F20,F32',
	stopping: '',
	superseded: 'F29',
	unreadable: 'F22',
};
const CLOSES: ReadonlyMap<CloseCode, { readonly name: string; readonly fault: string }> = new Map(
	Object.entries(CLOSE).map(([name, code]) => [code, { name, fault: FAULT_OF_CLOSE[name as keyof typeof CLOSE] }]),
);

/** Codes of the gate, as the author of an edit is told them. */
const FAULT_OF_REFUSAL: Readonly<Partial<Record<string, string>>> = {
	'role.observer': 'F10',
	'phase.closed': 'F10',
	'workshop.archived': 'F10',
	'commitment.not-draft': 'F10',
	'lock.held': 'F30',
	'place.pinned': 'F31',
	'role.facilitator-only': 'F10',
	'text.gone': 'F30',
	'value.invalid': 'F27',
	'change.too-many': 'F31',
	'document.full': 'F16',
};

const FAULT_OF_UPGRADE: Readonly<Partial<Record<AnswerCode, string>>> = {
	'origin.foreign': 'F13',
	'session.required': 'F15',
	'session.expired': 'F14',
	'not-found': 'F12',
	'server.busy': 'F20',
};
