import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { CommitmentId } from '#domain/ids.ts';
import { evidenceLeaf, EVIDENCE_FORMAT, type EvidenceEntry } from '#domain/ledger/evidence.ts';
import { parseCheckpoint } from '#domain/ledger/checkpoint.ts';
import { textOf } from '#domain/hashing.ts';
import { bundleSchema, type Bundle } from '#protocol/bundle.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';
import { leafOf } from '#domain/ledger/leaves.ts';
import { bundleOf } from '../../server/ledger/bundle.ts';
import { InstanceLog } from '../../server/ledger/instance-log.ts';
import { verifyFiles } from '../../server/ledger/verify.ts';
import { backUp } from '../../server/storage/backup.ts';
import { openStorage } from '../../server/storage/open.ts';
import { sha256 } from '../storage/examples.ts';
import { Lane } from './workshops/lane.ts';

let lane: Lane;
let commitment: CommitmentId;
let bundle: Bundle;
/** Signed before anything was issued. */
let first: string;
const text = () => canonicalJson(bundle);
const bytes = () => utf8ToBytes(text());
const seal = utf8ToBytes('a time-stamp token');

beforeAll(async () => {
	lane = await Lane.open();
	first = (await lane.instanceLog.checkpoint()).note;
	const { id, lucia } = await lane.table();
	const { ana, ben, chela } = await lane.seatAll(id, lucia);
	await lane.adoptRules(id, lucia, [ana, ben, chela]);
	commitment = await lane.issue(id, lucia, [ana, ben, chela]);
	const entry: EvidenceEntry = {
		format: EVIDENCE_FORMAT,
		commitment,
		kind: 'timestamp',
		title: 'Sello de tiempo',
		reference: 'Serie 81',
		file: { name: 'sello.tsr', size: seal.length, sha256: sha256(seal) },
		at: lane.now,
	};
	const { hash, text: words } = textOf(entry);
	await lane.storage.instanceLog.addEvidence(
		{ hash, commitment, at: lane.now, text: words, file: seal },
		evidenceLeaf(entry),
	);
	// One version was proposed and not agreed, another amended the first, and notes stand beside both.
	await lane.do(id, ben, {
		...{ type: 'reportProgress', commitment, line: 'whole', status: 'limited', text: 'Empezó', evidence: [] },
	});
	await lane.do(id, lucia, { type: 'amendCommitment', commitment, reason: 'Primer intento' });
	await lane.do(id, lucia, { type: 'liftLock', target: { kind: 'draft', commitment }, reason: '' });
	await lane.writeField(id, commitment, 'solution', 'Un texto que no se acordó');
	await lane.do(id, lucia, { type: 'setLock', target: { kind: 'draft', commitment }, reason: 'Texto' });
	await lane.propose(id, lucia, commitment);
	await lane.do(id, lucia, { type: 'dropAmendment', commitment, reason: 'Sin acuerdo' });
	await lane.amend(id, lucia, [ana, ben, chela], commitment, 'Registro con padrón público');
	const asked = { says: 'padrón público', shouldSay: 'padrón público y abierto', why: 'Se omitió' };
	await lane.do(id, lucia, { type: 'requestErratum', commitment, ...asked });
	const { state } = await lane.view(id, lucia);
	const content = state.commitments.find((each) => each.id === commitment)?.requested?.content;
	if (!content) throw new Error('nobody asked for an erratum');
	await lane.do(id, ana, { type: 'witnessNote', commitment, content });
	// A person of the table is erased: what was issued and its proof must not need them.
	await lane.do(id, chela, { type: 'eraseMe' });
	const made = await bundleOf(lane.storage, lane.instanceLog, commitment);
	if (!made) throw new Error('no bundle');
	bundle = made;
});
afterAll(() => lane.close());

describe('[M5] a bundle', () => {
	test('is of its published form, and all of it agrees, also after a person of the table was erased', () => {
		expect(bundleSchema.safeParse(JSON.parse(text())).success).toBe(true);
		const found = verifyBundle(bytes(), first);
		expect(found).toMatchObject({ verdict: 'holds', isRewritten: false, compared: 'continues', faults: [] });
		expect(Object.values(found.checks)).toEqual(Array(9).fill(true));
		expect(found.bundle?.versions[0]?.record.approvals).toHaveLength(3);
	});

	test('[F1] holds every issued version, each signed over the one that it replaces, whatever was proposed in between', () => {
		expect(bundle.versions.map(({ version }) => version)).toEqual([1, 3]);
		expect(bundle.current).toBe(3);
		const [first, second] = bundle.versions;
		expect(second?.record.core.amends).toMatchObject({ version: 1, record: textOf(first?.record).hash });
	});

	test('[F4] [F5] holds the notes beside the text, each beside the version that it names', () => {
		const notes = bundle.annotations?.map(({ annotation: { body, version } }) => [body.kind, version]);
		expect(notes).toEqual([
			['progress', 1],
			['erratum', 3],
		]);
	});

	test('says the same after somebody’s program wrote it anew, and says that it was rewritten', () => {
		expect(verifyBundle(utf8ToBytes(JSON.stringify(bundle, null, 2)))).toMatchObject({
			verdict: 'holds',
			isRewritten: true,
		});
	});

	test('of a commitment that nobody issued there is none', async () => {
		expect(await bundleOf(lane.storage, lane.instanceLog, 'nobody')).toBeNull();
	});

	test('F36 no single bit of it can be flipped unnoticed', () => {
		const whole = bytes();
		// Every part is reached: 2,000 flips spread over the file, a prime apart, and each bit of the byte in turn.
		const harmless: string[] = [];
		let flips = 0;
		const step = Math.max(1, Math.floor(whole.length / 2_000));
		for (let at = 0; at < whole.length; at += step) {
			const altered = whole.slice();
			altered[at] = (altered[at] ?? 0) ^ (1 << (flips % 8));
			flips += 1;
			const found = verifyBundle(altered);
			if (found.verdict !== 'holds') continue;
			harmless.push(`byte ${at}: ${isSameValue(altered) ? 'the same JSON in other bytes' : 'NOT NOTICED'}`);
		}
		expect(flips).toBeGreaterThanOrEqual(1_500);
		// What is not noticed may only be another spelling of the very same value (1e-7 and 1E-7), which nobody can read otherwise.
		expect(harmless.filter((line) => line.includes('NOT NOTICED'))).toEqual([]);
		console.info(`${flips} flips, ${harmless.length} harmless${harmless.map((line) => `\n  ${line}`).join('')}`);
	}, 120_000);

	test('F36 a record without a text is no record, and the check says so', () => {
		const own = JSON.parse(text()) as Record<string, unknown>;
		const without = text().replace('"core":', '"cope":');
		expect(without).not.toBe(canonicalJson(own));
		expect(verifyBundle(new TextEncoder().encode(without)).verdict).toBe('unreadable');
	});

	const isSameValue = (altered: Uint8Array): boolean =>
		canonicalJson(JSON.parse(new TextDecoder().decode(altered))) === text();

	test.each<[string, (own: Bundle) => Bundle, string]>([
		['a version that is said to be there and is not', (own) => ({ ...own, current: 4 }), 'versions'],
		['a first version that is left out', (own) => ({ ...own, versions: own.versions.slice(1) }), 'versions'],
		[
			'a version in between that is left out',
			(own) => ({ ...own, versions: own.versions.slice(0, 1), current: 1 }),
			'annotations',
		],
		[
			'a note that is left out',
			(own) => ({ ...own, annotations: own.annotations?.slice(1) }) as Bundle,
			'annotations',
		],
		[
			'a note worded otherwise',
			(own) =>
				({
					...own,
					annotations: own.annotations?.map((each) => ({
						...each,
						annotation: { ...each.annotation, at: each.annotation.at + 1 },
					})),
				}) as Bundle,
			'annotations',
		],
		['another commitment’s name', (own) => ({ ...own, commitment: 'a'.repeat(20) }), 'versions'],
		['keys without the first', (own) => ({ ...own, keys: own.keys.slice(1) }), 'keys'],
		[
			'evidence worded otherwise',
			(own) => ({
				...own,
				evidence: own.evidence.map((each) => ({ ...each, entry: { ...each.entry, title: 'Otro' } })),
			}),
			'evidence',
		],
		[
			'another file in the place of the evidence',
			(own) => ({ ...own, evidence: own.evidence.map((each) => ({ ...each, file: 'b3Rybw==' })) }),
			'evidence',
		],
		[
			'a place in the log that is not its own',
			(own) => ({ ...own, versions: own.versions.map((each) => ({ ...each, index: each.index + 1 })) }),
			'included',
		],
		[
			'an example passed off as an agreement',
			(own) => ({
				...own,
				versions: own.versions.map((each) => ({
					...each,
					record: { ...each.record, example: !each.record.example },
				})),
			}),
			'signer',
		],
	])('%s is noticed', (_title, change, check) => {
		const found = verifyBundle(utf8ToBytes(canonicalJson(change(bundle))));
		expect(found.verdict).toBe('broken');
		expect(found.checks).toMatchObject({ [check]: false });
	});

	test.each(['', '{}', '[]', 'null', '{"format":"mesa-abierta/bundle/2"}', '\ufeff{}', '{"a":"\\ud800"}'])(
		'«%s» is no bundle',
		(none) => {
			expect(verifyBundle(utf8ToBytes(none)).verdict).toBe('unreadable');
		},
	);
});

describe('[M6] a checkpoint that somebody kept', () => {
	test('of the same moment agrees; with empty lines around it, too', () => {
		expect(verifyBundle(bytes(), bundle.checkpoint).compared).toBe('continues');
		expect(verifyBundle(bytes(), `\n${bundle.checkpoint.replaceAll('\n', '\r\n')}\n\n`).compared).toBe('continues');
	});

	test('of which the bundle brings no proof has to be asked for', async () => {
		expect(verifyBundle(utf8ToBytes(canonicalJson({ ...bundle, earlier: [] })), first).compared).toBe(
			'not-offered',
		);
		const size = parseCheckpoint(first)?.size ?? 0;
		const asked = await bundleOf(lane.storage, lane.instanceLog, commitment, [size, 0, 10 ** 9]);
		expect(asked?.earlier.map((each) => each.checkpoint)).toContain(first);
	});

	test('F36 later than what the server has is how a restored backup is noticed', async () => {
		const backup = join(mkdtempSync(join(tmpdir(), 'mesa-rollback-')), 'mesa.db');
		await backUp(lane.database.url, backup);
		await lane.table();
		lane.now += 1_000;
		const kept = await lane.instanceLog.checkpoint();
		const storage = await openStorage({ url: `file:${backup}`, role: 'admin' });
		const restored = new InstanceLog({ storage, signer: lane.signer, clock: () => lane.now + 60_000 });
		const entry = { type: 'evidence', commitment, entry: '0'.repeat(64), at: 1 } as const;
		const signedAgain = async () => {
			const made = await bundleOf(storage, restored, commitment);
			return verifyBundle(utf8ToBytes(canonicalJson(made)), kept.note);
		};
		// With fewer entries than were signed, with as many, and with more
		for (let at = 1; at <= kept.size; at += 1) {
			await storage.instanceLog.append([leafOf({ ...entry, at })]);
			const { size } = await restored.checkpoint();
			expect(await signedAgain(), `${size} of ${kept.size}`).toMatchObject({
				verdict: 'broken',
				compared: 'contradicts',
			});
		}
		const forced = await bundleOf(storage, restored, commitment);
		const forged = { ...forced, earlier: forced?.earlier.map((each) => ({ ...each, checkpoint: kept.note })) };
		expect(verifyBundle(utf8ToBytes(canonicalJson(forged)), kept.note)).toMatchObject({
			verdict: 'broken',
			compared: 'contradicts',
		});
		await storage.close();
	});

	test('that is later asks for a newer bundle', async () => {
		await lane.table();
		lane.now += 1_000;
		const later = await lane.instanceLog.checkpoint();
		expect(verifyBundle(bytes(), later.note)).toMatchObject({ compared: 'later', verdict: 'holds' });
	});

	test('of another instance, or altered, is said to be so', async () => {
		const other = await Lane.open();
		const foreign = await other.instanceLog.checkpoint();
		await other.close();
		expect(verifyBundle(bytes(), foreign.note).compared).toBe('other-log');
		expect(verifyBundle(bytes(), first.replace('time 2', 'time 1')).compared).toBe('unreadable');
		expect(verifyBundle(bytes(), 'words').compared).toBe('unreadable');
	});
});

describe('the command line', () => {
	const folder = mkdtempSync(join(tmpdir(), 'mesa-verify-'));
	afterAll(() => rmSync(folder, { recursive: true }));
	const run = (...args: string[]) => {
		const lines: string[] = [];
		const code = verifyFiles(args, (line) => lines.push(line), 'es');
		return { code, said: lines.join('\n') };
	};
	const put = (name: string, content: string) => {
		writeFileSync(join(folder, name), content);
		return join(folder, name);
	};

	test('says what is proven and what is not, in the words of the page', () => {
		const whole = run(put('bundle.json', text()), '--checkpoint', put('kept.txt', first));
		expect(whole.code).toBe(0);
		expect(whole.said).toContain('Todo concuerda');
		expect(whole.said).toContain('No es firma electrónica avanzada');
		expect(whole.said).toMatch(/Fe de erratas.*\n- Nota \d+ a la versión \d+, .*debe decir/);
		expect(whole.said).toContain('El registro sigue desde la constancia que guardaste');
		const broken = run(put('broken.json', text().replace('Desigualdad laboral', 'Igualdad laboral')));
		expect(broken).toMatchObject({ code: 1, said: expect.stringContaining('Algo no concuerda') });
	});

	test('refuses what it can’t read, and says how it is called', () => {
		expect(run(put('none.json', '{}'))).toMatchObject({ code: 2 });
		expect(run(join(folder, 'absent.json'))).toMatchObject({
			code: 2,
			said: expect.stringContaining('absent.json'),
		});
		expect(run()).toMatchObject({ code: 2, said: expect.stringContaining('npm run verify') });
		expect(run(put('bundle.json', text()), '--checkpoint')).toMatchObject({ code: 2 });
	});
});
