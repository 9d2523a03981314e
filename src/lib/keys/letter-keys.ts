/** Of this device, like the look: whoever dictates, or types with a switch, must not set off tools by letters. */
const PLACE = 'mesa_letter_keys';

/** Whether keys of a single character work on this device. */
export function readLetterKeys(): boolean {
	try {
		return localStorage.getItem(PLACE) !== 'off';
	} catch {
		return true; // storage is closed to this page: nothing was chosen
	}
}

export function keepLetterKeys(isOn: boolean): void {
	try {
		if (isOn) localStorage.removeItem(PLACE);
		else localStorage.setItem(PLACE, 'off');
	} catch {
		// It holds for as long as this page is open, then.
	}
}
