import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { MESSAGE } from '#protocol/sync.ts';
import { readMessage } from '../../../../server/rooms/frames.ts';
import { Claims } from '../../../../server/rooms/gate/claims.ts';
import { CLAIMS_PER_DAY } from '../../../../server/rooms/limits.ts';
import { person } from '../../../support/gate-desk.ts';

const [ana, mallory] = [person('ana'), person('mallory')];
const SERVER = 9;
const DAY = 86_400_000;
const ids = (count: number, from = 100) => Array.from({ length: count }, (_, index) => from + index);

function claimsWith(stored: readonly number[] = [], written: readonly number[] = []): Claims {
	return new Claims(
		stored.map((clientId) => ({ clientId, participant: ana, at: 0 })),
		(id) => id === SERVER,
		(id) => written.includes(id),
	);
}

describe('[G6] F6 whose a client id is', () => {
	it('the one who shows it first keeps it, and may show it again', () => {
		const claims = claimsWith();
		expect(claims.claim(1, ana, 0)).toBe('yours');
		expect(claims.claim(1, ana, 1)).toBe('yours');
		expect(claims.claim(1, mallory, 2)).toBe('taken');
		expect(claims.mayWrite([1], mallory, 2)).toBe('taken');
		expect([claims.ownerOf(1), claims.ownerOf(2)]).toEqual([ana, null]);
	});

	it('nobody gets the server’s id, or one that stands in the document without an owner', () => {
		const claims = claimsWith([], [7]);
		expect([SERVER, 7].map((id) => claims.claim(id, ana, 0))).toEqual(['taken', 'taken']);
		expect([SERVER, 7].map((id) => claims.mayWrite([id], ana, 0))).toEqual(['taken', 'taken']);
	});

	it('goes to the disk before anything is written under it, once', () => {
		const claims = claimsWith();
		claims.claim(1, ana, 5);
		expect(claims.hasUnstored).toBe(true);
		expect(claims.takeUnstored()).toEqual([{ clientId: 1, participant: ana, at: 5 }]);
		claims.write([1], ana, 6);
		claims.claim(1, ana, 7);
		expect([claims.hasUnstored, claims.takeUnstored()]).toEqual([false, []]);
	});

	it('is known again after a restart, written under or not', () => {
		const claims = claimsWith([1, 2], [1]);
		expect(claims.mayWrite([1, 2], ana, DAY)).toBe('yours');
		expect(claims.claim(2, mallory, DAY)).toBe('taken');
	});

	it('asking changes nothing', () => {
		const claims = claimsWith();
		expect(claims.mayWrite([1], ana, 0)).toBe('yours');
		expect([claims.ownerOf(1), claims.hasUnstored]).toEqual([null, false]);
	});

	it('one person writes under so many ids a day, and under as many tomorrow', () => {
		const claims = claimsWith();
		const today = ids(CLAIMS_PER_DAY);
		claims.write(today, ana, 0);
		expect(claims.mayWrite([1], ana, 1)).toBe('too-many');
		expect(claims.mayWrite(today, ana, 1)).toBe('yours');
		expect(claims.mayWrite([1], mallory, 1)).toBe('yours');
		expect(claims.mayWrite([1], ana, DAY + 1)).toBe('yours');
		expect(claimsWith().mayWrite(ids(CLAIMS_PER_DAY + 1), ana, 0)).toBe('too-many');
	});

	it('visits leave a bounded number of ids on disk a day; the oldest of the others make place', () => {
		const claims = claimsWith();
		for (const id of ids(3 * CLAIMS_PER_DAY)) expect(claims.claim(id, ana, 0)).toBe('yours');
		expect(claims.takeUnstored()).toHaveLength(CLAIMS_PER_DAY);
		// What is on disk is never forgotten: nobody else could be stored as its owner.
		expect(ids(CLAIMS_PER_DAY).every((id) => claims.ownerOf(id) === ana)).toBe(true);
		expect(claims.ownerOf(100 + CLAIMS_PER_DAY)).toBeNull();
		expect(claims.ownerOf(100 + 3 * CLAIMS_PER_DAY - 1)).toBe(ana);
		claims.write([100 + 3 * CLAIMS_PER_DAY - 1], ana, 1);
		expect(claims.takeUnstored()).toHaveLength(1);
	});

	it('one message claims what a device’s store may hold, and no more', () => {
		const claim = (count: number) =>
			readMessage(
				encoding.encode((encoder) => {
					encoding.writeVarUint(encoder, MESSAGE.claim);
					encoding.writeVarUint(encoder, count);
					for (const id of ids(count)) encoding.writeVarUint(encoder, id);
				}),
			);
		expect(claim(1_024)).toMatchObject({ type: 'claim', clientIds: ids(1_024) });
		expect(claim(1_025)).toBeNull();
	});

	it('writing under somebody else’s id notes nothing', () => {
		const claims = claimsWith([1]);
		claims.write([1, SERVER], mallory, 0);
		expect([claims.ownerOf(1), claims.ownerOf(SERVER), claims.hasUnstored]).toEqual([ana, null, false]);
	});
});
