import { TEST_DATABASE_URL, testDatabase, type Dialect } from '../support/database.ts';
import { expect, PHONE, PROJECTOR, test } from '../support/e2e-test.ts';
import { JALISCO, Participant, SECTORS } from './actors.ts';
import { Facilitator } from './facilitator.ts';
import { m } from '#i18n/compiled/messages.js';

const [care, pay, norm] = JALISCO.causes;
const [register, policies] = JALISCO.solutions;
const dialects: readonly Dialect[] = TEST_DATABASE_URL ? ['sqlite', 'postgres'] : ['sqlite'];

for (const dialect of dialects) {
	test(`Lucía, Ana, Ben and Chela take the case of Jalisco from a new server to a public commitment (${dialect})`, async ({
		openBrowser,
		startServer,
	}) => {
		test.setTimeout(420_000);
		const database = await testDatabase(dialect);
		const server = await startServer({
			settings: dialect === 'postgres' ? { DATABASE_URL: database.url } : {},
			onStopped: () => database.remove(),
		});
		const at = (path: string): string => server.origin + path;
		const lucia = new Facilitator('Lucía', await openBrowser());
		const ana = new Participant('Ana', await openBrowser());
		const ben = new Participant('Ben', await openBrowser());
		const chela = new Participant('Chela', await openBrowser(PHONE));
		const everybody = [ana, ben, chela];
		let table = '';

		await test.step('Lucía sets the server up and creates a table with its own sectors', async () => {
			await lucia.setUp(at(server.setUpPath));
			await lucia.createTable();
			table = at(lucia.tablePath);
			await lucia.page.goto(table);
			await lucia.declareAffiliation(m.facilitate_affiliation_none());
		});

		await test.step('Ana joins with the code, Ben and Chela with the link', async () => {
			await lucia.button(m.table_invite()).click();
			const code = await lucia.dialog.getByLabel(m.table_code(), { exact: true }).inputValue();
			const link = await lucia.dialog.getByLabel(m.table_link(), { exact: true }).inputValue();
			await expect(lucia.dialog.getByRole('img', { name: m.table_qr({ title: JALISCO.title }) })).toBeVisible();
			await lucia.page.keyboard.press('Escape');
			await ana.page.goto(at('/'));
			await ana.page.getByLabel(m.home_code_label(), { exact: true }).fill(code.toLowerCase());
			await ana.button(m.home_join_action()).click();
			await ana.join(SECTORS.government, 'Secretaría del Trabajo');
			await expect(ana.page.getByText(JALISCO.welcome)).toBeVisible();
			await ben.page.goto(link);
			await ben.join(SECTORS.guarantor, 'ITEI');
			await chela.page.goto(link);
			await chela.join(SECTORS.civil);
		});

		await test.step('with her personal code Chela is the same person on another device', async () => {
			const borrowed = await openBrowser(PHONE);
			await borrowed.goto(at('/rejoin'));
			await borrowed.getByLabel(m.home_rejoin_code()).fill(chela.rejoinCode);
			await borrowed.getByRole('button', { name: m.home_rejoin_action() }).click();
			await expect(borrowed).toHaveURL(table);
			await borrowed.goto(`${table}/me`);
			await expect(borrowed.getByText('Chela', { exact: true })).toBeVisible();
			await lucia.page.getByRole('button', { name: m.table_people_open() }).click();
			await expect(lucia.dialog.getByText('Chela', { exact: true })).toHaveCount(1);
			await lucia.page.keyboard.press('Escape');
			await borrowed.context().close();
		});

		await test.step('a session opens, all declare that they are here, and Lucía gives each sector its first seat', async () => {
			await lucia.openSession('Casa de la Cultura');
			for (const one of everybody) await one.page.goto(table);
			await expect(chela.list.region).toBeVisible(); // a phone opens on the list
			await chela.show('now');
			for (const one of everybody) await one.checkIn();
			await lucia.giveFirstSeat(SECTORS.government, 'Ana');
			await lucia.giveFirstSeat(SECTORS.guarantor, 'Ben');
			await lucia.giveFirstSeat(SECTORS.civil, 'Chela');
			await expect(chela.panel.getByText(m.table_quorum_met({ count: 3 }))).toBeVisible();
		});

		await test.step('the table adopts its rules by a round with all four answers to choose from', async () => {
			await lucia.openRulesRound();
			await chela.page.goto(`${table}/vote`);
			const question = m.facilitate_question_rules();
			const answers = [m.poll_agree(), m.poll_reservation(), m.poll_abstain(), m.poll_block()];
			await expect(chela.ballot(question).region.getByRole('radio')).toHaveCount(answers.length);
			for (const answer of answers) await expect(chela.page.getByText(answer, { exact: true })).toBeVisible();
			await ana.ballot(question).answer('agree');
			await ben.ballot(question).answer('reservation', 'Falta decir cómo se invita a más colectivas.');
			await chela.ballot(question).answer('agree');
			await lucia.closePoll();
			for (const one of everybody)
				await expect(one.page.getByText(m.poll_reached(), { exact: true })).toBeVisible();
			await expect(chela.page.getByText('Falta decir cómo se invita a más colectivas.')).toBeVisible();
		});

		await test.step('the problem is written on the canvas and shows in the list at once', async () => {
			await lucia.movePhaseTo(m.table_phase_problem());
			await chela.page.goto(table);
			await ana.canvas.begin(JALISCO.problem);
			await expect(chela.list.card(JALISCO.problem)).toBeVisible();
			await expect(ben.canvas.card(JALISCO.problem)).toBeVisible();
		});

		await test.step('Ana adds cards on the canvas and Chela in the list; each sees the other’s', async () => {
			await lucia.movePhaseTo(m.table_phase_causes());
			await ana.canvas.grow(JALISCO.problem, m.board_add_cause(), care);
			await expect(chela.list.card(care)).toBeVisible();
			await chela.list.add('cause', pay);
			await chela.list.add('cause', norm);
			await expect(ana.canvas.card(norm)).toBeVisible();
			await ben.canvas.grow(JALISCO.problem, m.board_add_effect(), JALISCO.effect);
			await expect(chela.list.card(JALISCO.effect)).toBeVisible();
		});

		await test.step('Ana and Chela write in one card at once, letter by letter, and both keep their words', async () => {
			const inList = await chela.list.open(pay);
			await ana.canvas.card(pay).dblclick();
			const onCanvas = ana.canvas.field;
			await inList.press('Control+Home');
			await onCanvas.press('Control+End');
			await Promise.all([
				inList.pressSequentially('Casi nunca: ', { delay: 15 }),
				onCanvas.pressSequentially(', ni por qué', { delay: 15 }),
			]);
			await expect(inList).toHaveValue(`Casi nunca: ${pay}, ni por qué`);
			await expect(onCanvas).toHaveValue(`Casi nunca: ${pay}, ni por qué`);
			await expect(chela.list.region.getByText('Ana escribe aquí')).toBeVisible();
			await inList.fill(pay);
			await expect(onCanvas).toHaveValue(pay);
			await onCanvas.press('Escape');
			await chela.list.close();
		});

		await test.step('“Acomodar” puts effects above and causes below', async () => {
			await ana.canvas.tidy();
			await expect
				.poll(async () => {
					const heights = [];
					for (const text of [JALISCO.effect, JALISCO.problem, care])
						heights.push((await ben.canvas.middleOf(text)).y);
					return heights.toSorted((a, b) => a - b).join() === heights.join();
				})
				.toBe(true);
		});

		await test.step('a card that is taken off can be brought back', async () => {
			await chela.list.remove(norm);
			await expect(ana.canvas.card(norm)).toBeHidden();
			await chela.list.restore(norm);
			await expect(ana.canvas.card(norm)).toBeVisible();
		});

		await test.step('Lucía closes the board: the others see who, when and why, and can only read', async () => {
			const reason = 'Vamos a leer las causas en voz alta.';
			await lucia.lock(m.facilitate_lock_board(), reason);
			for (const one of everybody) {
				await expect(one.page.getByText(/Lucía cerró el tablero a las \d{1,2}:\d\d/).first()).toContainText(
					reason,
				);
			}
			await expect(chela.list.region.getByRole('button', { name: m.list_add_cause() })).toBeHidden();
			await expect(ana.canvas.tools.getByRole('button', { name: m.board_kind_cause() })).toBeHidden();
			await lucia.unlock(m.facilitate_lock_board());
			await expect(chela.list.region.getByRole('button', { name: m.list_add_cause() })).toBeVisible();
		});

		const screen = { page: await openBrowser(PROJECTOR) };
		await test.step('the table orders its causes with dots: turnout is live, results wait for the close', async () => {
			await lucia.movePhaseTo(m.table_phase_choose_causes());
			await lucia.openCardPoll('dots', JALISCO.causes);
			await screen.page.context().addCookies(await lucia.page.context().cookies());
			await screen.page.goto(`${table}/screen`);
			const question = m.facilitate_question_causes();
			await chela.page.goto(`${table}/vote`);
			await expect(chela.page.getByText(m.poll_readable_me({ sector: SECTORS.civil }))).toBeVisible();
			await ana.ballot(question).giveDots({ [care]: 3, [pay]: 2 });
			await expect(ana.ballot(question).region.getByText(m.poll_points_left({ count: 0 }))).toBeVisible();
			await expect(ana.button(m.poll_give_point({ option: norm }))).toBeDisabled();
			await ana.ballot(question).send();
			await expect(screen.page.getByText(m.poll_turnout({ count: 1, total: 3 }))).toBeVisible();
			await chela.ballot(question).giveDots({ [care]: 2, [pay]: 1 });
			await chela.ballot(question).send();
			await ben.ballot(question).giveDots({ [norm]: 1 });
			await ben.ballot(question).send();
			for (const { page } of [...everybody, lucia, screen]) {
				await expect(page.getByText(m.poll_turnout({ count: 3, total: 3 })).first()).toBeVisible();
				await expect(page.getByRole('figure', { name: m.poll_result_caption() })).toBeHidden();
			}
			await lucia.closePoll();
			const result = chela.ballot(question).region;
			await expect(result.getByRole('figure', { name: m.poll_result_caption() })).toBeVisible();
			await result.getByText(m.poll_by_sector(), { exact: true }).click();
			const row = result.getByRole('table').getByRole('row', { name: care });
			await expect(row.getByRole('cell')).toHaveText(['3', '0', '2', '5', /%/]);
			await expect(screen.page.getByRole('figure', { name: m.poll_result_caption() })).toBeVisible();
		});

		await test.step('the server loses power in the middle and comes back: all is there, and all come back by themselves', async () => {
			await server.kill();
			await expect(ana.page.getByText(m.table_line_down())).toBeVisible();
			await server.start();
			for (const one of everybody) await expect(one.page.getByText(m.table_line_down())).toBeHidden();
			await expect(chela.page.getByRole('figure', { name: m.poll_result_caption() })).toBeVisible();
			await expect(ana.canvas.card(care)).toBeVisible();
			await ben.page.reload();
			await expect(ben.canvas.card(pay)).toBeVisible();
			await expect(ben.panel.getByText(m.table_quorum_met({ count: 3 }))).toBeVisible();
		});

		await test.step('the causes with most dots are confirmed by consensus and marked on the tree', async () => {
			await lucia.openCardPoll('consensus', [care, pay]);
			const question = m.facilitate_question_confirm_causes();
			await ana.ballot(question).answer('agree');
			await ben.ballot(question).answer('agree');
			await chela.ballot(question).answer('agree');
			await lucia.closePoll();
			await expect(ana.canvas.card(care).getByText(m.screen_chosen())).toBeVisible();
			await expect(ana.canvas.card(norm).getByText(m.screen_chosen())).toBeHidden();
			await chela.page.goto(table);
			await expect(chela.list.card(pay)).toContainText(question);
		});

		await test.step('solutions likewise: proposed, ordered, and chosen by consensus', async () => {
			await lucia.movePhaseTo(m.table_phase_solutions());
			await ana.canvas.fit();
			await ana.canvas.grow(pay, m.board_add_solution(), register);
			await chela.list.add('solution', policies);
			await expect(ana.canvas.card(policies)).toBeVisible();
			await lucia.movePhaseTo(m.table_phase_choose_solutions());
			await lucia.openCardPoll('dots', JALISCO.solutions);
			for (const one of [ana, ben]) {
				await one.ballot(m.facilitate_question_solutions()).giveDots({ [register]: 3, [policies]: 2 });
				await one.ballot(m.facilitate_question_solutions()).send();
			}
			await lucia.closePoll();
			await lucia.openCardPoll('consensus', [register]);
			await chela.page.goto(`${table}/vote`);
			for (const one of everybody) await one.ballot(m.facilitate_question_confirm_solutions()).answer('agree');
			await lucia.closePoll();
			await expect(ana.canvas.card(register).getByText(m.screen_chosen())).toBeVisible();
		});

		let draft = '';
		const agreed = `Por decreto: ${register}, con salarios a la vista.`;
		await test.step('two people write the commitment at once and see each other’s named carets', async () => {
			await lucia.movePhaseTo(m.table_phase_draft());
			await lucia.startCommitment(register, JALISCO.commitment);
			draft = lucia.page.url();
			await ana.page.goto(draft);
			await chela.page.goto(draft);
			const problem = m.draft_field_problem();
			await ana.draft.write(problem, 'Las mujeres ganan menos que los hombres por el mismo trabajo.');
			await chela.draft.write(problem, ' En la entidad, 18 % menos.');
			await expect(ana.draft.caret('Chela')).toBeVisible();
			await expect(chela.draft.caret('Ana')).toBeVisible();
			const solution = m.draft_field_solution();
			await expect(ana.draft.field(solution)).toContainText(register); // the draft starts from what the table chose
			await chela.draft.field(solution).click();
			await chela.page.keyboard.press('Control+End');
			await Promise.all([
				ana.draft.field(solution).pressSequentially('Por decreto: ', { delay: 15 }),
				chela.page.keyboard.type(', con salarios a la vista.', { delay: 15 }),
			]);
			await ana.draft.write(m.draft_field_lead(), 'Secretaría del Trabajo');
			await ana.draft.write(m.draft_field_term(), 'Del 1 de enero de 2027 al 31 de diciembre de 2027');
			await ana.draft.addIndicator({
				text: 'Brecha salarial entre mujeres y hombres',
				baseline: '18 %',
				target: '15 % a fines de 2027',
				means: 'Encuesta Nacional de Ocupación y Empleo',
			});
			for (const one of [ana, chela, lucia]) {
				await expect(one.draft.field(solution)).toContainText(agreed);
			}
		});

		await test.step('Ana makes a key on her device, reads its words aloud, and Chela confirms it', async () => {
			await ana.page.goto(`${table}/me`);
			await ana.page.getByRole('radio', { name: m.table_device_own() }).check();
			await ana.page.goto(`${table}/keys`);
			await ana.button(m.sign_make()).click();
			await expect(ana.page.getByText(m.sign_waiting())).toBeVisible();
			const words = (await ana.page.getByRole('group', { name: m.sign_words() }).textContent()) ?? '';
			await chela.page.goto(`${table}/keys`);
			await chela.page.getByRole('button', { name: /Ana/ }).click();
			await expect(chela.page.getByRole('dialog').getByText(words.trim())).toBeVisible();
			await chela.page.getByRole('checkbox', { name: m.sign_confirm_read() }).check();
			await chela.draft.decide(m.sign_confirm_do());
			await expect(ana.page.getByText(m.sign_here())).toBeVisible();
			await ana.page.goto(draft);
			await chela.page.goto(draft);
		});

		await test.step('Lucía closes the text and proposes it; nobody can change a letter any more', async () => {
			await lucia.draft.lock('Listo para proponerse.');
			await expect(chela.page.getByText(/Lucía cerró este texto a las \d{1,2}:\d\d/).first()).toBeVisible();
			await expect(chela.draft.field(m.draft_field_problem())).toBeHidden();
			const hash = await lucia.draft.propose();
			expect(hash).not.toBe('');
			await expect(ana.page.getByText(hash)).toBeVisible();
			await expect(chela.page.getByText(hash)).toBeVisible();
		});

		await test.step('a round on that very text reaches consensus', async () => {
			await lucia.page.goto(table);
			await lucia.movePhaseTo(m.table_phase_agree());
			await lucia.page.goto(draft);
			await lucia.draft.openRound();
			const question = m.draft_round_question_default();
			for (const one of everybody) {
				await one.page.goto(`${table}/vote`);
				await one.ballot(question).answer('agree');
			}
			await lucia.page.goto(table);
			await lucia.closePoll();
		});

		await test.step('each required sector signs, by key or by code before another sector, Lucía asks for the issue, and Chela witnesses it', async () => {
			const signatory = { office: 'Titular', powers: 'Acuerdo de la mesa' };
			for (const one of everybody) await one.page.goto(draft);
			await ana.draft.sign({ ...signatory, named: true });
			await ben.draft.sign({ ...signatory, named: false, code: ben.rejoinCode });
			await ana.draft.witnessSignature();
			await chela.draft.sign({ ...signatory, named: false, code: chela.rejoinCode });
			await ben.draft.witnessSignature();
			await lucia.page.goto(draft);
			await lucia.draft.requestIssue();
			await chela.draft.witness();
			await expect(ben.page.getByRole('link', { name: m.draft_issued_see() })).toBeVisible();
		});

		await test.step('anybody reads the public commitment without script, and the check says it is intact', async () => {
			const href = await ben.page.getByRole('link', { name: m.draft_issued_see() }).getAttribute('href');
			const reader = await openBrowser({ javaScriptEnabled: false });
			await reader.goto(at(href ?? ''));
			await expect(reader.getByRole('heading', { level: 1, name: JALISCO.commitment })).toBeVisible();
			await expect(reader.getByText(agreed).first()).toBeVisible();
			await expect(reader.getByText(m.sign_method_key())).toBeVisible();
			await expect(reader.getByText(/^Con su código personal, ante/)).toHaveCount(2);
			for (const text of [care, pay, register]) await expect(reader.getByText(text).first()).toBeVisible();
			await expect(reader.getByText('Chela')).toHaveCount(0);
			await expect(reader.getByText(m.commitment_check_no_script())).toBeVisible();
			const stranger = await openBrowser(PHONE);
			await stranger.goto(at(href ?? ''));
			await expect(stranger.getByText(m.commitment_check_ok())).toBeVisible();
		});

		await test.step('the projector shows no name', async () => {
			for (const name of ['Ana', 'Ben', 'Chela']) {
				await expect(screen.page.getByText(name, { exact: true })).toHaveCount(0);
			}
			await expect(screen.page.getByRole('img', { name: m.table_qr({ title: JALISCO.title }) })).toBeVisible();
		});

		await test.step('the minutes are ready within five seconds of closing the session', async () => {
			await lucia.page.goto(table);
			await lucia.closeSession();
			const closed = Date.now();
			await lucia.page.goto(`${table}/record`);
			await expect(lucia.page.getByText(JALISCO.commitment).first()).toBeVisible();
			expect(Date.now() - closed).toBeLessThan(5_000);
			for (const text of ['Ana', 'Casa de la Cultura', 'Falta decir cómo se invita a más colectivas.']) {
				await expect(lucia.page.getByText(text).first()).toBeVisible();
			}
		});
	});
}
