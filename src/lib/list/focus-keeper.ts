import { tick } from 'svelte';

/**
 * Keeps the focus where it was while rows move or are built anew: a browser drops it when an element changes its place in the
 * page. Controls say who they are by `data-focus`, so that the same control in a new row is found again.
 */
export async function keepFocus(root: HTMLElement): Promise<void> {
	const active = root.ownerDocument.activeElement;
	if (!(active instanceof HTMLElement) || !root.contains(active)) return;
	const key = active.dataset['focus'];
	const selection = active instanceof HTMLTextAreaElement ? [active.selectionStart, active.selectionEnd] : null;
	await tick();
	const now = root.ownerDocument.activeElement;
	if (now === active || (now !== null && now !== root.ownerDocument.body && root.contains(now))) return;
	const target = active.isConnected ? active : key === undefined ? null : control(root, key);
	target?.focus({ preventScroll: true });
	if (target instanceof HTMLTextAreaElement && selection) {
		target.setSelectionRange(selection[0] ?? 0, selection[1] ?? 0);
	}
}

/** Gives the focus to the first of these controls that is there and not switched off, once the page is drawn. */
export async function focusFirst(root: HTMLElement | undefined, keys: readonly string[]): Promise<void> {
	await tick();
	if (!root) return;
	for (const key of keys) {
		const target = control(root, key);
		if (!target) continue;
		target.focus();
		return;
	}
}

/** Keys are made of kinds and card ids: letters, digits and hyphens, nothing to escape. */
function control(root: HTMLElement, key: string): HTMLElement | null {
	return root.querySelector<HTMLElement>(`[data-focus="${key}"]:not(:disabled)`);
}
