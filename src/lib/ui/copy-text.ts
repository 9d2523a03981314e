/**
 * Puts text on the clipboard; false where the browser won't. The modern way needs a secure context, which a table in a room
 * without Internet has not, so the old way stays beside it.
 */
export async function copyText(text: string): Promise<boolean> {
	try {
		if (window.isSecureContext && navigator.clipboard) {
			await navigator.clipboard.writeText(text);
			return true;
		}
	} catch {
		// Refused by a permission: the old way may still work.
	}
	return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
	const before = document.activeElement;
	const area = document.createElement('textarea');
	area.value = text;
	area.readOnly = true; // keeps the phone's keyboard down
	area.style.position = 'fixed';
	area.style.opacity = '0';
	// Inside an open dialog everything outside it is inert, and nothing there can be selected.
	(before?.closest('dialog') ?? document.body).append(area);
	area.select();
	area.setSelectionRange(0, text.length);
	try {
		return document.execCommand('copy');
	} catch {
		return false;
	} finally {
		area.remove();
		if (before instanceof HTMLElement) before.focus();
	}
}
