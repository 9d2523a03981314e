/** Texts that may stand in the code, each with the reason why no language changes it. */
export const allowedText: { file: string; text: string; why: string }[] = [
	{ file: 'src/routes/code-form.svelte', text: 'K7MQ 4RTX', why: 'what a join code looks like' },
	{ file: 'server/app.ts', text: 'Mesa Abierta', why: 'the name of the product' },
	{ file: 'server/http/upgrade.ts', text: 'Bad Request', why: 'reason phrase of HTTP' },
	{ file: 'server/http/upgrade.ts', text: 'Not Found', why: 'reason phrase of HTTP' },
	{ file: 'server/http/upgrade.ts', text: 'Connection: close', why: 'header of HTTP' },
	{
		file: 'src/routes/c/[id]/by-hand.ts',
		text: 'openssl pkeyutl -verify -pubin -inkey clave.pem -rawin -in registro.json -sigfile firma.bin',
		why: 'a command, typed as it stands',
	},
	{ file: 'src/board/files/board-mermaid.ts', text: 'flowchart BT', why: 'a word of Mermaid' },
	{ file: 'src/lib/canvas/selection-box.tsx', text: 'top left', why: 'a value of CSS' },
	{ file: 'src/lib/canvas/follow-editor.ts', text: 'input, textarea', why: 'a selector' },
	{
		file: 'src/lib/canvas/keys.ts',
		text: 'input, textarea, select, [contenteditable]',
		why: 'a selector',
	},
];

/** Files and folders in which no text is for people. */
export const allowedFiles: { path: string; why: string }[] = [
	{ path: 'server/storage/', why: 'queries, and what a database that cannot be trusted says to the log' },
	{ path: 'server/metrics.ts', why: 'what Prometheus shows to whoever operates the server' },
	{ path: 'src/board/check-words.ts', why: 'words that the checks look for in what people wrote, never shown' },
	{ path: 'server/demo-case.ts', why: 'the example speaks the language of its source' },
	{ path: 'server/auth/common-passwords.ts', why: 'passwords that are refused, compared and never shown' },
];
