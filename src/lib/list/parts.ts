import { LaterPart } from './later-part.svelte.ts';

/** What the list shows only once somebody does something with it. All of one page, whichever list is open. */
export const cardPanel = new LaterPart(async () => (await import('./card-panel.svelte')).default);
export const addForm = new LaterPart(async () => (await import('./add-card.svelte')).default);
export const chosenBar = new LaterPart(async () => (await import('./chosen-bar.svelte')).default);
export const removedCards = new LaterPart(async () => (await import('./gone-cards.svelte')).default);
export const removeDialog = new LaterPart(async () => (await import('./remove-dialog.svelte')).default);
export const helpSheet = new LaterPart(async () => (await import('./help-sheet.svelte')).default);
export const lockNote = new LaterPart(async () => (await import('./card-lock.svelte')).default);
export const changesPanel = new LaterPart(async () => (await import('./changes-panel.svelte')).default);

/** With what fetches and sends them, which nothing else of the list needs. */
export const listImages = new LaterPart(async () => {
	const [{ default: Section }, { imageDesk }] = await Promise.all([
		import('./list-images.svelte'),
		import('../images/image-desk.ts'),
	]);
	return { Section, imageDesk };
});

export const boardMenu = new LaterPart(async () => (await import('../acts/list-menu.svelte')).default);
export const draftOffer = new LaterPart(async () => (await import('../acts/draft-offer.svelte')).default);

export const listKeys = new LaterPart(async () => (await import('./list-keys.ts')).actByKey);

export const listClipboard = new LaterPart(() => import('./list-clipboard.ts'));

const ALL = [
	cardPanel,
	listKeys,
	listClipboard,
	addForm,
	changesPanel,
	chosenBar,
	removedCards,
	lockNote,
	removeDialog,
	helpSheet,
	listImages,
	boardMenu,
	draftOffer,
];

/** In the order in which people reach for them. */
export async function fetchAllParts(isOver: () => boolean = () => false): Promise<void> {
	for (const part of ALL) {
		if (isOver()) return;
		await part.ask();
	}
}

/** Fetches all of them once a slow phone has drawn the list. Returns how to stop. */
export function fetchInPause(): () => void {
	let isOver = false;
	const timer = setTimeout(() => void fetchAllParts(() => isOver), PAUSE_MS); // Safari has no idle callback
	return () => {
		isOver = true;
		clearTimeout(timer);
	};
}

const PAUSE_MS = 1_000;
