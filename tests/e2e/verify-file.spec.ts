import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verifyFile } from '../../src/routes/verify/verify-file.ts';
import { expect, test } from '../support/e2e-test.ts';

const root = join(import.meta.dirname, '../..');
const fixture = (name: string) => join(root, 'tests/support/fixtures', name);
const folder = mkdtempSync(join(tmpdir(), 'mesa-verify-file-'));
const file = join(folder, 'comprobar-compromiso.html');

test.beforeAll(async () => {
	const { load } = verifyFile(root) as { load(this: object, id: string): Promise<string> };
	const module = await load.call({ addWatchFile: () => {} }, '\0virtual:verify-file');
	writeFileSync(file, JSON.parse(module.slice('export const html = '.length, -1)) as string);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('[M5] the page that checks bundles works from a disk with the network off, and says what is proven and what is not', async ({
	openBrowser,
}) => {
	const page = await openBrowser({ offline: true, viewport: { width: 390, height: 844 } });
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));
	await page.goto(pathToFileURL(file).href);
	await expect(page.getByText('Todavía no has elegido un expediente.')).toBeVisible();
	await page.locator('#bundle').setInputFiles(fixture('bundle-1.json'));
	await expect(page.getByRole('heading', { name: 'Todo concuerda' })).toBeVisible();
	await expect(page.getByText('No es firma electrónica avanzada')).toBeVisible();
	await expect(page.getByText(/solo se sabe hasta la constancia \d+/)).toBeVisible();
	await expect(page.getByText('Titular 0, Titular, Secretaría del Trabajo')).toBeVisible();
	await isAccessible(page);

	await page.locator('#kept-file').setInputFiles(fixture('bundle-1-checkpoint.txt'));
	await expect(page.getByText('El registro sigue desde la constancia que guardaste, sin cambios.')).toBeVisible();
	await page
		.locator('#kept')
		.fill(readFileSync(fixture('bundle-1-checkpoint.txt'), 'utf8').replace('time 2', 'time 1'));
	await expect(page.getByText(/no es una constancia de este registro/)).toBeVisible();
	await page.locator('#kept').fill('');

	const altered = join(folder, 'altered.json');
	writeFileSync(
		altered,
		readFileSync(fixture('bundle-1.json'), 'utf8').replace('Desigualdad laboral', 'Igualdad laboral'),
	);
	await page.locator('#bundle').setInputFiles(altered);
	await expect(page.getByRole('heading', { name: 'Algo no concuerda' })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Todo concuerda' })).toBeHidden();
	await isAccessible(page);

	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.getByRole('heading', { name: 'Something does not agree' })).toBeVisible();
	expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
	await page.locator('#bundle').setInputFiles(fixture('bundle-1-checkpoint.txt'));
	await expect(page.getByRole('heading', { name: 'This file is no bundle that this page knows' })).toBeVisible();
	expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
});

async function isAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
	).toEqual([]);
}
