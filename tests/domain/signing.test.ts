import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { evolve, replay } from '#domain/evolve.ts';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { CommitmentId, FileHash, ParticipantId, PublicKey, TextHash } from '#domain/ids.ts';
import type { IssuedRecord } from '#domain/record.ts';
import { signedBytes } from '#domain/signing.ts';
import { checkRecord } from '#protocol/check-record.ts';
import { CIVIL, GOVERNMENT, GUARANTOR, SIGNATORY, TestTable } from './test-table.ts';

const DAY = 86_400_000;
const SCAN = 'e'.repeat(64) as FileHash;
const OTHER = 'd'.repeat(64) as TextHash;

/** A key as somebody's device makes it; the same letter gives the same one. */
function keyOf(letter: string) {
	const secret = hexToBytes(letter.repeat(64));
	const key = bytesToHex(ed25519.getPublicKey(secret)) as PublicKey;
	return { key, sign: (bytes: Uint8Array) => bytesToHex(ed25519.sign(bytes, secret)) };
}

function drafted() {
	const table = new TestTable();
	const people = table.seatAll();
	const all = Object.values(people);
	table.adoptRules(all);
	const solution = table.card('solution', 'Registro de empresas igualitarias');
	table.confirm([solution], 'solutions', all);
	const commitment = table.draft([solution]);
	return { table, ...people, all, commitment };
}
type Drafted = ReturnType<typeof drafted>;

function propose({ table, commitment }: Drafted): TextHash {
	const content = table.coreHash();
	table.do(table.facilitator, { type: 'proposeCommitment', commitment, content, openUntil: table.now + DAY });
	return content;
}

function confirmed({ table }: Drafted, owner: ParticipantId, other: ParticipantId, letter = 'a') {
	const key = keyOf(letter);
	table.do(owner, { type: 'offerSigningKey', key: key.key });
	table.do(other, { type: 'confirmSigningKey', participant: owner, key: key.key });
	return key;
}

function byKey({ table, commitment }: Drafted, content: TextHash, { key, sign }: ReturnType<typeof keyOf>) {
	const signature = sign(signedBytes({ workshop: table.id, commitment, version: 1, content }));
	const method = { kind: 'key', key, signature } as const;
	return { type: 'signCommitment', commitment, content, signatory: SIGNATORY, method } as const;
}

const byCode = (commitment: CommitmentId, content: TextHash) =>
	({ type: 'signCommitment', commitment, content, signatory: SIGNATORY, method: { kind: 'code' } }) as const;

function issue(made: Drafted, content: TextHash): IssuedRecord {
	const { table, commitment, all, civil } = made;
	const question = '¿Acordamos este texto?';
	const round = { type: 'openCommitmentRound', commitment, question, content, exception: null } as const;
	const poll = table.pollOf(table.do(table.facilitator, round));
	table.agree(poll, all);
	table.do(table.facilitator, { type: 'closePoll', poll });
	table.do(table.facilitator, { type: 'requestIssue', commitment, content, exception: null });
	const [issued] = table.do(civil, { type: 'witnessIssue', commitment, content });
	if (issued?.type !== 'commitment.issued') throw new Error('not issued');
	return JSON.parse(table.text(issued.record)!) as IssuedRecord;
}

describe('[C17] a key of one’s own', () => {
	it('is shown by a seated person, and signs nothing before somebody confirms it', () => {
		const made = drafted();
		const { table, civil } = made;
		const { key } = keyOf('a');
		expect(table.code(table.facilitator, { type: 'offerSigningKey', key })).toBe('role.facilitator-has-no-seat');
		expect(table.code(table.join(CIVIL), { type: 'offerSigningKey', key })).toBe('role.no-seat');
		table.do(civil, { type: 'offerSigningKey', key });
		const content = propose(made);
		expect(table.code(civil, byKey(made, content, keyOf('a')))).toBe('signing-key.unknown');
	});

	it('is never one of somebody who is named on a shared computer', () => {
		const { table } = drafted();
		const computer = table.join(null, 'device');
		const [entered] = table.do(computer, { type: 'enterPerson', name: 'Toño', organisation: '', sector: CIVIL });
		if (entered?.type !== 'participant.entered') throw new Error('nobody was entered');
		const { participant } = entered;
		table.do(table.facilitator, { type: 'offerSeat', participant, sector: CIVIL });
		const seated = [...table.open.people.values()].find(({ seat }) => seat?.sector === CIVIL)!;
		table.do(seated.id, { type: 'confirmSeat', participant });
		expect(table.code(participant, { type: 'offerSigningKey', key: keyOf('a').key })).toBe('role.device');
		expect(table.code(computer, { type: 'offerSigningKey', key: keyOf('a').key })).toBe('role.no-seat');
	});

	it('is nobody else’s as well, and a person makes no more than twenty', () => {
		const { table, civil, government } = drafted();
		table.do(civil, { type: 'offerSigningKey', key: keyOf('a').key });
		expect(table.code(government, { type: 'offerSigningKey', key: keyOf('a').key })).toBe('signing-key.taken');
		for (let n = 1; n < 20; n += 1) {
			const key = n.toString(16).padStart(64, '0') as PublicKey;
			table.do(civil, { type: 'offerSigningKey', key });
		}
		expect(table.code(civil, { type: 'offerSigningKey', key: keyOf('b').key })).toBe('signing-key.too-many');
	});

	it('is confirmed in an open session, both present, by a seated person of another sector who saw that very key', () => {
		const { table, civil, government } = drafted();
		const other = table.seat(CIVIL);
		const { key } = keyOf('a');
		const confirm = { type: 'confirmSigningKey', participant: civil, key } as const;
		expect(table.code(government, confirm)).toBe('signing-key.not-offered');
		table.do(civil, { type: 'offerSigningKey', key });
		expect(table.code(table.facilitator, confirm)).toBe('role.facilitator-has-no-seat');
		expect(table.code(table.join(GOVERNMENT), confirm)).toBe('role.no-seat');
		expect(table.code(other, confirm)).toBe('signing-key.sector');
		expect(table.code(civil, confirm)).toBe('signing-key.sector');
		expect(table.code(government, { ...confirm, key: keyOf('b').key })).toBe('content.changed');
		table.do(civil, { type: 'checkOut', participant: null });
		expect(table.code(government, confirm)).toBe('attendance.not-present');
		table.do(civil, { type: 'checkIn', participant: null });
		table.do(government, confirm);
		expect(table.open.signingKeys).toMatchObject([{ key, confirmed: { sector: GOVERNMENT }, endedAt: null }]);
		expect(table.code(government, confirm)).toBe('signing-key.not-offered');
		table.do(table.facilitator, { type: 'closeSession' });
		table.do(civil, { type: 'offerSigningKey', key: keyOf('b').key });
		expect(table.code(government, { ...confirm, key: keyOf('b').key })).toBe('session.none-open');
	});

	it('signs a text that was proposed later, at once and by itself', () => {
		const made = drafted();
		const { table, civil, government } = made;
		const key = confirmed(made, civil, government);
		const content = propose(made);
		table.do(civil, byKey(made, content, key));
		expect(table.code(civil, byCode(made.commitment, content))).toBe('commitment.already-signed');
		for (const one of [government, made.guarantor])
			table.sign(one, made.all, { commitment: made.commitment, content });
		const record = issue(made, content);
		expect(record.approvals[0]).toMatchObject({
			sector: CIVIL,
			method: { kind: 'key', key: { publicKey: key.key, confirmedBy: GOVERNMENT }, replaced: [] },
		});
		expect(replay(table.events)).toEqual(table.state);
	});

	it('signs no text that was proposed before it was confirmed, nor with another’s key, nor another text', () => {
		const made = drafted();
		const { table, civil, government, guarantor } = made;
		const mine = confirmed(made, civil, government);
		const content = propose(made);
		const late = confirmed(made, guarantor, government, 'b');
		expect(table.code(guarantor, byKey(made, content, late))).toBe('signing-key.late');
		expect(table.code(government, byKey(made, content, mine))).toBe('signing-key.unknown');
		const other = byKey(made, content, { ...mine, sign: (bytes) => mine.sign(Uint8Array.of(...bytes, 32)) });
		expect(table.code(civil, other)).toBe('signing-key.wrong');
		// The bare hash, as some other program might ask to have it signed, is not what signs here.
		const bare = mine.sign(utf8ToBytes(content));
		expect(table.code(civil, { ...other, method: { ...other.method, signature: bare } })).toBe('signing-key.wrong');
	});

	it('is replaced by the same ceremony: the old one signs until then, and the record shows both', () => {
		const made = drafted();
		const { table, civil, government, guarantor, commitment } = made;
		const first = confirmed(made, civil, government);
		const second = keyOf('b');
		table.do(civil, { type: 'offerSigningKey', key: second.key });
		table.do(guarantor, { type: 'confirmSigningKey', participant: civil, key: second.key });
		const content = propose(made);
		expect(table.code(civil, byKey(made, content, first))).toBe('signing-key.unknown');
		table.do(civil, byKey(made, content, second));
		for (const one of [government, guarantor]) table.sign(one, made.all, { commitment, content });
		const [approval] = issue(made, content).approvals;
		expect(approval?.method).toMatchObject({
			key: { publicKey: second.key, confirmedBy: GUARANTOR },
			replaced: [{ publicKey: first.key, confirmedBy: GOVERNMENT }],
		});
	});

	it('that its owner gave up signs nothing more', () => {
		const made = drafted();
		const { table, civil, government } = made;
		const key = confirmed(made, civil, government);
		expect(table.code(government, { type: 'endSigningKey', key: key.key })).toBe('signing-key.unknown');
		table.do(civil, { type: 'endSigningKey', key: key.key });
		expect(table.code(civil, { type: 'endSigningKey', key: key.key })).toBe('signing-key.unknown');
		expect(table.code(civil, byKey(made, propose(made), key))).toBe('signing-key.unknown');
	});
});

describe('[C18] a code and a witness', () => {
	it('takes a code shown just before, and counts once somebody of another sector witnessed it', () => {
		const made = drafted();
		const { table, civil, government, commitment } = made;
		const content = propose(made);
		table.isProven = false;
		expect(table.code(civil, byCode(commitment, content))).toBe('proof.required');
		table.isProven = true;
		table.do(civil, byCode(commitment, content));
		expect(table.code(civil, byCode(commitment, content))).toBe('commitment.already-signed');
		const witness = { type: 'witnessSignature', commitment, content, participant: civil } as const;
		expect(table.code(civil, witness)).toBe('signature.witness-sector');
		expect(table.code(table.seat(CIVIL), witness)).toBe('signature.witness-sector');
		expect(table.code(table.facilitator, witness)).toBe('role.facilitator-has-no-seat');
		expect(table.code(table.join(GOVERNMENT), witness)).toBe('role.no-seat');
		expect(table.code(government, { ...witness, participant: government })).toBe('signature.unknown');
		expect(table.code(government, { ...witness, content: OTHER })).toBe('content.changed');
		table.do(government, witness);
		expect(table.code(government, witness)).toBe('signature.witnessed');
	});

	it('agrees nothing while the witness of one required sector is missing', () => {
		const made = drafted();
		const { table, civil, government, guarantor, all, commitment } = made;
		const content = propose(made);
		const question = '¿Acordamos este texto?';
		const round = { type: 'openCommitmentRound', commitment, question, content, exception: null } as const;
		const poll = table.pollOf(table.do(table.facilitator, round));
		table.agree(poll, all);
		table.do(table.facilitator, { type: 'closePoll', poll });
		for (const one of all) table.do(one, byCode(commitment, content));
		expect(table.open.commitments.get(commitment)?.status).toBe('proposed');
		table.do(civil, { type: 'witnessSignature', commitment, content, participant: government });
		table.do(civil, { type: 'witnessSignature', commitment, content, participant: guarantor });
		expect(table.open.commitments.get(commitment)?.status).toBe('proposed');
		table.do(guarantor, { type: 'witnessSignature', commitment, content, participant: civil });
		expect(table.open.commitments.get(commitment)?.status).toBe('agreed');
	});
});

describe('[C19] an autograph', () => {
	it('is entered by a facilitator for a seated person, and witnessed by neither sector of the two', () => {
		const made = drafted();
		const { table, civil, government, guarantor, all, commitment } = made;
		table.do(table.facilitator, { type: 'declareAffiliation', sector: GOVERNMENT, note: '' });
		const content = propose(made);
		const on = { commitment, content, signatory: SIGNATORY, scan: SCAN };
		const enter = { type: 'enterAutograph', ...on, participant: civil } as const;
		expect(table.code(civil, enter)).toBe('role.facilitator-only');
		expect(table.code(table.facilitator, { ...enter, participant: table.join(CIVIL) })).toBe('role.no-seat');
		table.do(table.facilitator, enter);
		const witness = { type: 'witnessSignature', commitment, content, participant: civil } as const;
		expect(table.code(government, witness)).toBe('signature.witness-sector');
		table.do(guarantor, witness);
		expect(table.code(table.facilitator, enter)).toBe('commitment.already-signed');
		for (const one of [government, guarantor]) table.sign(one, all, { commitment, content });
		expect(issue(made, content).approvals[0]?.method).toMatchObject({
			...{ kind: 'paper', scan: SCAN, affiliation: GOVERNMENT, witness: GUARANTOR },
		});
	});

	it('that nobody witnessed keeps nobody from signing themselves', () => {
		const made = drafted();
		const { table, civil, government, commitment } = made;
		const key = confirmed(made, civil, government);
		const content = propose(made);
		const enter = {
			type: 'enterAutograph',
			commitment,
			content,
			participant: civil,
			signatory: SIGNATORY,
		} as const;
		table.do(table.facilitator, { ...enter, scan: SCAN });
		table.do(civil, byKey(made, content, key));
		expect(table.open.commitments.get(commitment)?.signatures).toMatchObject([{ method: { kind: 'key' } }]);
		table.do(government, byCode(commitment, content));
		expect(table.code(table.facilitator, { ...enter, participant: government, scan: SCAN })).toBe(
			'commitment.already-signed',
		);
	});
});

describe('[C20] issuing', () => {
	it('takes a facilitator who just showed their password or code', () => {
		const made = drafted();
		const { table, all, commitment } = made;
		const content = propose(made);
		for (const one of all) table.sign(one, all, { commitment, content });
		const question = '¿Acordamos este texto?';
		const round = { type: 'openCommitmentRound', commitment, question, content, exception: null } as const;
		const poll = table.pollOf(table.do(table.facilitator, round));
		table.agree(poll, all);
		table.do(table.facilitator, { type: 'closePoll', poll });
		table.isProven = false;
		const request = { type: 'requestIssue', commitment, content, exception: null } as const;
		expect(table.code(table.facilitator, request)).toBe('proof.required');
		table.isProven = true;
		expect(table.code(table.facilitator, request)).toBe('ok');
	});
});

describe('[C21] sign-offs in a record', () => {
	const signed = () => {
		const made = drafted();
		const { table, civil, government, guarantor, all, commitment } = made;
		const key = confirmed(made, civil, government);
		const content = propose(made);
		table.do(civil, byKey(made, content, key));
		for (const one of [government, guarantor]) table.sign(one, all, { commitment, content });
		return issue(made, content);
	};
	const faults = (record: unknown) => checkRecord(utf8ToBytes(canonicalJson(record)), '', '').faults;

	it('are checked by whoever has the record: another key, another text, a late key, a witness of the same sector', () => {
		const record = signed();
		expect(faults(record)).not.toContain('approval');
		const [first, second] = record.approvals;
		if (first?.method?.kind !== 'key' || second?.method?.kind !== 'code') throw new Error('other methods');
		const withFirst = (method: object) => ({ ...record, approvals: [{ ...first, method }, second] });
		const { key } = first.method;
		const other = { ...key, publicKey: keyOf('b').key };
		expect(faults(withFirst({ ...first.method, key: other }))).toContain('approval');
		expect(faults({ ...record, content: OTHER })).toContain('approval');
		expect(faults({ ...record, version: 2 })).toContain('approval');
		const late = { ...key, confirmedAt: record.proposedAt };
		expect(faults(withFirst({ ...first.method, key: late }))).toContain('approval');
		expect(faults(withFirst({ ...first.method, key: { ...key, confirmedBy: CIVIL } }))).toContain('approval');
		const own = { ...second, method: { ...second.method, witness: second.sector } };
		expect(faults({ ...record, approvals: [first, own] })).toContain('approval');
		expect(faults(withFirst({ kind: 'key' }))).toContain('unreadable');
	});

	it('that were given before there were methods read as they were', () => {
		const made = drafted();
		const { table, civil, commitment } = made;
		const content = propose(made);
		table.do(civil, byCode(commitment, content));
		const last = table.events.at(-1)!;
		if (last.body.type !== 'commitment.signed') throw new Error('nobody signed');
		const { method: _, ...body } = last.body;
		const before = replay(table.events.slice(0, -1));
		const state = evolve(before, { ...last, body });
		expect(state.commitments.get(commitment)?.signatures).toMatchObject([{ method: null, witness: null }]);
		const record = signed();
		const [{ method: __, ...plain }] = record.approvals as [IssuedRecord['approvals'][number]];
		expect(faults({ ...record, approvals: [plain] })).not.toContain('approval');
	});
});
