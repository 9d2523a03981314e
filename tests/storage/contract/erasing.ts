import { afterAll, beforeAll, expect, test } from 'vitest';
import { FencedError, type Storage } from '../../../server/storage/storage.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import {
	append,
	AT,
	ballot,
	board,
	event,
	newParticipant,
	newPrincipal,
	person,
	statement,
	summary,
	text,
} from '../examples.ts';
import { claimed, joined, update } from './given.ts';

export function erasingContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	afterAll(() => opened.remove());

	test('[V31] what is discarded is gone, ballots and statements, at that table alone, and of nobody else', async () => {
		const { workshop, epoch, participant } = await joined(storage);
		const elsewhere = await joined(storage);
		const [cast, reason, kept, said] = [
			ballot(participant),
			statement(participant),
			ballot(participant),
			statement(participant),
		];
		const records = [cast, reason, kept, said];
		const before = (await storage.log.records(workshop)).map(({ ref }) => ref);
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 2)], records }));
		const refs = [cast.ref, reason.ref];
		await storage.log.append(
			append(elsewhere.workshop, elsewhere.epoch, {
				events: [event(elsewhere.workshop, 2)],
				discardRecords: refs,
			}),
		);
		expect(await storage.log.records(workshop)).toHaveLength(before.length + 4);
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 3)], discardRecords: refs }));
		const left = (await storage.log.records(workshop)).map(({ ref }) => ref);
		expect(left.sort()).toEqual([...before, kept.ref, said.ref].sort());
	});

	test('erasing a person takes the name, the statements, the codes and the sign-in, and leaves ballots and edits', async () => {
		const { workshop, epoch, participant, principal } = await joined(storage);
		const other = newParticipant();
		const [said, issuedWords, voted] = [statement(participant), statement(participant), ballot(participant)];
		const others = [person(other), statement(other)];
		await storage.log.append(
			append(workshop, epoch, {
				events: [event(workshop, 2)],
				records: [said, issuedWords, voted, ...others],
				memberships: [{ participant: other, principal: newPrincipal() }],
				idempotency: { principal, key: 'what-she-asked', response: '{}' },
			}),
		);
		const claim = { clientId: 7, participant, at: AT };
		await storage.documents.append([
			{ workshop, epoch, document: 'board', updates: [update(Uint8Array.of(1))], claims: [claim] },
		]);

		await storage.log.append(
			append(workshop, epoch, {
				events: [event(workshop, 3)],
				erasePerson: participant,
				keepRecords: [issuedWords.ref],
			}),
		);
		const refs = (await storage.log.records(workshop)).map((record) => record.ref).sort();
		expect(refs).toEqual([issuedWords, voted, ...others].map((record) => record.ref).sort());
		expect((await storage.documents.load(workshop, 'board')).claims).toEqual([claim]);
		expect(await storage.log.events(workshop)).toHaveLength(3);
		expect(await storage.people.principalOf(participant)).toBeNull();
		expect(await storage.people.participant(workshop, principal)).toBeNull();
		expect(await storage.people.byRejoinCode(`code of ${participant}`)).toBeNull();
		expect(await storage.log.workshopsOf(principal)).toEqual([]);
		expect(await storage.log.answered(workshop, { principal, key: 'what-she-asked' })).toBeNull();
		expect(await storage.auth.sessionsOf(principal)).toEqual([]);
		expect(await storage.auth.isPrincipal(principal)).toBeNull();
		expect(await storage.people.principalOf(other)).not.toBeNull();
	});

	test('who is erased at one table stays signed in at another, and so does an account', async () => {
		const { workshop, epoch, participant, principal } = await joined(storage);
		const second = await claimed(storage);
		await storage.log.append(
			append(second.workshop, second.epoch, { memberships: [{ participant: newParticipant(), principal }] }),
		);
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 2)], erasePerson: participant }));
		expect(await storage.auth.sessionsOf(principal)).toHaveLength(1);

		const third = await claimed(storage);
		const account = newPrincipal();
		const facilitator = newParticipant();
		await storage.auth.createAccount({
			id: account,
			username: account,
			name: 'L',
			passwordHash: '$',
			createdAt: AT,
		});
		await storage.auth.createSession({
			hash: `session of ${account}`,
			principal: account,
			expiresAt: 9,
			provedAt: null,
		});
		await storage.log.append(
			append(third.workshop, third.epoch, { memberships: [{ participant: facilitator, principal: account }] }),
		);
		await storage.log.append(
			append(third.workshop, third.epoch, { events: [event(third.workshop, 2)], erasePerson: facilitator }),
		);
		expect(await storage.auth.sessionsOf(account)).toHaveLength(1);
		expect(await storage.auth.isPrincipal(account)).toBe('account');
	});

	test('erasing a table leaves its chain alone', async () => {
		const { workshop, epoch, participant, principal } = await joined(storage);
		const kept = await joined(storage);
		await storage.log.append(
			append(workshop, epoch, {
				events: [event(workshop, 2)],
				texts: [text('"a title"')],
				records: [statement(participant), ballot(participant)],
				joinCode: `gone${workshop}`,
				idempotency: { principal, key: 'what-he-asked', response: '{}' },
			}),
		);
		await storage.auth.createToken({
			hash: `token ${workshop}`,
			kind: 'facilitate',
			account: null,
			workshop,
			createdAt: 1,
			expiresAt: 9,
		});
		const claim = { clientId: 7, participant, at: AT };
		await storage.documents.append([
			{
				workshop,
				epoch,
				document: 'board',
				updates: [update(Uint8Array.of(1)), update(Uint8Array.of(2))],
				claims: [claim],
			},
		]);
		await storage.documents.compact(workshop, epoch, 'board', Uint8Array.of(3), 1);

		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 3)], board: board(3) }));

		const erased = summary(workshop, { status: 'erased', title: '' });
		await storage.log.append(
			append(workshop, epoch, {
				events: [event(workshop, 4)],
				eraseWorkshop: true,
				joinCode: null,
				summary: erased,
			}),
		);
		expect((await storage.log.events(workshop)).map((row) => row.seq)).toEqual([1, 2, 3, 4]);
		expect(await storage.log.records(workshop)).toEqual([]);
		expect(await storage.log.texts(workshop)).toEqual([]);
		expect(await storage.log.joinCode(workshop)).toBeNull();
		expect(await storage.log.workshopsOf(principal)).toEqual([]);
		expect(await storage.log.answered(workshop, { principal, key: 'what-he-asked' })).toBeNull();
		expect(await storage.people.byRejoinCode(`code of ${participant}`)).toBeNull();
		expect(await storage.boards.moments(workshop)).toEqual([]);
		expect(await storage.boards.picture(workshop, 3)).toBeNull();
		expect(await storage.documents.list(workshop)).toEqual([]);
		expect(await storage.documents.load(workshop, 'board')).toEqual({
			snapshot: null,
			snapshotUntil: 0,
			updates: [],
			lastUpdate: 0,
			claims: [],
		});
		const late = { workshop, epoch, document: 'board', updates: [update(new Uint8Array([0, 0]))], claims: [] };
		await expect(storage.documents.append([late])).rejects.toThrow(FencedError);
		expect(await storage.auth.token(`token ${workshop}`)).toBeNull();
		expect((await storage.log.workshops()).find((row) => row.workshop === workshop)).toEqual(erased);
		expect(await storage.log.records(kept.workshop)).toHaveLength(1);
		expect(await storage.auth.sessionsOf(kept.principal)).toHaveLength(1);
	});
}
