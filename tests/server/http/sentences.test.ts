import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REFUSAL_CODES } from '#domain/refusals.ts';
import { sentenceOf } from '../../../server/http/sentences.ts';
import { HTTP_CODES, STATUS } from '../../../server/http/status.ts';

const codes = [...HTTP_CODES, ...REFUSAL_CODES];
const keyOf = (code: string) => `error_${code.replace(/[.-]/g, '_')}`;

describe('every refusal', () => {
	it.each(['es', 'en'] as const)('has a sentence of its own in %s that says what to do', (locale) => {
		for (const code of codes) {
			const sentence = sentenceOf(code, locale);
			expect(sentence, code).toMatch(/^[A-ZÁÉÍÓÚ«“].{15,}[.]$/u);
			expect(sentence, code).not.toMatch(/[{}]|undefined|error_/);
		}
	});

	it('has a status, and nobody is told that the server failed when it did not', () => {
		for (const code of codes) expect(STATUS[code], code).toBeGreaterThanOrEqual(400);
		const failing = codes.filter((code) => STATUS[code] >= 500);
		expect(failing.sort()).toEqual(['log.damaged', 'server.busy', 'server.error', 'workshop.busy']);
	});

	it('is the only reason for a sentence: no sentence is left over', () => {
		const catalogue: unknown = JSON.parse(readFileSync('src/i18n/messages/errors.es.json', 'utf8'));
		expect(Object.keys(catalogue ?? {}).sort()).toEqual(codes.map(keyOf).sort());
	});
});
