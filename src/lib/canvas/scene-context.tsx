import { useValue, type Editor } from 'tldraw';
import { createContext, useContext } from 'react';
import type { BoardRights } from '#board/rights.ts';
import type { Scene } from './scene.ts';
import type { BoardWords } from './words.ts';

/** For the controls around the canvas, which stand outside tldraw's own tree. */
export const SceneContext = createContext<{ readonly scene: Scene; readonly editor: Editor } | null>(null);

export function useScene(): { readonly scene: Scene; readonly editor: Editor } {
	const context = useContext(SceneContext);
	if (!context) throw new Error('a control of the board stands outside it');
	return context;
}

export function useWords(): BoardWords {
	const { scene } = useScene();
	return useValue('words', () => scene.words.get(), [scene]);
}

export function useMayWrite(): boolean {
	const { scene } = useScene();
	return useValue('may-write', () => scene.mayWrite, [scene]);
}

/** What this person may do; the component is drawn again when that changes. */
export function useRights(): BoardRights {
	const { scene } = useScene();
	return useValue('rights', () => scene.rights.get(), [scene]);
}
