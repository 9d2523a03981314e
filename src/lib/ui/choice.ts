/** One answer of a `Choice`; pages may carry more on it for the `mark` snippet. */
export interface ChoiceOption {
	readonly value: string;
	readonly label: string;
	readonly hint?: string | undefined;
	readonly disabled?: boolean;
}
