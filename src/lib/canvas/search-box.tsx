import { useValue } from 'tldraw';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { chordOf } from '../keys/keys.ts';
import { arrowDown, arrowUp, cross, search as searchIcon } from '../ui/icons.ts';
import { Icon } from './icon.tsx';
import { useScene, useWords } from './scene-context.tsx';
import { closeSearch, hitsOf, searchFor, stepSearch } from './search.ts';
import { ToolButton } from './tool-button.tsx';

/** Looks for words in the cards: Enter walks the hits, Shift and Enter back, Escape closes. */
export function SearchBox() {
	const { scene } = useScene();
	const words = useWords();
	const search = useValue('search', () => scene.hands.search.get(), [scene]);
	// The tree is no signal; its structure is (`rights`), and words that others type meanwhile count at the next step.
	const count = useValue('hits', () => (scene.rights.get(), hitsOf(scene).length), [scene]);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		field.current?.focus();
		field.current?.select();
	}, [search?.opened]);
	if (!search) return null;
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return;
		if (event.key === 'Escape') {
			event.preventDefault();
			event.stopPropagation();
			closeSearch(scene);
		} else if (event.key === 'Enter' && event.target === field.current) {
			event.preventDefault();
			stepSearch(scene, event.shiftKey ? -1 : 1);
		}
	};
	const isNone = search.asked.trim() !== '' && count === 0;
	const said = isNone
		? words.find.none
		: search.asked.trim() === ''
			? ''
			: words.find.count(Math.max(0, search.at + 1), count);
	return (
		<div className="mb-search" role="search" onKeyDown={onKeyDown}>
			<Icon path={searchIcon} />
			<input
				ref={field}
				type="text"
				className="mb-search-field"
				aria-label={words.find.label}
				placeholder={words.find.placeholder}
				autoComplete="off"
				enterKeyHint="search"
				value={search.asked}
				onChange={(event) => searchFor(scene, event.currentTarget.value)}
			/>
			<span className="mb-search-count" role="status" data-none={isNone || undefined}>
				{said}
			</span>
			<ToolButton
				isQuiet
				label={words.find.previous}
				icon={arrowUp}
				letter={chordOf('previous-hit')}
				isDisabled={count === 0}
				onPress={() => stepSearch(scene, -1)}
			/>
			<ToolButton
				isQuiet
				label={words.find.next}
				icon={arrowDown}
				letter={chordOf('next-hit')}
				isDisabled={count === 0}
				onPress={() => stepSearch(scene, 1)}
			/>
			<ToolButton isQuiet label={words.find.close} icon={cross} onPress={() => closeSearch(scene)} />
		</div>
	);
}
