/** Texts that may stand in the code, each with the reason why no language changes it. */
export const allowedText: { file: string; text: string; why: string }[] = [];

/** Files and folders in which no text is for people. */
export const allowedFiles: { path: string; why: string }[] = [
	{ path: 'server/storage/', why: 'queries, and what a database that cannot be trusted says to the log' },
	{ path: 'server/auth/common-passwords.ts', why: 'passwords that are refused, compared and never shown' },
];
