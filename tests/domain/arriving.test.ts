import { describe, expect, it } from 'vitest';
import type { Command, InternalCommand } from '#domain/commands.ts';
import { hashText } from '#domain/hashing.ts';
import type { CompanionId, InvitationId, ParticipantId, SeatLinkId, SessionId, TextHash } from '#domain/ids.ts';
import { mayWrite } from '#domain/permissions.ts';
import { LIMITS } from '#domain/rules.ts';
import { SEAT_LINK_MS } from '#domain/seat-links.ts';
import { replay } from '#domain/evolve.ts';
import { agendaFrom } from '#domain/agenda.ts';
import { CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const hash = (secret: string): TextHash => hashText(secret).hash;
const use = (secret: string, name = 'Nadia'): InternalCommand => ({
	type: 'useSeatLink',
	hash: hash(secret),
	name,
	organisation: '',
});

/** A table whose civil society has a convener who holds no seat. */
function convened(): { table: TestTable; convener: ParticipantId } {
	const table = new TestTable();
	table.openSession();
	const convener = table.join(CIVIL);
	table.do(table.facilitator, { type: 'nameConvener', participant: convener });
	return { table, convener };
}

const links = (table: TestTable): SeatLinkId[] => [...table.open.seatLinks.keys()];
const personOf = (table: TestTable, id: ParticipantId) => table.open.people.get(id);
let strangers = 0;
const stranger = (): ParticipantId =>
	`${'z'.repeat(18)}${'abcdefgh'[Math.floor(strangers / 8)]}${'abcdefgh'[strangers++ % 8]}` as ParticipantId;

describe('who convenes for a sector', () => {
	it('[S12] is of that sector, named by a facilitator who said where they stand', () => {
		const table = new TestTable();
		const guest = table.join(CIVIL);
		const name: Command = { type: 'nameConvener', participant: guest };
		expect(table.code(table.facilitator, name)).toBe('affiliation.required');
		table.openSession();
		expect(table.code(guest, name)).toBe('role.facilitator-only');
		expect(table.do(table.facilitator, name)).toEqual([
			{ type: 'convener.named', participant: guest, sector: CIVIL },
		]);
		expect(table.code(table.facilitator, name)).toBe('convener.already');
	});

	it('[S12] is proposed by a facilitator and confirmed by one tap of somebody seated for that sector, once one is', () => {
		const table = new TestTable();
		table.openSession();
		const ana = table.seat(CIVIL);
		const official = table.seat(GOVERNMENT);
		const guest = table.join(CIVIL);
		const confirm: Command = { type: 'confirmConvener', participant: guest };
		expect(table.code(ana, confirm)).toBe('convener.not-offered');
		const offer = { type: 'convener.offered', participant: guest, sector: CIVIL };
		expect(table.do(table.facilitator, { type: 'nameConvener', participant: guest })).toEqual([offer]);
		expect(table.code(table.facilitator, { type: 'nameConvener', participant: guest })).toBe('convener.offered');
		expect(table.code(guest, { type: 'makeSeatLinks', hashes: [hash('a')] })).toBe('convener.required');
		expect(table.code(table.facilitator, confirm)).toBe('seat.same-sector-only');
		expect(table.code(official, confirm)).toBe('seat.same-sector-only');
		expect(table.code(guest, confirm)).toBe('seat.same-sector-only');
		table.do(ana, confirm);
		expect(personOf(table, guest)).toMatchObject({ convenes: true, convenerOffer: null });
		expect(replay(table.events)).toEqual(table.state);
	});

	it('[S12] accepts for themselves only while nobody else sits for the sector; a proposal ends when it is taken back or they move', () => {
		const table = new TestTable();
		table.openSession();
		const ana = table.seat(CIVIL);
		const propose: Command = { type: 'nameConvener', participant: ana };
		const accept: Command = { type: 'confirmConvener', participant: ana };
		table.do(table.facilitator, propose);
		const ben = table.seat(CIVIL);
		expect(table.code(ana, accept)).toBe('convener.another-confirms');
		table.do(table.facilitator, { type: 'dismissConvener', participant: ana, reason: '' });
		expect(table.code(ben, accept)).toBe('convener.not-offered');
		table.do(ben, { type: 'releaseSeat', participant: ben, reason: '' });
		table.do(table.facilitator, propose);
		table.do(ana, accept);
		expect(personOf(table, ana)?.convenes).toBe(true);
		table.do(table.facilitator, { type: 'nameConvener', participant: ben });
		table.do(ben, { type: 'declareSector', sector: GOVERNMENT });
		expect(personOf(table, ben)?.convenerOffer).toBeNull();
		expect(table.code(ana, { type: 'confirmConvener', participant: ben })).toBe('convener.not-offered');
	});

	it('[S12] is no facilitator, observer, shared computer or person without a sector', () => {
		const table = new TestTable();
		table.openSession();
		const named = (participant: ParticipantId) =>
			table.code(table.facilitator, { type: 'nameConvener', participant });
		expect(named(table.join(null, 'facilitator'))).toBe('role.facilitator-has-no-seat');
		expect(named(table.join(null, 'observer'))).toBe('role.observer');
		expect(named(table.join(null, 'device'))).toBe('role.device');
		expect(named(stranger())).toBe('participant.unknown');
	});

	it('[S12] does not move to another sector, nor is seated in one', () => {
		const { table, convener } = convened();
		expect(table.code(convener, { type: 'declareSector', sector: GOVERNMENT })).toBe('convener.sector');
		const offer: Command = { type: 'offerSeat', participant: convener, sector: GOVERNMENT };
		expect(table.code(table.facilitator, offer)).toBe('convener.sector');
	});

	it('[S13] hands out at most the seats that are neither held nor promised', () => {
		const { table, convener } = convened();
		const make = (...secrets: string[]): InternalCommand => ({ type: 'makeSeatLinks', hashes: secrets.map(hash) });
		expect(table.code(convener, make('a', 'b', 'c', 'd'))).toBe('seat-link.too-many');
		table.do(convener, make('a', 'b'));
		table.seat(CIVIL);
		expect(table.code(convener, make('c'))).toBe('seat-link.too-many');
		const [first] = links(table);
		if (first) table.do(convener, { type: 'revokeSeatLink', link: first });
		expect(table.code(convener, make('c'))).toBe('ok');
		expect(table.code(table.join(CIVIL), make('d'))).toBe('convener.required');
		expect(table.code(table.facilitator, make('d'))).toBe('convener.required');
	});

	it('[S13] keeps no secret: the log has hashes', () => {
		const { table, convener } = convened();
		table.do(convener, { type: 'makeSeatLinks', hashes: [hash('secreto')] });
		expect(JSON.stringify(table.events)).not.toContain('secreto');
		expect(table.open.seatLinks.size).toBe(1);
	});
});

describe('a seat link', () => {
	const withLink = () => {
		const { table, convener } = convened();
		table.do(convener, { type: 'makeSeatLinks', hashes: [hash('uno'), hash('dos')] });
		return { table, convener };
	};

	it('[S14] brings a new person in and seats them, also while the door is closed, with the convener as voucher', () => {
		const { table, convener } = withLink();
		table.do(table.facilitator, { type: 'setJoining', open: false, renew: false });
		const nadia = stranger();
		table.do(nadia, use('uno'));
		expect(personOf(table, nadia)).toMatchObject({
			role: 'guest',
			seat: { sector: CIVIL, voucher: { by: 'convener', participant: convener } },
		});
	});

	it('[S14] seats a guest who is at the table already', () => {
		const { table } = withLink();
		const guest = table.join(GOVERNMENT);
		table.do(guest, use('uno'));
		expect(personOf(table, guest)?.seat?.sector).toBe(CIVIL);
	});

	it('[S14] works once; the same person pressing twice is no second time', () => {
		const { table } = withLink();
		const nadia = stranger();
		table.do(nadia, use('uno'));
		expect(table.ask(nadia, use('uno'))).toMatchObject({ ok: true, events: [] });
		const gone: Command = { type: 'releaseSeat', participant: nadia, reason: '' };
		table.do(nadia, gone);
		expect(table.code(nadia, use('uno'))).toBe('seat-link.used');
		expect(table.code(stranger(), use('uno'))).toBe('seat-link.used');
	});

	it('[S14] that was revoked, has expired, or that nobody made, says which', () => {
		const { table, convener } = withLink();
		const [first] = links(table);
		if (first) table.do(convener, { type: 'revokeSeatLink', link: first });
		expect(table.code(stranger(), use('uno'))).toBe('seat-link.revoked');
		expect(table.code(stranger(), use('tres'))).toBe('seat-link.unknown');
		table.now += SEAT_LINK_MS;
		expect(table.code(stranger(), use('dos'))).toBe('seat-link.expired');
	});

	it('[S14] seats nobody who may hold no seat, nor its maker; it stays good for whom it was meant', () => {
		const { table, convener } = withLink();
		expect(table.code(convener, use('uno'))).toBe('seat-link.own');
		expect(table.code(table.facilitator, use('uno'))).toBe('role.facilitator-has-no-seat');
		expect(table.code(table.join(null, 'observer'), use('uno'))).toBe('role.observer');
		expect(table.code(table.join(null, 'device'), use('uno'))).toBe('role.device');
		expect(table.code(stranger(), use('uno'))).toBe('ok');
	});

	it('[S14] does not work once the seats are gone', () => {
		const { table } = withLink();
		for (let n = 0; n < 3; n++) table.seat(CIVIL);
		expect(table.code(stranger(), use('uno'))).toBe('seat.none-free');
	});

	it('[S13] falls with its convener: dismissed, removed or erased', () => {
		const ends: ((table: TestTable, convener: ParticipantId) => void)[] = [
			(table, participant) =>
				table.do(table.facilitator, { type: 'dismissConvener', participant, reason: 'Cambió de cargo' }),
			(table, participant) =>
				table.do(table.facilitator, { type: 'removeParticipant', participant, reason: 'Prueba' }),
			(table, participant) => table.do(participant, { type: 'eraseMe' }),
		];
		for (const end of ends) {
			const { table, convener } = withLink();
			end(table, convener);
			expect(personOf(table, convener)?.convenes).toBe(false);
			expect(table.code(stranger(), use('uno'))).toBe('seat-link.revoked');
		}
	});

	it('[S13] is taken back by its convener or a facilitator, not after its use', () => {
		const { table } = withLink();
		const [first, second] = links(table);
		if (!first || !second) throw new Error('no links');
		expect(table.code(table.join(CIVIL), { type: 'revokeSeatLink', link: first })).toBe('convener.required');
		expect(table.code(table.facilitator, { type: 'revokeSeatLink', link: first })).toBe('ok');
		table.do(stranger(), use('dos'));
		expect(table.code(table.facilitator, { type: 'revokeSeatLink', link: second })).toBe('seat-link.used');
		const nobodys = 'n'.repeat(20) as SeatLinkId;
		expect(table.code(table.facilitator, { type: 'revokeSeatLink', link: nobodys })).toBe('seat-link.unknown');
	});

	it('[S12] a convener can stop by themselves; who convenes for nobody can not be dismissed', () => {
		const { table, convener } = convened();
		const stop: Command = { type: 'dismissConvener', participant: convener, reason: '' };
		expect(table.code(table.join(CIVIL), stop)).toBe('role.facilitator-only');
		table.do(convener, stop);
		expect(table.code(convener, stop)).toBe('convener.none');
	});
});

describe('somebody without a device', () => {
	const enter: Command = { type: 'enterPerson', name: 'Don Chuy', organisation: '', sector: CIVIL };
	const entered = (table: TestTable, by: ParticipantId): ParticipantId => {
		const [body] = table.do(by, enter);
		if (body?.type !== 'participant.entered') throw new Error('nobody was entered');
		return body.participant;
	};

	it('[S15] is entered by a facilitator, seated, and present on paper', () => {
		const table = new TestTable();
		table.openSession();
		expect(table.code(table.join(CIVIL), enter)).toBe('role.facilitator-only');
		const unknown: Command = { ...enter, sector: 's9' as typeof CIVIL };
		expect(table.code(table.facilitator, unknown)).toBe('sector.unknown');
		const chuy = entered(table, table.facilitator);
		table.do(table.facilitator, { type: 'offerSeat', participant: chuy, sector: CIVIL });
		const [body] = table.do(table.facilitator, { type: 'checkIn', participant: chuy });
		expect(body).toMatchObject({ type: 'attendance.checked-in', means: 'paper' });
		expect(personOf(table, chuy)).toMatchObject({ role: 'guest', present: true, seat: { sector: CIVIL } });
	});

	it('[S15] gets a code from a facilitator until they come by it, and then never again', () => {
		const table = new TestTable();
		const chuy = entered(table, table.facilitator);
		const give: InternalCommand = { type: 'giveCode', participant: chuy };
		expect(table.code(table.join(CIVIL), give)).toBe('role.facilitator-only');
		expect(table.do(table.facilitator, give)).toEqual([{ type: 'participant.code-given', participant: chuy }]);
		expect(table.do(chuy, { type: 'comeBack' })).toEqual([{ type: 'participant.claimed', participant: chuy }]);
		expect(table.do(chuy, { type: 'comeBack' })).toEqual([]);
		expect(table.code(table.facilitator, give)).toBe('participant.has-device');
		const other: InternalCommand = { type: 'giveCode', participant: table.join(CIVIL) };
		expect(table.code(table.facilitator, other)).toBe('participant.has-device');
	});

	it('[S15] has their data erased at their request; who has a device does that alone', () => {
		const table = new TestTable();
		const chuy = entered(table, table.facilitator);
		const erase = (participant: ParticipantId): Command => ({ type: 'eraseEntered', participant });
		expect(table.code(table.join(CIVIL), erase(chuy))).toBe('role.facilitator-only');
		expect(table.code(table.facilitator, erase(table.join(CIVIL)))).toBe('participant.has-device');
		expect(table.ask(table.facilitator, erase(chuy))).toMatchObject({ erasePerson: chuy });
		expect(table.code(table.facilitator, erase(chuy))).toBe('participant.unknown');
	});

	it('[S16] who uses a shared computer is named on it, and says there that they are here', () => {
		const table = new TestTable();
		table.openSession();
		const device = table.join(null, 'device', 'Equipo 3');
		const chuy = entered(table, device);
		const checkIn: Command = { type: 'checkIn', participant: chuy };
		expect(table.code(table.join(null, 'device'), checkIn)).toBe('role.facilitator-only');
		expect(table.do(device, checkIn)).toMatchObject([{ means: 'device' }]);
		expect(table.do(table.facilitator, { type: 'checkOut', participant: chuy })).toMatchObject([
			{ means: 'facilitator' },
		]);
		expect(table.code(device, { type: 'eraseEntered', participant: chuy })).toBe('ok');
	});

	it('[S16] a shared computer comes in with its people, at most twelve', () => {
		const table = new TestTable();
		const people = Array.from({ length: LIMITS.peopleOfDevice }, (_, n) => ({
			name: `Persona ${n}`,
			organisation: '',
			sector: CIVIL,
		}));
		const device = stranger();
		const join = {
			type: 'join',
			as: 'device',
			sector: null,
			name: 'Equipo 1',
			organisation: '',
			invited: false,
		} as const;
		table.do(device, { ...join, people });
		const named = [...table.open.people.values()].filter((person) => person.entered?.device === device);
		expect(named).toHaveLength(LIMITS.peopleOfDevice);
		expect(table.code(device, enter)).toBe('device.full');
		expect(JSON.stringify(table.events)).not.toContain('Persona');
	});

	it('[S16] a shared computer has no attendance, no sector, no seat and no ballot; it writes under its own id', () => {
		const table = new TestTable();
		table.openSession();
		const device = table.join(null, 'device');
		expect(table.code(device, { type: 'checkIn', participant: null })).toBe('role.device');
		expect(table.code(device, { type: 'declareSector', sector: CIVIL })).toBe('role.device');
		expect(table.code(device, { type: 'takeSeat' })).toBe('role.device');
		expect(table.code(table.facilitator, { type: 'offerSeat', participant: device, sector: CIVIL })).toBe(
			'role.device',
		);
		const [, , phase] = agendaFrom('full');
		if (!phase) throw new Error('no third phase');
		const context = {
			phase,
			locks: [],
			archived: false,
			drafts: new Set<never>(),
			routes: new Set<never>(),
			board: null,
			draft: null,
		};
		const writer = { id: device, role: 'device', removed: false } as const;
		expect(mayWrite(writer, 'set', { document: 'board' }, [], context).ok).toBe(true);
	});
});

describe('companions and interpreters', () => {
	const interpreter: Command = {
		type: 'nameCompanion',
		participant: null,
		name: 'Inés',
		kind: 'interpreter',
		consent: true,
	};
	const ofAll = (table: TestTable): CompanionId[] => [...table.open.companions.keys()];

	it('[S17] are named beside the person, by that person or a facilitator, and are nobody of the table', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		const people = table.open.people.size;
		table.do(ana, interpreter);
		table.do(table.facilitator, { ...interpreter, participant: ana, kind: 'companion', name: 'Olga' });
		expect([...table.open.companions.values()].map(({ participant, kind }) => [participant, kind])).toEqual([
			[ana, 'interpreter'],
			[ana, 'companion'],
		]);
		expect(table.open.people.size).toBe(people);
		expect(JSON.stringify(table.events)).not.toContain('Inés');
		expect(table.code(table.join(CIVIL), { ...interpreter, participant: ana })).toBe('role.facilitator-only');
		expect(table.code(table.join(null, 'device'), interpreter)).toBe('role.device');
	});

	it('[S17] their name goes when they ask, and with the person', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		table.do(ana, interpreter);
		const [first] = ofAll(table);
		if (!first) throw new Error('nobody was named');
		const remove: Command = { type: 'removeCompanion', companion: first };
		expect(table.code(table.join(CIVIL), remove)).toBe('role.facilitator-only');
		expect(table.ask(ana, remove)).toMatchObject({ eraseAlso: [first] });
		expect(table.code(ana, remove)).toBe('companion.unknown');
		table.do(ana, interpreter);
		const [second] = ofAll(table);
		expect(table.ask(ana, { type: 'eraseMe' })).toMatchObject({ erasePerson: ana, eraseAlso: [second] });
		expect(table.open.companions.size).toBe(0);
	});

	it('[S17] are three at most', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		for (let n = 0; n < LIMITS.companionsOfOne; n++) table.do(ana, interpreter);
		expect(table.code(ana, interpreter)).toBe('companion.too-many');
	});
});

describe('sessions to come, and who is invited', () => {
	const setup = { title: 'Segunda', place: 'Zapopan', mode: 'hybrid', date: '2026-12-05', videoLink: null } as const;
	const plan: Command = { type: 'planSession', setup };
	const planned = (table: TestTable): SessionId => {
		table.do(table.facilitator, plan);
		const last = table.open.planned.at(-1);
		if (!last) throw new Error('nothing was planned');
		return last.id;
	};
	const invite = (session: SessionId): Command => ({
		type: 'enterInvitation',
		session,
		sector: CIVIL,
		channel: 'letter',
		invited: { name: 'Rosa', organisation: 'Vecinas', by: 'Instituto', on: '2026-11-25' },
	});

	it('[S18] a planned session opens as it was planned, with its invitations', () => {
		const table = new TestTable();
		const id = planned(table);
		table.do(table.facilitator, invite(id));
		table.do(table.facilitator, { type: 'openPlannedSession', session: id });
		expect(table.open.planned).toEqual([]);
		expect(table.open.sessions.at(-1)).toMatchObject({ id, closedAt: null });
		expect([...table.open.invitations.values()]).toMatchObject([{ session: id, sector: CIVIL, channel: 'letter' }]);
		expect(JSON.stringify(table.events)).not.toContain('Rosa');
	});

	it('[S18] only facilitators plan, call off and invite; one session is open at a time', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		const id = planned(table);
		for (const command of [
			plan,
			invite(id),
			{ type: 'callOffSession', session: id, reason: 'Lluvia' },
			{ type: 'openPlannedSession', session: id },
			{ type: 'withdrawInvitation', invitation: 'n'.repeat(20) as InvitationId },
			{ type: 'forgetInvited' },
		] as const) {
			expect(table.code(ana, command)).toBe('role.facilitator-only');
		}
		table.openSession();
		expect(table.code(table.facilitator, { type: 'openPlannedSession', session: id })).toBe('session.already-open');
		table.do(table.facilitator, { type: 'closeSession' });
		table.do(table.facilitator, { type: 'callOffSession', session: id, reason: 'Lluvia' });
		expect(table.code(table.facilitator, { type: 'openPlannedSession', session: id })).toBe('session.unknown');
		expect(table.code(table.facilitator, invite(id))).toBe('session.unknown');
		for (let n = 0; n < 50; n++) table.do(table.facilitator, plan);
		expect(table.code(table.facilitator, plan)).toBe('session.too-many');
	});

	it('[S18] an invitation is erased by whoever facilitates, or when the time of names is over', () => {
		const table = new TestTable();
		const id = planned(table);
		table.do(table.facilitator, invite(id));
		const [first] = table.open.invitations.keys();
		if (!first) throw new Error('nobody was invited');
		const withdraw: Command = { type: 'withdrawInvitation', invitation: first };
		expect(table.ask(table.facilitator, withdraw)).toMatchObject({ eraseAlso: [first] });
		expect(table.code(table.facilitator, withdraw)).toBe('invitation.unknown');
		table.do(table.facilitator, invite(id));
		table.do(table.facilitator, { type: 'archive' });
		expect(table.code(table.facilitator, { type: 'forgetInvited' })).toBe('ok');
		expect(table.open.invitations.size).toBe(0);
	});

	it('[S18] the table keeps so many invitations and no more', () => {
		const table = new TestTable();
		const id = planned(table);
		for (let n = 0; n < LIMITS.invitations; n++) table.do(table.facilitator, invite(id));
		expect(table.code(table.facilitator, invite(id))).toBe('invitation.too-many');
	});

	it('[S18] what is open stays open between sessions: locks, polls with their ballots, drafts, the phase', () => {
		const table = new TestTable();
		const { government, guarantor, civil } = table.seatAll();
		table.adoptRules([government, guarantor, civil]);
		const poll = table.openDots([table.card('cause', 'Sin datos')]);
		const [option] = table.open.polls.get(poll)?.options ?? [];
		if (!option) throw new Error('a poll without options');
		table.do(civil, { type: 'castDots', poll, dots: { [option.id]: 1 } });
		table.do(table.facilitator, { type: 'setLock', target: { kind: 'board' }, reason: 'Hasta la próxima' });
		table.do(table.facilitator, { type: 'movePhase', phase: table.open.agenda[3]?.id ?? table.open.phase });
		const before = table.open;
		table.do(table.facilitator, { type: 'closeSession' });
		table.openSession();
		const { locks, polls, phase, commitments, agenda } = table.open;
		expect({ locks, phase, commitments, agenda }).toEqual({
			locks: before.locks,
			phase: before.phase,
			commitments: before.commitments,
			agenda: before.agenda,
		});
		expect(polls.get(poll)).toEqual(before.polls.get(poll));
		expect(table.code(government, { type: 'castDots', poll, dots: { [option.id]: 1 } })).toBe('ok');
		expect(personOf(table, civil)).toMatchObject({ present: false, seat: { sector: CIVIL } });
		expect(replay(table.events)).toEqual(table.open);
	});
});

it('[S19] a facilitator who goes on from another device stands on the record, and has no seat there either', () => {
	const table = new TestTable();
	const { facilitator } = table;
	expect(table.do(facilitator, { type: 'comeBack' })).toEqual([
		{ type: 'facilitator.resumed', participant: facilitator },
	]);
	table.openSession();
	expect(table.code(facilitator, { type: 'offerSeat', participant: facilitator, sector: CIVIL })).toBe(
		'role.facilitator-has-no-seat',
	);
});
