/** One line of a `Menu`. */
export interface MenuItem {
	readonly id: string;
	readonly label: string;
	/** Why it is off, or what it does. */
	readonly hint?: string;
	readonly icon?: string;
	readonly danger?: boolean;
	readonly disabled?: boolean;
}
