import * as messages from '#i18n/compiled/messages.js';
import { hashWords } from '#domain/hash-words.ts';
import type { Config } from './config.ts';
import { InstanceLog, readNote } from './ledger/instance-log.ts';
import { finishRotation, replaceLostKey, rotateKey } from './ledger/rotate-key.ts';
import { exampleKeyFile, openSigningKey } from './ledger/signing.ts';
import { openAlone } from './storage/alone.ts';
import type { Storage } from './storage/storage.ts';

type Say = (line: string) => void;

/** `checkpoint`: signs the log as it stands and prints the note; also while a server runs. */
export async function signNow(config: Config, storage: Storage, say: Say): Promise<number> {
	await finishRotation(storage.instanceLog, config.signingKeyFile);
	const stored = await logOf(config, storage).checkpoint();
	const { size, root } = readNote(stored);
	say(messages.server_admin_checkpoint({ size, words: hashWords(root), root }, config));
	say(stored.note.trimEnd());
	return 0;
}

/** `rotate-key`: the next key, signed by the present one; with `--lost`, one that nobody signs for. No server may run. */
export async function rotate(config: Config, argument: string, say: Say): Promise<number> {
	const storage = await openAlone(config.databaseUrl);
	try {
		const { signingKeyFile: file } = config;
		if (argument === '--lost') {
			const key = await replaceLostKey(storage.instanceLog, file, Date.now());
			say(messages.server_admin_key_lost({ key }, config));
		} else {
			await finishRotation(storage.instanceLog, file);
			await logOf(config, storage).ready();
			const { from, to, retired } = await rotateKey(storage.instanceLog, file, Date.now());
			say(messages.server_admin_key_rotated({ from, to, retired }, config));
		}
		say(messages.server_admin_key_keep({ file }, config));
		return await signNow(config, storage, say);
	} finally {
		await storage.close();
	}
}

function logOf({ signingKeyFile }: Config, storage: Storage): InstanceLog {
	const files = { true: exampleKeyFile(signingKeyFile), false: signingKeyFile };
	return new InstanceLog({ storage, signer: (example) => openSigningKey(files[`${example}`]), clock: Date.now });
}
