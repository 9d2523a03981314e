import { strFromU8, unzipSync } from 'fflate';
import type { Page } from '@playwright/test';
import type { FreezePreview, TableSnapshot } from '#protocol/api.ts';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { luciaAt } from './account-holder.ts';
import { Actor, JALISCO, Participant, SECTORS } from './actors.ts';
import { Facilitator } from './facilitator.ts';
import { isFit } from './is-fit.ts';
import { openSession, openTable } from './open-table.ts';
import { Program } from './program.ts';
import { phaseName } from '../../src/routes/w/[id]/table/phase-words.ts';
import type { SectorId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';

const SECTOR_IDS = ['s1', 's2', 's3'] as [SectorId, SectorId, SectorId];
const EFFECTS = ['Menos pensión en la vejez', 'Los hogares que sostienen mujeres tienen menos ingresos'];
const CAUSES = [
	...JALISCO.causes,
	'Las guarderías cierran antes que las oficinas',
	'Los puestos mejor pagados se asignan sin convocatoria',
	'La inspección del trabajo no revisa salarios',
];

/** As whoever facilitates hands them out: printed by the browser, to be looked at. */
async function printed(page: Page, file: string, format: 'Letter' | 'A4'): Promise<number> {
	const pdf = await page.pdf({ format, path: test.info().outputPath(file), preferCSSPageSize: true });
	return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test('[S7] [S16] [S19] [W2] [W3] [W7] [W8] thirty-seven people hold a session, in the room and remote, and leave with printed minutes', async ({
	startServer,
	openBrowser,
}) => {
	test.setTimeout(420_000);
	const server = await startServer();
	const table = await openTable(server, 14);
	const { id, lucia: host } = table;
	const tell = (command: unknown) => table.command(host, command);
	const look = async (): Promise<TableSnapshot['state']> => (await table.look()).state;
	await openSession(table);

	const lucia = await luciaAt(server, openBrowser);
	await lucia.facilitate();
	const browsers: Participant[] = [];
	const programs: Program[] = [];
	const come = async (name: string, sector: string, device: typeof PHONE | typeof DESK): Promise<Participant> => {
		const person = new Participant(name, await openBrowser({ ...device, baseURL: server.origin }));
		await person.page.goto(`/join/${table.code}`);
		await person.join(sector);
		browsers.push(person);
		return person;
	};

	await test.step('five come by browsers, twenty-four by programs, four on one computer, three on paper', async () => {
		await come('Ana', SECTORS.government, DESK);
		await come('Ben', SECTORS.guarantor, PHONE);
		await come('Chela', SECTORS.civil, PHONE);
		await come('Dora', SECTORS.civil, PHONE);
		await come('Efrén', SECTORS.government, PHONE);
		for (let number = 1; number <= 24; number++) {
			const sector = SECTOR_IDS[number % 3];
			if (sector) programs.push(new Program(`Persona ${number}`, sector, server));
		}
		await Promise.all(programs.map((program) => program.join(table.code)));
		const laptop = new Actor('Laptop de la mesa 3', await openBrowser({ ...DESK, baseURL: server.origin }));
		await laptop.page.goto(`/join/${table.code}`);
		await laptop.page.getByRole('radio', { name: m.home_shared() }).check();
		await laptop.page.getByLabel(m.home_shared_name(), { exact: true }).fill(laptop.name);
		const people = ['Rosa', 'Saúl', 'Tere', 'Ulises'];
		for (const [index, person] of people.entries()) {
			const row = { number: index + 1 };
			await laptop.page.getByLabel(m.home_shared_person(row), { exact: true }).fill(person);
			const sector = Object.values(SECTORS)[index % 3];
			await laptop.page
				.getByLabel(m.home_shared_sector(row), { exact: true })
				.selectOption({ label: sector ?? '' });
		}
		await laptop.button(m.home_enter_table()).click();
		await expect(laptop.page.getByText(m.home_shared_joined({ name: laptop.name }))).toBeVisible();
		for (const [index, name] of ['Don Chuy', 'Doña Lupe', 'Memo'].entries()) {
			await tell({ type: 'enterPerson', name, organisation: '', sector: SECTOR_IDS[index] });
		}
		const { people: all } = await look();
		expect(all.filter(({ role }) => role === 'guest' || role === 'facilitator')).toHaveLength(37);
	});

	await test.step('all are seated: the first of a sector by Lucía, the others by one tap of a seated person', async () => {
		const { people } = await look();
		for (const sector of SECTOR_IDS) {
			const [first, ...others] = programs.filter((program) => program.sector === sector);
			if (!first) throw new Error('a sector without people');
			await tell({ type: 'offerSeat', participant: first.participant, sector });
			const waiting = [
				...others.map(({ participant }) => participant),
				...people
					.filter((one) => one.role === 'guest' && one.sector === sector)
					.map((one) => one.id)
					.filter((one) => !programs.some(({ participant }) => participant === one)),
			];
			for (const participant of waiting) {
				await tell({ type: 'offerSeat', participant, sector });
				await table.command(first, { type: 'confirmSeat', participant });
			}
		}
		const { people: seated } = await look();
		expect(seated.filter(({ seat }) => seat !== null)).toHaveLength(36);
		await Promise.all(programs.map((program) => table.command(program, { type: 'checkIn', participant: null })));
		for (const { id: participant, present, role } of seated) {
			const isProgram = programs.some((program) => program.participant === participant);
			if (role === 'guest' && !present && !isProgram) await tell({ type: 'checkIn', participant });
		}
		expect((await look()).people.filter(({ present }) => present)).toHaveLength(36);
	});

	const [ana, ben, chela, dora, efren] = browsers as [
		Participant,
		Participant,
		Participant,
		Participant,
		Participant,
	];
	const answerAll = async (question: string, dissent: ReadonlyMap<string, string> = new Map()) => {
		const poll = (await look()).polls.at(-1)?.id;
		for (const program of programs) {
			const reason = dissent.get(program.name) ?? '';
			const answer = reason ? 'reservation' : 'agree';
			await table.command(program, { type: 'castConsensus', poll, answer, reason });
		}
		for (const one of browsers) {
			await one.page.goto(`/w/${id}/vote`);
			await one.ballot(question).answer('agree');
		}
	};

	await test.step('the table adopts its rules, with a reservation that stays written', async () => {
		await lucia.openRulesRound();
		const question = m.facilitate_question_rules();
		await answerAll(question, new Map([['Persona 7', 'Falta decir cómo se invita a más colectivas.']]));
		await lucia.closePoll();
		await expect(chela.page.getByText(m.poll_reached(), { exact: true })).toBeVisible();
	});

	await test.step('people and programs write the tree together', async () => {
		await lucia.movePhaseTo(m.table_phase_problem());
		await ana.page.goto(`/w/${id}`);
		await ana.show('list');
		await ana.list.add('problem', JALISCO.problem);
		await lucia.movePhaseTo(m.table_phase_causes());
		const [writer] = programs;
		const { body } = await host.get<{ board: { cards: { card: string; kind: string }[] } }>(
			`/api/workshops/${id}/boards/now`,
		);
		const problem = body.board.cards.find(({ kind }) => kind === 'problem')?.card ?? null;
		if (!writer || problem === null) throw new Error('the problem is not on the board');
		const to = problem as never;
		await writer.write(
			id,
			CAUSES.slice(1).map((text) => ({ kind: 'cause', text, to }) as const),
		);
		await programs[1]?.write(
			id,
			EFFECTS.map((text) => ({ kind: 'effect', text, to }) as const),
		);
		await ana.list.add('cause', CAUSES[0] ?? '');
		for (const text of [...CAUSES, ...EFFECTS]) await expect(ana.list.card(text)).toBeVisible();
	});

	const causes = m.facilitate_question_causes();
	const choices = async (): Promise<string[]> => {
		const { body } = await host.get<{ board: { cards: { card: string; kind: string }[] } }>(
			`/api/workshops/${id}/boards/now`,
		);
		return body.board.cards.filter(({ kind }) => kind === 'cause').map(({ card }) => card);
	};
	await test.step('a vote opens; cards, ballots and blank cards are printed for the room', async () => {
		await lucia.movePhaseTo(m.table_phase_choose_causes());
		const cards = await choices();
		const { body: frozen } = await host.get<FreezePreview>(`/api/workshops/${id}/freeze?cards=${cards.join(',')}`);
		const open = { type: 'openDots', of: 'causes', question: causes, cards, content: frozen.hash } as const;
		await tell({ ...open, exception: null });
		const { page } = lucia;
		await page.goto(`/w/${id}/print?sheet=ballots&copies=3`);
		await expect(page.getByRole('article', { name: m.print_ballot_named({ question: causes }) })).toHaveCount(3);
		await isFit(page, 'paper ballots', [PHONE, DESK]);
		expect(await printed(page, 'boletas-carta.pdf', 'Letter')).toBeGreaterThan(0);
		await page.goto(`/w/${id}/print?sheet=cards&paper=a4`);
		await expect(page.getByRole('article')).toHaveCount(CAUSES.length + EFFECTS.length + 1);
		await isFit(page, 'cards to cut out', [PHONE, DESK]);
		expect(await printed(page, 'tarjetas-a4.pdf', 'A4')).toBe(2);
		await page.goto(`/w/${id}/print?sheet=blank&copies=8`);
		await isFit(page, 'blank cards', [PHONE, DESK]);
		expect(await printed(page, 'tarjetas-en-blanco-carta.pdf', 'Letter')).toBe(2);
		// What a card's code opens: the list, at that card.
		await chela.page.goto(`/w/${id}#card-${cards[0]}`);
		await expect(chela.page.locator(`#card-${cards[0]}`)).toBeFocused();
		await page.setViewportSize(DESK.viewport);
		await page.goto(`/w/${id}`);
		await lucia.show('facilitate');
	});

	let tablet = lucia as Facilitator;
	await test.step('two of required sectors lose the line, and so does Lucía’s laptop; she goes on from a tablet', async () => {
		const wayIn = await lucia.part(m.facilitate_way_in());
		await wayIn.getByRole('button', { name: m.plan_resume_ask() }).click();
		const code = await wayIn.getByLabel(m.plan_resume_code(), { exact: true }).inputValue();
		for (const one of [ana, ben]) {
			await one.page.goto(`/w/${id}/vote`);
			await expect(one.ballot(causes).region).toBeVisible();
			await one.page.context().setOffline(true);
		}
		await lucia.page.context().close();
		// Attendance is declared: who lost the line is here.
		const { quorum, people } = await look();
		expect(quorum).toMatchObject({ met: true, present: 36 });
		expect(people.filter(({ present }) => present)).toHaveLength(36);
		const poll = (await look()).polls.at(-1);
		for (const program of programs) {
			const [first, second] = poll?.options ?? [];
			const dots = { [first?.id ?? '']: 2, [second?.id ?? '']: 1 };
			await table.command(program, { type: 'castDots', poll: poll?.id, dots });
		}
		const began = Date.now();
		tablet = new Facilitator('Lucía', await openBrowser({ ...PHONE, baseURL: server.origin }));
		await tablet.page.goto('/rejoin');
		await tablet.page.getByRole('textbox', { name: m.home_rejoin_code() }).fill(code);
		await tablet.button(m.home_rejoin_action()).click();
		await tablet.show('facilitate');
		await expect(tablet.panel.getByText(m.facilitate_polls()).first()).toBeVisible();
		expect(Date.now() - began, 'a dead laptop costs less than a minute').toBeLessThan(60_000);
		for (const one of [ana, ben]) await one.page.context().setOffline(false);
		for (const one of browsers) {
			await one.page.goto(`/w/${id}/vote`);
			await one.ballot(causes).giveDots({ [CAUSES[0] ?? '']: 2, [CAUSES[1] ?? '']: 1 });
			await one.ballot(causes).send();
		}
		await tablet.closePoll();
		await expect(dora.page.getByRole('figure', { name: m.poll_result_caption() })).toBeVisible();
	});

	await test.step('the causes are confirmed by all, and the session closes', async () => {
		const cards = await choices();
		const asked = cards.slice(0, 2);
		const { body: frozen } = await host.get<FreezePreview>(`/api/workshops/${id}/freeze?cards=${asked.join(',')}`);
		const question = m.facilitate_question_confirm_causes();
		const open = { type: 'openConfirmation', of: 'causes', question, cards: asked, after: null } as const;
		await tell({ ...open, content: frozen.hash, exception: null });
		await answerAll(question);
		await tablet.page.goto(`/w/${id}`);
		await tablet.show('facilitate');
		await tablet.closePoll();
		await expect(efren.page.getByText(m.poll_reached(), { exact: true })).toBeVisible();
		await tablet.closeSession();
	});

	await test.step('the minutes are there within five seconds, name the facilitator’s acts on both devices, and are printed', async () => {
		const { page } = tablet;
		const closed = Date.now();
		await page.goto(`/w/${id}/record`);
		await expect(page.getByText('Falta decir cómo se invita a más colectivas.').first()).toBeVisible();
		expect(Date.now() - closed).toBeLessThan(5_000);
		await expect(page.getByText(m.record_act_resumed({ name: 'Lucía' }))).toBeVisible();
		const phase = phaseName({ kind: 'choose-causes' });
		await expect(page.getByText(m.record_act_phase_moved({ name: 'Lucía', phase }))).toBeVisible();
		for (const name of ['Ana', 'Rosa', 'Don Chuy', 'Persona 24']) {
			await expect(
				page
					.getByRole('cell', { name: new RegExp(`^${name}\\b`) })
					.or(page.getByRole('rowheader', { name: new RegExp(`^${name}\\b`) }))
					.first(),
			).toBeVisible();
		}
		await isFit(page, 'minutes of thirty-seven', [DESK]);
		expect(await printed(page, 'minuta-carta.pdf', 'Letter')).toBeGreaterThan(2);
		await page.goto(`/w/${id}/record?paper=a4`);
		expect(await printed(page, 'minuta-a4.pdf', 'A4')).toBeGreaterThan(2);
		const files = await page.request.get(`/w/${id}/record.docx`);
		const document = strFromU8(unzipSync(await files.body())['word/document.xml'] ?? new Uint8Array());
		for (const said of ['Don Chuy', 'Persona 24', JALISCO.problem, m.scan_title(), m.record_lines()]) {
			expect(document).toContain(said);
		}
	});

	await test.step('the signed sheet is scanned: its hash stands in the minutes, and the file is told by it', async () => {
		const { page } = tablet;
		await page.setViewportSize(DESK.viewport);
		await page.goto(`/w/${id}/record`);
		await page.getByRole('link', { name: m.scan_to() }).click();
		const sheet = {
			name: 'minuta-firmada.pdf',
			mimeType: 'application/pdf',
			buffer: Buffer.from('%PDF-1.7 firmada'),
		};
		await page.getByLabel(m.scan_file()).nth(1).setInputFiles(sheet);
		await tablet.button(m.scan_send()).click();
		await expect(page.getByText(m.scan_logged({ file: sheet.name }))).toBeVisible();
		await page.getByLabel(m.scan_file()).first().setInputFiles(sheet);
		await expect(page.getByText(/es el archivo que se registró/)).toBeVisible();
		await page
			.getByLabel(m.scan_file())
			.first()
			.setInputFiles({ ...sheet, buffer: Buffer.from('otra') });
		await expect(page.getByText(m.scan_check_not({ file: sheet.name }))).toBeVisible();
		await isFit(page, 'signed sheets');
		await page.goto(`/w/${id}/record`);
		await expect(page.getByRole('region', { name: m.scan_title() })).toContainText(m.scan_of_session());
	});

	await test.step('afterwards Ana reads what became of what she wrote', async () => {
		await ana.page.goto(`/w/${id}/mine`);
		await expect(ana.page.getByRole('article').filter({ hasText: CAUSES[0] ?? '' })).toContainText(causes);
	});
});
