import { expect, test } from 'vitest';
import { freeTextIn } from '../support/log-scan.ts';

const ANA = 'abcdefghijklmnopqrst';
const HASH = 'ab'.repeat(32);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const joined = (body: string): Uint8Array =>
	bytes(`{"actor":"${ANA}","at":1700000000000,"body":${body},"seq":2,"session":null,"v":1,"workshop":"${ANA}"}`);

test('ids, hashes, codes and numbers are no words', () => {
	const body = `{"participant":"${ANA}","person":"${HASH}","role":"guest","sector":"s1","type":"participant.joined"}`;
	expect(freeTextIn(joined(body))).toEqual([]);
});

test.each([
	['a name', `{"participant":"${ANA}","role":"Ana"}`, '.body.role: Ana'],
	['an organisation that looks like a code', '{"role":"fundar"}', '.body.role: fundar'],
	['a name as a key', '{"tally":{"Ana":3}}', 'key .body.tally.Ana'],
	['a name in a list', '{"cards":["s1",{"by":"Ana Ruiz"}]}', '.body.cards[1].by: Ana Ruiz'],
	['empty text', '{"reason":""}', '.body.reason: '],
	['a hash with one letter more', `{"record":"${HASH}a"}`, `.body.record: ${HASH}a`],
	['a telephone number as text', '{"reason":"3312345678"}', '.body.reason: 3312345678'],
])('%s is found', (_title, body, found) => {
	expect(freeTextIn(joined(body))).toEqual([found]);
});

test('a word behind a key given twice is found', () => {
	expect(freeTextIn(joined('{"role":"Ana","role":"guest"}'))).toEqual(['not canonical']);
});
