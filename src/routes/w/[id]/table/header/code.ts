/** A join code as it is read aloud: `K7MQ 4RTX`. Join pages take it with or without the space. */
export function codeInGroups(code: string): string {
	return code.replace(/(.{4})(?=.)/g, '$1 ').toUpperCase();
}
