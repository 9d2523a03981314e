import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import { describe, expect, test } from 'vitest';
import { idFromBytes, type CardId, type ParticipantId, type SectorId } from '#domain/ids.ts';
import { SECTOR_SHAPES, SECTOR_TONES } from '#domain/rules.ts';
import { encodePeers, readPeers, type PeersMessage } from '#protocol/peers-message.ts';
import { DRAG_PREVIEW_MAX, PRESENCE_REACH, type PresenceState } from '#protocol/presence.ts';
import { encodeShow, readShow, type ShowMessage } from '#protocol/show-message.ts';
import { MESSAGE, type PresenceIdentity } from '#protocol/sync.ts';

const number = fc.nat(100_000);
const id = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(idFromBytes);
const card = id.map((text) => text as CardId);
const coordinate = fc.integer({ min: -PRESENCE_REACH, max: PRESENCE_REACH });
const point = fc.tuple(coordinate, coordinate);
const view = fc
	.tuple(point, fc.nat(9_000), fc.nat(9_000))
	.map(([[left, top], width, height]) => ({ left, top, right: left + width, bottom: top + height }))
	.filter(({ right, bottom }) => right <= PRESENCE_REACH && bottom <= PRESENCE_REACH);
const state: fc.Arbitrary<PresenceState> = fc
	.record(
		{
			cursor: fc.option(point),
			drag: fc.option(fc.dictionary(card, point, { maxKeys: DRAG_PREVIEW_MAX, noNullPrototype: true })),
			editing: fc.option(card),
			brings: view,
			screen: view,
			laser: fc.constant(true),
			follows: id.map((text) => text as ParticipantId),
			looks: view,
		},
		{ requiredKeys: ['cursor', 'drag', 'editing'] },
	)
	.map(({ laser, ...shown }) => (laser && shown.cursor ? { ...shown, laser } : shown));
const person: fc.Arbitrary<PresenceIdentity> = fc.record({
	id: id.map((text) => text as ParticipantId),
	label: fc.option(fc.string({ minLength: 1, maxLength: 60 })),
	sector: fc.option(
		fc.record({
			id: fc.integer({ min: 1, max: 99 }).map((position) => `s${position}` as SectorId),
			letter: fc.constantFrom('A', 'Ñ', 'OS'),
			shape: fc.constantFrom(...SECTOR_SHAPES),
			tone: fc.constantFrom(...SECTOR_TONES),
		}),
	),
});

/** Reads a message as the other end does: the type first. */
function read<Message>(type: number, bytes: Uint8Array, body: (decoder: decoding.Decoder) => Message): Message {
	const decoder = decoding.createDecoder(bytes);
	expect(decoding.readVarUint(decoder)).toBe(type);
	return body(decoder);
}

describe('presence in a few bytes', () => {
	test('what a device says is what the server reads', () => {
		const message: fc.Arbitrary<ShowMessage> = fc.record(
			{ clientId: fc.nat(2 ** 32 - 1), view: fc.option(view), state },
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(message, (said) => {
				expect(read(MESSAGE.show, encodeShow(said), readShow)).toEqual(said);
			}),
		);
	});

	test('what the server says is what a device reads, cursors last', () => {
		const message = fc.record({
			gone: fc.array(number),
			people: fc.array(fc.record({ number, person })),
			states: fc.array(fc.record({ number, state })),
		});
		const isCursor = ({ state: { cursor, drag, editing, ...more } }: NonNullable<PeersMessage['states']>[number]) =>
			cursor !== null && drag === null && editing === null && Object.keys(more).length === 0;
		fc.assert(
			fc.property(message, fc.option(number, { nil: undefined }), (news, own) => {
				const said = own === undefined ? news : { ...news, own };
				const states = [...said.states.filter((one) => !isCursor(one)), ...said.states.filter(isCursor)];
				expect(read(MESSAGE.peers, encodePeers(said), readPeers)).toEqual({ ...said, states });
			}),
		);
	});

	test('a moved cursor is seven bytes to the server, and six to everybody', () => {
		const moved: PresenceState = { cursor: [1_900, -1_200], drag: null, editing: null };
		expect(encodeShow({ state: moved }).byteLength).toBe(7);
		const bytes = (count: number) =>
			encodePeers({ states: Array.from({ length: count }, (_, at) => ({ number: at + 128, state: moved })) })
				.byteLength;
		expect(bytes(100) - bytes(99)).toBe(6);
	});

	test.each([
		['cut short', [8, 1, 5]],
		['with parts that nobody knows', [128]],
		['that says both what it looks at and that it looks at nothing', [6, 0, 0, 0, 0]],
		['with a view turned inside out', [2, 1, 1, 0, 0]],
		['of more than it says', [4, 0]],
		['that drags more cards than one may', [8, 2, 51]],
		['that points with no pointer', [8, 32]],
		['that follows half a person', [8, 64, 1, 2, 3]],
		['that looks at a view turned inside out', [8, 128, 1, 1, 0, 0]],
	])('F17 a message %s is none', (_, body) => {
		expect(() => readShow(decoding.createDecoder(Uint8Array.from(body)))).toThrow();
	});

	test('F17 whatever bytes come, they are read or refused', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				for (const body of [readShow, readPeers]) {
					try {
						body(decoding.createDecoder(bytes));
					} catch (error) {
						expect(error).toBeInstanceOf(Error);
					}
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});
