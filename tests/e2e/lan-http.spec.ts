import { networkInterfaces } from 'node:os';
import { expect, PHONE, test } from '../support/e2e-test.ts';
import { Participant } from './actors.ts';
import { ExampleTable } from './example-table.ts';
import { m } from '#i18n/compiled/messages.js';

/** This machine's address in its local network: what the projector's QR holds in a room without Internet. */
function localAddress(): string {
	for (const addresses of Object.values(networkInterfaces())) {
		for (const { family, address } of addresses ?? [])
			if (family === 'IPv4' && !address.startsWith('127.')) return address;
	}
	throw new Error('this machine has no address but its own: give it one to run this test (ip addr add)');
}

test('D10 [W6] over plain http on a local address people join, write, vote and check what was issued', async ({
	openBrowser,
	startServer,
}) => {
	test.setTimeout(180_000);
	const server = await startServer({ demo: true, host: localAddress() });
	const table = await ExampleTable.open(server);
	const at = (path: string): string => server.origin + path;
	await table.adoptRules();

	const dora = new Participant('Dora', await openBrowser(PHONE));
	await dora.page.goto(at(server.exampleJoinPath));
	expect(await dora.page.evaluate(() => isSecureContext)).toBe(false);
	await dora.join('Universidades');
	await table.moveTo('causes');
	await dora.page.goto(at(table.path));
	await dora.list.add('cause', 'Faltan datos por empresa');
	await expect
		.poll(async () => (await table.cards('cause')).map(({ text }) => text))
		.toContain('Faltan datos por empresa');

	await table.moveTo('choose-causes');
	await table.openDots('causes');
	const ana = new Participant('Ana', await openBrowser(PHONE));
	await table.sitDown(ana.page, table.ana);
	await ana.page.goto(at(`${table.path}/vote`));
	const poll = (await table.view()).state.polls.at(-1);
	const ballot = ana.ballot(poll?.question ?? '');
	await ballot.giveDots({ [poll?.options[0]?.text ?? '']: 2 });
	await ballot.send();
	await expect
		.poll(async () => (await table.view()).state.polls.at(-1)?.turnout.find(({ voted }) => voted === 1))
		.toBeTruthy();
	await table.close();

	const commitment = await table.issue();
	const reader = await openBrowser(PHONE);
	await reader.goto(at(`/c/${commitment}`));
	await expect(reader.getByText(m.commitment_check_ok())).toBeVisible();
});
