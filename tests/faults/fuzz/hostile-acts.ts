import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { updateOf } from '../../support/raw-client.ts';
import type { Dice } from './dice.ts';

/** What a hostile client has to go on: the document as anybody may read it, and what it has heard and sent. */
export interface Prey {
	readonly doc: Y.Doc;
	readonly roots: readonly string[];
	readonly heard: readonly Uint8Array[];
	/** A client id of its own. */
	readonly me: number;
}

/** One message body that no honest client would send, or one that an honest one sent before. */
export function hostileUpdate(prey: Prey, dice: Dice): Uint8Array {
	switch (dice.among({ flip: 36, replay: 4, forge: 36, craft: 12, blend: 8 })) {
		case 'flip':
			return flip((dice.chance(0.3) ? dice.pick(prey.heard) : null) ?? forge(prey, dice), dice);
		case 'replay':
			return dice.pick(prey.heard) ?? forge(prey, dice);
		case 'forge':
			return forge(prey, dice);
		case 'craft':
			return craft(prey, dice);
		case 'blend':
			return Y.mergeUpdates([forge(prey, dice), dice.pick(prey.heard) ?? forge(prey, dice)]);
	}
}

/** Some bytes changed, small numbers by preference: they are clocks, lengths and kinds of content. */
function flip(bytes: Uint8Array, dice: Dice): Uint8Array {
	const copy = Uint8Array.from(bytes);
	for (let hits = 1 + dice.below(3); hits > 0; hits--) {
		copy[dice.below(copy.length)] = dice.chance(0.5) ? dice.below(12) : dice.below(256);
	}
	return dice.chance(0.08) ? copy.slice(0, dice.below(copy.length)) : copy;
}

/** Well-formed, from a copy that is up to date, but against the rules of the house. */
function forge({ doc, roots, me }: Prey, dice: Dice): Uint8Array {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	const others = [...copy.store.clients.keys()];
	copy.clientID = dice.chance(0.12) ? (dice.pick(others) ?? me) : me;
	return updateOf(copy, () => {
		for (let acts = 1 + dice.below(3); acts > 0; acts--) forgeOne(copy, roots, dice);
	});
}

function forgeOne(copy: Y.Doc, roots: readonly string[], dice: Dice): void {
	const root = copy.getMap<unknown>(dice.pick(roots));
	const key = dice.chance(0.85) ? dice.pick([...root.keys()]) : undefined;
	const entry = key === undefined ? undefined : root.get(key);
	switch (
		dice.among({
			value: 8,
			inner: 14,
			wipe: 3,
			wipeInner: 4,
			replace: 3,
			type: 8,
			cut: 5,
			stranger: 3,
			format: 1,
			odd: 2,
		})
	) {
		case 'value':
			return void root.set(key ?? oddKey(dice), oddValue(dice));
		case 'inner':
			if (entry instanceof Y.Map)
				entry.set(dice.pick([...entry.keys(), 'size', 'z', oddKey(dice)]) ?? 'pos', oddValue(dice));
			return;
		case 'wipe':
			return void (key !== undefined && root.delete(key));
		case 'wipeInner':
			if (entry instanceof Y.Map) entry.delete(dice.pick([...entry.keys()]) ?? 'text');
			return;
		case 'replace':
			return void root.set(
				key ?? oddKey(dice),
				new Y.Map<unknown>([
					['text', new Y.Text('mío')],
					['kind', 'cause'],
				]),
			);
		case 'type': {
			const text = textIn(entry, dice);
			return void text?.insert(
				dice.below(text.length + 1),
				dice.chance(0.05) ? 'x'.repeat(30_000) : dice.words(),
			);
		}
		case 'cut': {
			const text = textIn(entry, dice);
			if (text && text.length > 0) text.delete(dice.below(text.length), 1);
			return;
		}
		case 'stranger':
			return void copy.getMap(dice.pick(['mine', 'cards ', '__proto__x'])).set('a', 1);
		case 'format': {
			const text = textIn(entry, dice);
			if (text && text.length > 0) text.format(0, 1, { bold: true });
			return;
		}
		case 'odd':
			return void root.set(
				key ?? oddKey(dice),
				dice.pick([new Y.Array(), new Y.Text('suelto'), new Uint8Array(4)]),
			);
	}
}

function textIn(entry: unknown, dice: Dice): Y.Text | null {
	if (entry instanceof Y.Text) return entry;
	if (!(entry instanceof Y.Map)) return null;
	return dice.pick([...entry.values()].filter((value): value is Y.Text => value instanceof Y.Text)) ?? null;
}

const oddKey = (dice: Dice): string =>
	dice.pick([
		'text',
		'constructor',
		'toString',
		'a',
		'',
		'x'.repeat(300),
		`${dice.cardId()}~${dice.cardId()}`,
		dice.cardId(),
		'kind',
		'into',
		'mirrors',
		'pinned',
		'source',
		'voice',
	]) ?? 'a';

function oddValue(dice: Dice): unknown {
	return dice.pick<unknown>([
		[dice.below(500), dice.below(500)],
		[NaN, 1],
		[Infinity, 0],
		[1, 2, 3],
		'cause',
		'problem',
		'boss',
		true,
		false,
		null,
		undefined,
		7,
		{ from: dice.cardId(), to: dice.cardId(), gone: false },
		{ type: 'geo', w: 3 },
		'x'.repeat(5_000),
		'a1',
		'data',
		{ sector: 's1' },
		{ sector: 's1', name: 'Ana' },
	]);
}

/** Written by hand, struct by struct: what Yjs's own encoder would never write. */
function craft({ doc, roots, me }: Prey, dice: Dice): Uint8Array {
	const clients = [...doc.store.clients.keys(), me, dice.clientId()];
	const clockOf = (client: number) => Y.getState(doc.store, client);
	const someId = (encoder: encoding.Encoder) => {
		const client = dice.pick(clients) ?? me;
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, dice.below(clockOf(client) + 3));
	};
	return encoding.encode((encoder) => {
		const groups = dice.below(3);
		encoding.writeVarUint(encoder, groups);
		for (let group = 0; group < groups; group++) {
			const client = dice.chance(0.7) ? me : (dice.pick(clients) ?? me);
			const structs = 1 + dice.below(3);
			encoding.writeVarUint(encoder, structs);
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, Math.max(0, clockOf(client) + (dice.chance(0.8) ? 0 : dice.below(5) - 2)));
			for (let struct = 0; struct < structs; struct++) {
				switch (dice.among({ tombstone: 1, skip: 1, text: 5, value: 5, removed: 2 })) {
					case 'tombstone':
						encoding.writeUint8(encoder, 0);
						encoding.writeVarUint(encoder, dice.chance(0.2) ? 2 ** 40 : dice.below(4));
						break;
					case 'skip':
						encoding.writeUint8(encoder, 10);
						encoding.writeVarUint(encoder, 1 + dice.below(4));
						break;
					case 'text':
						place(4);
						encoding.writeVarString(encoder, dice.words());
						break;
					case 'value':
						place(8);
						encoding.writeVarUint(encoder, 1);
						encoding.writeAny(encoder, 'cause');
						break;
					case 'removed':
						place(1);
						encoding.writeVarUint(encoder, 1 + dice.below(3));
						break;
				}
			}
		}
		const deletes = dice.below(3);
		encoding.writeVarUint(encoder, deletes);
		for (let each = 0; each < deletes; each++) {
			const client = dice.pick(clients) ?? me;
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, 1);
			encoding.writeVarUint(encoder, dice.below(clockOf(client) + 2));
			encoding.writeVarUint(encoder, dice.below(4));
		}

		/** The head of an item: beside others, or under a root, with or without a key. */
		function place(content: number): void {
			const hasLeft = dice.chance(0.6);
			const hasRight = dice.chance(0.3);
			const hasKey = dice.chance(0.4);
			encoding.writeUint8(encoder, content | (hasLeft ? 128 : 0) | (hasRight ? 64 : 0) | (hasKey ? 32 : 0));
			if (hasLeft) someId(encoder);
			if (hasRight) someId(encoder);
			if (hasLeft || hasRight) return;
			const underRoot = dice.chance(0.5);
			encoding.writeVarUint(encoder, underRoot ? 1 : 0);
			if (underRoot) encoding.writeVarString(encoder, dice.pick([...roots, 'mine']) ?? 'cards');
			else someId(encoder);
			if (hasKey)
				encoding.writeVarString(encoder, dice.pick(['kind', 'text', 'a', '__proto__', dice.cardId()]) ?? 'a');
		}
	});
}
