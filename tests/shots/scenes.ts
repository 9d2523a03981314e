import type { Locator, Page } from '@playwright/test';
import type { CardId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Look, Stage } from './stage.ts';

/** Brings a page to the state that a picture shows, and gives it back. What a scene does to the table it undoes with `after`. */
export interface Scene {
	arrange(stage: Stage, look: Look): Promise<Page>;
	after?(stage: Stage): Promise<void>;
}

type Words = (inputs?: Record<string, never>, options?: { locale?: 'es' | 'en' }) => string;

const button = (page: Page, { lang }: Look, words: Words): Locator =>
	page.getByRole('button', { name: words({}, { locale: lang }), exact: true }).first();

const seen = (place: Locator): Promise<void> => place.first().waitFor({ state: 'visible' });

/** A board as drawing, all of it in sight; whoever looks takes part. */
async function canvas(stage: Stage, look: Look, person = stage.table.ana): Promise<Page> {
	const page = await stage.pageOf(person, stage.table.path, look);
	await button(page, look, m.table_tree).click();
	await seen(page.locator('[data-card], [data-detail=far]'));
	await button(page, look, m.board_zoom_fit).click();
	await page.mouse.move(2, 2); // no tooltip stays
	return page;
}

async function list(stage: Stage, look: Look, person = stage.table.ana): Promise<Page> {
	const page = await stage.pageOf(person, stage.table.path, look);
	await button(page, look, m.table_list).click();
	await seen(page.getByRole('article'));
	// What it fetches after it is drawn.
	await page.waitForLoadState('networkidle');
	return page;
}

/** Near enough to read, on a cause, which is selected. */
async function atCause(stage: Stage, page: Page, look: Look, index = 0): Promise<Locator> {
	const cause = (await stage.table.cards('cause'))[index];
	const card = page.locator('[data-card]').filter({ hasText: cause?.text ?? '' });
	await page.locator('.tl-container').focus();
	await page.keyboard.press('Control+f');
	await page
		.getByRole('search')
		.getByRole('textbox')
		.fill(cause?.text.slice(0, 30) ?? '');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Escape');
	await seen(card);
	if (!(await selectionBar(page, look).isVisible())) await card.first().click();
	return card.first();
}

const selectionBar = (page: Page, { lang }: Look): Locator =>
	page.getByRole('toolbar', { name: m.board_selection({}, { locale: lang }) });

async function lockTarget(stage: Stage): Promise<{ readonly kind: 'card'; readonly card: CardId }> {
	const [, cause] = await stage.table.cards('cause');
	if (!cause) throw new Error('the example table has no second cause');
	return { kind: 'card', card: cause.id };
}

const closeCard: NonNullable<Scene['after']> = async (stage) => {
	const target = await lockTarget(stage);
	await stage.table.tell(stage.table.lucia, { type: 'setLock', target, reason: 'Ya lo acordamos en plenaria.' });
};

const openCard: NonNullable<Scene['after']> = async (stage) => {
	const target = await lockTarget(stage);
	await stage.table.tell(stage.table.lucia, { type: 'liftLock', target, reason: '' });
};

export const SCENES = {
	canvas: { arrange: (stage, look) => canvas(stage, look) },

	'canvas-far': {
		async arrange(stage, look) {
			await closeCard(stage);
			const page = await canvas(stage, look);
			const isFar = page.locator('[data-detail="far"]');
			while (!(await isFar.isVisible())) {
				await button(page, look, m.board_zoom_out).click();
				await page.waitForTimeout(250); // the camera glides
			}
			return page;
		},
		after: openCard,
	},

	facilitator: { arrange: (stage, look) => canvas(stage, look, stage.table.lucia) },

	selected: {
		async arrange(stage, look) {
			const page = await canvas(stage, look, stage.table.lucia);
			await atCause(stage, page, look);
			await seen(selectionBar(page, look));
			return page;
		},
	},

	writing: {
		async arrange(stage, look) {
			const page = await canvas(stage, look);
			await atCause(stage, page, look);
			await page.keyboard.press('F2');
			await seen(page.locator('.mb-card-editor'));
			return page;
		},
	},

	search: {
		async arrange(stage, look) {
			const page = await canvas(stage, look);
			await page.locator('.tl-container').focus();
			await page.keyboard.press('Control+f');
			await page.getByRole('search').getByRole('textbox').fill('cuidado');
			await page.keyboard.press('Enter');
			return page;
		},
	},

	presence: {
		async arrange(stage, look) {
			const page = await canvas(stage, look);
			await atCause(stage, page, look);
			await page.locator('.tl-container').focus();
			await page.keyboard.press('Escape');
			const ben = await canvas(stage, { size: '1366', theme: 'light', lang: 'es' }, stage.table.ben);
			const card = await atCause(stage, ben, { ...look, lang: 'es' });
			const box = await card.boundingBox();
			await ben.keyboard.press('F2');
			if (box) await ben.mouse.move(box.x + box.width * 0.7, box.y + box.height + 20, { steps: 3 });
			await seen(page.locator('.mb-card-writer'));
			await page.locator('.mb-cursor').first().waitFor({ state: 'attached' });
			return page;
		},
	},

	locked: {
		async arrange(stage, look) {
			await closeCard(stage);
			const page = await canvas(stage, look);
			await atCause(stage, page, look, 1);
			await seen(selectionBar(page, look));
			return page;
		},
		after: openCard,
	},

	'closed-phase': {
		async arrange(stage, look) {
			await stage.table.moveTo('choose-causes');
			return await canvas(stage, look);
		},
		after: (stage) => stage.table.moveTo('causes'),
	},

	vote: {
		async arrange(stage, look) {
			await stage.table.moveTo('choose-causes');
			await stage.table.openDots('causes');
			const page = await canvas(stage, look);
			await seen(page.getByRole('heading', { name: '¿Qué causas atendemos primero?' }));
			return page;
		},
		async after(stage) {
			await stage.table.close();
			await stage.table.moveTo('causes');
		},
	},

	observer: { arrange: (stage, look) => list(stage, look, stage.observer) },

	list: { arrange: (stage, look) => list(stage, look) },

	'list-open': {
		async arrange(stage, look) {
			const page = await list(stage, look);
			const [cause] = await stage.table.cards('cause');
			await page
				.getByRole('article')
				.filter({ hasText: cause?.text ?? '' })
				.getByRole('button', { name: look.lang === 'es' ? /^Editar: / : /^Edit: / })
				.first()
				.click();
			await seen(page.getByRole('textbox', { name: m.list_text({}, { locale: look.lang }), exact: true }));
			return page;
		},
	},

	comments: {
		async arrange(stage, look) {
			const page = await list(stage, look);
			const name = look.lang === 'es' ? /^Comentarios \(/ : /^Comments \(/;
			await page.getByRole('button', { name }).first().click();
			await seen(page.getByRole('textbox', { name: m.talk_write({}, { locale: look.lang }) }));
			return page;
		},
	},

	review: {
		async arrange(stage, look) {
			const page = await canvas(stage, look);
			await page.getByRole('button', { name: m.review_open({}, { locale: look.lang }) }).click();
			await seen(page.getByRole('heading', { name: m.review_open({}, { locale: look.lang }) }));
			return page;
		},
	},

	files: {
		async arrange(stage, look) {
			const page = await list(stage, look);
			await button(page, look, m.files_open).click();
			await seen(page.getByRole('dialog'));
			return page;
		},
	},

	keys: {
		async arrange(stage, look) {
			const page = await canvas(stage, look);
			await page.locator('.tl-container').focus();
			await page.keyboard.press('?');
			await seen(page.getByRole('dialog'));
			return page;
		},
	},

	templates: {
		async arrange(stage, look) {
			const page = await canvas(stage, look);
			await button(page, look, m.acts_menu).click();
			await page.getByRole('menuitem', { name: m.acts_templates({}, { locale: look.lang }) }).click();
			await seen(page.getByRole('dialog'));
			return page;
		},
	},

	people: {
		async arrange(stage, look) {
			const page = await list(stage, look);
			await page.getByRole('button', { name: m.table_people_open({}, { locale: look.lang }) }).click();
			await seen(page.getByRole('dialog'));
			return page;
		},
	},

	'empty-canvas': { arrange: (stage, look) => empty(stage, look, m.table_tree) },

	'empty-list': { arrange: (stage, look) => empty(stage, look, m.table_list) },

	loading: {
		async arrange(stage, look) {
			const page = await stage.pageOf(stage.table.ana, '/licences', look);
			// The line stands and says nothing.
			await page.routeWebSocket(/\/sync\//, () => {});
			await page.goto(stage.origin + stage.table.path);
			await seen(page.getByText(m.table_loading({}, { locale: look.lang })));
			return page;
		},
	},

	offline: {
		async arrange(stage, look) {
			const page = await canvas(stage, look);
			await page.context().setOffline(true);
			await seen(page.getByText(m.table_line_down({}, { locale: look.lang })));
			return page;
		},
	},

	error: { arrange: (stage, look) => stage.pageOf(null, '/w/aaaaaaaaaaaaaaaaaaaa', look) },

	history: {
		async arrange(stage, look) {
			return await stage.pageOf(stage.table.ana, `${stage.table.path}/history?with=now`, look);
		},
	},
} satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof SCENES;

async function empty(stage: Stage, look: Look, mode: Words): Promise<Page> {
	const page = await stage.pageOf(stage.empty.lucia, stage.empty.url, look);
	await button(page, look, mode).click();
	await page.waitForLoadState('networkidle');
	return page;
}
