import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from './icon.tsx';
import { useScene } from './scene-context.tsx';

interface Item<Id extends string> {
	readonly id: Id;
	readonly label: string;
	readonly icon?: string;
	/** Why it can't be chosen now, in words; choosing says it. */
	readonly why?: string | null;
}

interface Props<Id extends string> {
	readonly label: string;
	readonly icon: string;
	readonly items: readonly Item<Id>[];
	readonly isOn?: boolean;
	readonly isQuiet?: boolean;
	readonly className?: string;
	readonly onChoose: (id: Id, byKey: boolean) => void;
}

/** A button that opens a short menu: arrow keys walk, Enter chooses, Escape and a press elsewhere close. */
export function PopMenu<Id extends string>({ label, icon, items, isOn, isQuiet, className, onChoose }: Props<Id>) {
	const { scene, editor } = useScene();
	const [isOpen, setOpen] = useState(false);
	const root = useRef<HTMLDivElement>(null);
	const opener = useRef<HTMLButtonElement>(null);

	useEffect(() => {
		if (!isOpen) return;
		root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
		const close = (event: PointerEvent) => {
			if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
		};
		document.addEventListener('pointerdown', close, true);
		return () => document.removeEventListener('pointerdown', close, true);
	}, [isOpen]);

	const onKeyDown = (event: KeyboardEvent) => {
		if (!isOpen) return;
		event.stopPropagation();
		if (event.key === 'Escape' || event.key === 'Tab') {
			event.preventDefault();
			setOpen(false);
			opener.current?.focus();
			return;
		}
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step === undefined) return;
		event.preventDefault();
		const all = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
		const at = all.findIndex((item) => item === document.activeElement);
		all[(at + step + all.length) % all.length]?.focus();
	};
	return (
		<div className="mb-pop" ref={root} onKeyDown={onKeyDown}>
			<button
				ref={opener}
				type="button"
				className={`mb-tool ${className ?? ''}`}
				data-quiet={isQuiet || undefined}
				aria-label={label}
				aria-haspopup="menu"
				aria-expanded={isOpen}
				data-on={isOn || undefined}
				data-tip={label}
				onClick={() => setOpen(!isOpen)}
			>
				<Icon path={icon} />
				<span className="mb-tool-word">{label}</span>
			</button>
			{isOpen && (
				<div className="mb-menu" role="menu" aria-label={label}>
					{items.map((item) => (
						<button
							key={item.id}
							type="button"
							role="menuitem"
							tabIndex={-1}
							className="mb-menu-item"
							aria-disabled={Boolean(item.why) || undefined}
							aria-description={item.why ?? undefined}
							onClick={(event) => {
								setOpen(false);
								if (item.why) scene.tell(item.why);
								else onChoose(item.id, event.detail === 0);
								if (editor.getEditingShapeId() === null)
									editor.getContainer().focus({ preventScroll: true });
							}}
						>
							{item.icon && <Icon path={item.icon} />}
							{item.label}
						</button>
					))}
				</div>
			)}
		</div>
	);
}
