import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { baseLocale, htmlLang, localeOf, locales } from '#i18n/locale.ts';

const folder = 'src/i18n/messages';
const messages = z.record(
	z.string(),
	z.union([z.string(), z.array(z.object({ match: z.record(z.string(), z.string()) }))]),
);
const settings = z
	.object({
		baseLocale: z.string(),
		locales: z.array(z.string()),
		modules: z.array(z.string()),
		'plugin.inlang.messageFormat': z.object({ pathPattern: z.array(z.string()) }),
	})
	.parse(JSON.parse(readFileSync('src/i18n/project.inlang/settings.json', 'utf8')));

const areas = [...new Set(readdirSync(folder).map((name) => name.split('.', 1)[0] ?? ''))];

const raw = (area: string, locale: string) => readFileSync(`${folder}/${area}.${locale}.json`, 'utf8');
const read = (area: string, locale: string) => messages.parse(JSON.parse(raw(area, locale)));
/** The sentences of a message: one, or one a plural form. */
const sentences = (message: z.infer<typeof messages>[string]): string[] =>
	typeof message === 'string' ? [message] : message.flatMap((variant) => Object.values(variant.match));
const placeholders = (message: z.infer<typeof messages>[string]): string[] =>
	[...new Set(sentences(message).flatMap((text) => text.match(/\{[^{}]+\}/g) ?? []))].sort();

describe.each(areas)('the sentences of %s', (area) => {
	it('are the same ones in every language', () => {
		for (const locale of locales) {
			expect(Object.keys(read(area, locale)).sort(), locale).toEqual(Object.keys(read(area, baseLocale)).sort());
		}
	});

	it('are never empty', () => {
		for (const locale of locales) {
			for (const [key, message] of Object.entries(read(area, locale))) {
				expect(sentences(message).length, `${key} (${locale})`).toBeGreaterThan(0);
				for (const text of sentences(message)) expect(text.trim(), `${key} (${locale})`).not.toBe('');
			}
		}
	});

	it('have the same gaps to fill in every language', () => {
		const base = read(area, baseLocale);
		for (const locale of locales) {
			for (const [key, message] of Object.entries(read(area, locale))) {
				expect(placeholders(message), `${key} (${locale})`).toEqual(placeholders(base[key] ?? ''));
			}
		}
	});

	it('carry the name of their area, so that no two areas can say the same key', () => {
		const start = area === 'errors' ? 'errors?' : area; // a sentence for the refusal `poll.closed` is `error_poll_closed`
		for (const key of Object.keys(read(area, baseLocale))) expect(key).toMatch(new RegExp(`^${start}_[a-z0-9_]+$`));
	});

	it('stand once each in their file', () => {
		for (const locale of locales) {
			const lines = [...raw(area, locale).matchAll(/^\t"([^"]+)":/gm)].map((match) => match[1]);
			expect(lines.sort(), locale).toEqual(Object.keys(read(area, locale)).sort());
		}
	});

	it('are compiled', () => {
		expect(settings['plugin.inlang.messageFormat'].pathPattern).toContain(`./messages/${area}.{locale}.json`);
	});
});

describe('the language of a page', () => {
	const asks = (headers: Record<string, string>) => localeOf(new Request('http://mesa.test/', { headers }));

	it('is the one that the person chose', () => {
		expect(asks({ cookie: 'mesa_locale=en', 'accept-language': 'es-MX' })).toBe('en');
	});

	it('is the one of the browser where the person has chosen none', () => {
		expect(asks({ 'accept-language': 'fr-FR, en-US;q=0.8' })).toBe('en');
	});

	it('is Spanish for everyone else', () => {
		expect(asks({ 'accept-language': 'fr-FR' })).toBe('es');
		expect(asks({ cookie: 'mesa_locale=__proto__' })).toBe('es');
		expect(htmlLang.es).toBe('es-MX');
	});

	it('is compiled without asking anybody: the compiler finds its plugin on this disk', () => {
		expect(settings.locales).toEqual([...locales]);
		for (const path of settings.modules) expect(path).toMatch(/^\.\.\/\.\.\/node_modules\//);
	});
});
