import { useValue } from 'tldraw';
import { KIND_ICONS } from '#board/card-shape.ts';
import { whyNoObjectives, whyNotGroup, whyNotMerge } from '../acts/why-not.ts';
import { dots, edit, tree } from '../ui/icons.ts';
import { group, merge, objective, split } from '../ui/tree-icons.ts';
import { PopMenu } from './pop-menu.tsx';
import { useMayWrite, useRights, useScene, useWords } from './scene-context.tsx';
import {
	groupSelected,
	mergeSelected,
	objectivesOnCanvas,
	selectedAsCards,
	shortened,
	splitSelected,
} from './several-acts.ts';
import { ToolButton } from './tool-button.tsx';

/** Of several cards: merging and grouping; of one: splitting, and from a chosen solution to its commitment. */
export function SelectedActs() {
	const { scene, editor } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const rights = useRights();
	const chosen = useValue('selected-ids', () => editor.getSelectedShapeIds(), [editor]);
	const drafting = useValue('drafting', () => scene.settings.get().drafting, [scene]);
	const locale = useValue('locale', () => scene.settings.get().locale, [scene]);
	const cards = selectedAsCards(scene);
	const [first, second] = cards;
	if (first === undefined) return null;
	if (second !== undefined) {
		if (!mayWrite) return null;
		const whyNoMerge = whyNotMerge(rights, cards);
		return (
			<>
				<PopMenu
					label={words.acts.merge}
					icon={merge}
					className="mb-merge"
					items={cards.map(({ id, kind, text }) => ({
						id,
						label: words.acts.stays(shortened(scene, text)),
						icon: KIND_ICONS[kind],
						why: whyNoMerge,
					}))}
					onChoose={(id) => mergeSelected(scene, id)}
				/>
				<ToolButton
					label={words.acts.group}
					icon={group}
					why={whyNotGroup(rights, cards, { locale })}
					onPress={() => groupSelected(scene)}
				/>
			</>
		);
	}
	if (chosen.length > 1) return null;
	const offer = first.kind === 'solution' ? (drafting?.(first.id) ?? null) : null;
	return (
		<>
			{mayWrite && first.text.trim() !== '' && rights.card(first.id) === null && (
				<ToolButton
					label={words.acts.split}
					icon={split}
					className="mb-rare"
					onPress={() => splitSelected(scene, first.id)}
				/>
			)}
			{offer && (
				<ToolButton
					label={offer.is === 'there' ? words.acts.openDraft(offer.title) : words.acts.draft}
					icon={edit}
					why={offer.is === 'ask' ? words.acts.askForDraft : null}
					onPress={() => {
						if (offer.is === 'may') offer.start();
						if (offer.is === 'there') offer.open();
					}}
				/>
			)}
		</>
	);
}

/** What is done with the whole board. */
export function BoardMenu() {
	const { scene, editor } = useScene();
	const words = useWords();
	const rights = useRights();
	const openTemplates = useValue('templates', () => scene.settings.get().openTemplates, [scene]);
	const locale = useValue('locale', () => scene.settings.get().locale, [scene]);
	// Counts anew as cards come and go.
	const tree_ = useValue('tree', () => (editor.getCurrentPageShapeIds(), scene.binding.tree), [scene, editor]);
	return (
		<PopMenu
			label={words.acts.menu}
			icon={dots}
			items={[
				{
					id: 'objectives',
					label: words.acts.objectives,
					icon: objective,
					why: whyNoObjectives(rights, tree_, { locale }),
				},
				...(openTemplates ? [{ id: 'templates', label: words.acts.templates, icon: tree } as const] : []),
			]}
			onChoose={(id) => (id === 'templates' ? openTemplates?.() : objectivesOnCanvas(scene))}
		/>
	);
}
