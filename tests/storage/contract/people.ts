import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Account, Storage, Token } from '../../../server/storage/storage.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import { append, AT, event, newParticipant, newPrincipal } from '../examples.ts';
import { joined } from './given.ts';

export function peopleContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	let lucia: Account;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	beforeEach(async () => {
		const id = newPrincipal();
		lucia = { id, username: `lucia-${id}`, name: 'Lucía Ñ', passwordHash: '$argon2id$v=19$x', createdAt: AT };
		expect(await storage.auth.createAccount(lucia)).toBe('created');
	});
	afterAll(() => opened.remove());

	const token = (change: Partial<Token> = {}): Token => ({
		hash: newPrincipal(),
		kind: 'invite',
		account: null,
		workshop: null,
		createdAt: AT,
		expiresAt: AT + 100,
		...change,
	});

	test('an account is found by its id and by its user name', async () => {
		expect(await storage.auth.account(lucia.id)).toEqual(lucia);
		expect(await storage.auth.accountByUsername(lucia.username)).toEqual(lucia);
		expect(await storage.auth.account('nobody')).toBeNull();
		expect(await storage.auth.accountByUsername('nobody')).toBeNull();
		const accounts = await storage.auth.accounts();
		expect(accounts).toContainEqual(lucia);
		expect(await storage.auth.countAccounts()).toBe(accounts.length);
	});

	test('a user name is taken once, also by two who ask at the same moment', async () => {
		const count = await storage.auth.countAccounts();
		expect(await storage.auth.createAccount({ ...lucia, id: newPrincipal() })).toBe('taken');
		const both = ['a', 'b'].map((id) =>
			storage.auth.createAccount({ ...lucia, id: id + newPrincipal(), username: `twice-${lucia.id}` }),
		);
		expect((await Promise.all(both)).sort()).toEqual(['created', 'taken']);
		expect(await storage.auth.countAccounts()).toBe(count + 1);
		await expect(storage.auth.createAccount({ ...lucia, username: 'another' })).rejects.toThrow();
	});

	test('a new password replaces the old one', async () => {
		await storage.auth.setPassword(lucia.id, '$argon2id$new');
		expect((await storage.auth.account(lucia.id))?.passwordHash).toBe('$argon2id$new');
	});

	test('a principal is an account, a guest or nobody', async () => {
		const guest = newPrincipal();
		await storage.auth.createGuest(guest, AT);
		expect(await storage.auth.isPrincipal(lucia.id)).toBe('account');
		expect(await storage.auth.isPrincipal(guest)).toBe('guest');
		expect(await storage.auth.isPrincipal(newPrincipal())).toBeNull();
	});

	test('a link works once, also when two open it at the same moment', async () => {
		const reset = token({ kind: 'reset', account: lucia.id });
		await storage.auth.createToken(reset);
		expect(await storage.auth.token(reset.hash)).toEqual(reset);
		const taken = await Promise.all([1, 2].map(() => storage.auth.takeToken(reset.hash, AT)));
		expect(taken.filter((answer) => answer !== null)).toEqual([reset]);
		expect(await storage.auth.token(reset.hash)).toBeNull();
	});

	test('an expired link does not work', async () => {
		const late = token();
		await storage.auth.createToken(late);
		expect(await storage.auth.takeToken(late.hash, late.expiresAt)).toBeNull();
	});

	test('all links of one kind can be withdrawn together', async () => {
		const { workshop } = await joined(storage);
		const [setup, invite] = [token({ kind: 'setup' }), token({ kind: 'facilitate', workshop })];
		await storage.auth.createToken(setup);
		await storage.auth.createToken(invite);
		await storage.auth.deleteTokens('setup');
		expect(await storage.auth.token(setup.hash)).toBeNull();
		expect(await storage.auth.token(invite.hash)).toEqual(invite);
	});

	test('a session lasts until it is ended, one or all of a person', async () => {
		const session = (name: string, expiresAt: number) => ({
			hash: `${name} ${lucia.id}`,
			principal: lucia.id,
			expiresAt,
			provedAt: null,
		});
		const [phone, laptop, hall] = [session('phone', AT), session('laptop', AT + 1), session('hall', AT + 2)];
		for (const each of [phone, laptop, hall]) await storage.auth.createSession(each);
		expect(await storage.auth.sessionsOf(lucia.id)).toEqual([phone, laptop, hall]);
		await storage.auth.extendSession(phone.hash, AT + 50);
		expect(await storage.auth.session(phone.hash)).toEqual({ ...phone, expiresAt: AT + 50 });
		await storage.auth.proveSession(laptop.hash, AT + 9);
		expect(await storage.auth.session(laptop.hash)).toEqual({ ...laptop, provedAt: AT + 9 });
		await storage.auth.deleteSession(phone.hash);
		expect(await storage.auth.session(phone.hash)).toBeNull();
		await storage.auth.deleteSessionsOf(lucia.id);
		expect(await storage.auth.sessionsOf(lucia.id)).toEqual([]);
	});

	test('what has expired is deleted, and nothing else', async () => {
		const { workshop, epoch, principal } = await joined(storage);
		const answered = (key: string) => ({ idempotency: { principal, key, response: '{}' } });
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 2)], ...answered('older') }));
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 3)], ...answered('newer') }));
		const [old, fresh] = [token({ expiresAt: AT }), token({ expiresAt: AT + 1 })];
		for (const each of [old, fresh]) await storage.auth.createToken(each);
		const [ended, open] = [old, fresh].map(({ hash, expiresAt }) => ({
			...{ hash, principal: lucia.id, expiresAt, provedAt: null },
		}));
		if (!ended || !open) throw new Error('two sessions were made');
		for (const each of [ended, open]) await storage.auth.createSession(each);

		await storage.auth.deleteExpired(AT, event(workshop, 3).at);
		expect(await storage.auth.token(old.hash)).toBeNull();
		expect(await storage.auth.token(fresh.hash)).toEqual(fresh);
		expect(await storage.auth.sessionsOf(lucia.id)).toEqual([open]);
		expect(await storage.log.answered(workshop, { principal, key: 'older' })).toBeNull();
		expect(await storage.log.answered(workshop, { principal, key: 'newer' })).toBe('{}');
	});

	test('a rejoin code brings the same person back, and a new one replaces it', async () => {
		const { workshop, participant, principal } = await joined(storage);
		await storage.people.setRejoinCode(participant, `second ${participant}`);
		expect(await storage.people.byRejoinCode(`code of ${participant}`)).toBeNull();
		expect(await storage.people.byRejoinCode(`second ${participant}`)).toEqual({
			participant,
			workshop,
			principal,
		});
		expect(await storage.people.principalOf(participant)).toBe(principal);
		await expect(storage.people.setRejoinCode(newParticipant(), 'nobody')).rejects.toThrow();
	});

	test('a person sits at a table once', async () => {
		const { workshop, epoch, principal } = await joined(storage);
		const twice = append(workshop, epoch, {
			events: [event(workshop, 2)],
			memberships: [{ participant: newParticipant(), principal }],
		});
		await expect(storage.log.append(twice)).rejects.toThrow();
		expect(await storage.log.events(workshop)).toHaveLength(1);
	});
}
