import type * as Y from 'yjs';
import { ROOTS } from '#board/roots.ts';
import type { ParticipantId } from '#domain/ids.ts';
import type { DocumentFacts, DocumentTarget } from '#domain/permissions.ts';
import { CLOSE, type CloseCode } from '#protocol/sync.ts';
import { MassChange } from '../mass-change.ts';
import { REFUSED_PATHS_MAX, UPDATE_MAX_BYTES } from '../limits.ts';
import { Astray } from './astray.ts';
import type { Claims } from './claims.ts';
import { factsOf } from './facts.ts';
import { inspect } from './inspect.ts';
import type { News } from './news.ts';
import { Paths } from './paths.ts';
import { FULL, refusalIn, type RefusedPart } from './refusal.ts';
import { rewrite } from './rewrite.ts';
import { Trial, type MayWrite } from './trial.ts';

/** Who sends an update, and what holds for them now. */
export interface Author {
	readonly participant: ParticipantId;
	readonly now: number;
	readonly mayWrite: MayWrite;
	/** Bytes that the document may still grow by. */
	readonly bytesLeft: number;
}

export type GateAnswer =
	/** Nothing new in it. */
	| { readonly is: 'known' }
	/** Apply `update`, what is new and legal in it. `writers`: client ids of that; none where it only deletes. */
	| {
			readonly is: 'passed';
			readonly update: Uint8Array;
			readonly writers: readonly number[];
			/** What was left out of it, where something was. */
			readonly refused: RefusedPart | null;
	  }
	/** Drop it whole, and tell its author to start afresh. */
	| { readonly is: 'refused'; readonly refused: RefusedPart }
	| { readonly is: 'closed'; readonly code: CloseCode };

/** Looks at every update before it touches its document, and lets in what is legal (decision 009). */
export class Gate {
	readonly #doc: Y.Doc;
	readonly #roots: readonly string[];
	readonly #claims: Claims;
	readonly #facts: DocumentFacts;
	readonly #paths = new Paths();
	readonly #massChange: MassChange;
	readonly #astray: Astray;

	constructor(doc: Y.Doc, { document }: DocumentTarget, claims: Claims) {
		this.#doc = doc;
		this.#roots = ROOTS[document];
		this.#claims = claims;
		this.#massChange = new MassChange((clientId) => claims.ownerOf(clientId), this.#paths);
		this.#facts = factsOf(doc, document);
		this.#astray = new Astray(doc);
	}

	/**
	 * The order matters: what changes nothing passes for everyone (a reader's client repeats what it knows when it connects); who
	 * may write nothing is told so whatever else is wrong, since the edits that follow a refused one always look like gaps.
	 */
	judge(update: Uint8Array, author: Author): GateAnswer {
		if (update.byteLength > UPDATE_MAX_BYTES) return closed(CLOSE.tooLarge);
		const inspected = inspect(this.#doc, update, this.#roots, this.#paths);
		if (inspected.is === 'malformed') return closed(CLOSE.malformed);
		if (inspected.is === 'known') return { is: 'known' };
		const shut = refusalIn(author.mayWrite('insert', [], this.#facts));
		if (shut) return { is: 'refused', refused: { ...shut, paths: [] } };
		if (inspected.is === 'gap') return closed(CLOSE.gap);
		return this.#judgeNews(inspected, author);
	}

	/** What was refused of what these ids wrote, where their owner has not started afresh since; null otherwise. */
	astray(clientIds: Iterable<number>): RefusedPart | null {
		return this.#astray.of(clientIds);
	}

	/** Whoever wrote under these ids has started afresh. */
	startedAfresh(clientIds: Iterable<number>): void {
		this.#astray.remove(clientIds);
	}

	#judgeNews(news: News, { participant, now, mayWrite, bytesLeft }: Author): GateAnswer {
		const writers = [...news.structs.keys()];
		const owned = this.#claims.mayWrite(writers, participant, now);
		if (owned === 'taken') return closed(CLOSE.foreign);
		if (owned === 'too-many') return closed(CLOSE.tooMany);
		const before = this.#astray.of(writers);
		if (before) return { is: 'refused', refused: before };
		if (news.items.length > 0 && news.update.byteLength > bytesLeft) {
			return { is: 'refused', refused: { ...FULL, paths: [] } };
		}
		const excess = this.#massChange.weigh(news, participant, now);
		const trial = new Trial(news, this.#paths, this.#facts, mayWrite, excess);
		const { why } = trial;
		if (why === null) {
			this.#claims.write(writers, participant, now);
			return { is: 'passed', update: news.update, writers, refused: null };
		}
		const refused = { ...why, paths: trial.paths().slice(0, REFUSED_PATHS_MAX) };
		const legal = rewrite(news, trial);
		if (legal === null) return { is: 'refused', refused };
		this.#claims.write(writers, participant, now);
		for (const { struct } of trial.refused.keys()) this.#astray.add(struct.id.client, refused);
		return { is: 'passed', update: legal, writers, refused };
	}
}

const closed = (code: CloseCode): GateAnswer => ({ is: 'closed', code });
