import { useValue } from 'tldraw';
import type { MouseEvent, ReactNode } from 'react';
import { useScene, useWords } from './scene-context.tsx';
import { Icon } from './icon.tsx';

interface Props {
	readonly label: string;
	readonly icon?: string;
	/** The chord that does the same, see `chordOf`; shown in the tooltip, unless it is a single key and those are off. */
	readonly letter?: string;
	readonly isOn?: boolean;
	readonly isDisabled?: boolean;
	/** Why it can't be used now, in words; a press says it. */
	readonly why?: string | null;
	/** Only the icon is drawn; the label is the tooltip and what a screen reader says. */
	readonly isQuiet?: boolean;
	readonly className?: string;
	readonly opensMenu?: boolean;
	/** `byKey`: pressed from the keyboard, so that the focus should stay where it is. */
	readonly onPress: (byKey: boolean) => void;
	readonly children?: ReactNode;
}

/** A real button: focusable, labelled, at least 44 pixels. A pointer gives the focus back to the canvas, so that keys go on working. */
export function ToolButton({
	label,
	icon,
	letter,
	isOn,
	isDisabled,
	why,
	isQuiet,
	className,
	opensMenu,
	onPress,
	children,
}: Props) {
	const { scene, editor } = useScene();
	const words = useWords();
	const hasLetters = useValue('letters', () => scene.settings.get().letterKeys, [scene]);
	const key = letter && (hasLetters || !/^(⇧ )?.$/u.test(letter)) ? letter : undefined;
	const press = (event: MouseEvent) => {
		if (why) scene.tell(why);
		if (isDisabled || why) return;
		const byKey = event.detail === 0;
		onPress(byKey);
		if (!byKey && editor.getEditingShapeId() === null) editor.getContainer().focus({ preventScroll: true });
	};
	return (
		<button
			type="button"
			className={`mb-tool ${className ?? ''}`}
			data-quiet={isQuiet || undefined}
			aria-label={label}
			aria-pressed={isOn}
			aria-haspopup={opensMenu ? 'menu' : undefined}
			aria-disabled={isDisabled || Boolean(why) || undefined}
			aria-description={why ?? undefined}
			data-why={why ? true : undefined}
			aria-keyshortcuts={key?.length === 1 ? key : undefined}
			data-tip={why ?? (key ? words.withKey(label, key) : label)}
			onClick={press}
		>
			{icon && <Icon path={icon} />}
			{children ?? <span className="mb-tool-word">{label}</span>}
		</button>
	);
}
