/** One system call of interest, at the moment that counts: a write when it begins, a sync when it is done. */
export type Call =
	| { readonly is: 'synced'; readonly file: string }
	/** `bytes` as strace prints them with `-xx`: `\x6d\x61…`. */
	| { readonly is: 'written'; readonly file: string; readonly bytes: string };

export const TRACED = 'fsync,fdatasync,write,writev,pwrite64,pwritev,sendto,sendmsg';
/** How to run a program so that `parseTrace` can read what it did: with threads, paths and whole buffers. */
export const traceTo = (file: string): string[] =>
	// The tracer stands aside (-D), so that signals meet the program itself.
	['strace', '-D', '-f', '-y', '-xx', '-s', '65536', '-e', `trace=${TRACED}`, '-o', file];

const STARTED = /^(\d+)\s+(\w+)\(([\s\S]*)$/;
const RESUMED = /^(\d+)\s+<\.\.\. (\w+) resumed>([\s\S]*)$/;
/** With `-xx` the path of a descriptor is printed in hex too. */
const DESCRIPTOR = /^\d+<([^>]*)>/;

/** Reads what strace wrote, in the order in which it happened, threads interleaved. */
export function parseTrace(text: string): Call[] {
	const calls: Call[] = [];
	const open = new Map<string, string>();
	for (const line of text.split('\n')) {
		const resumed = RESUMED.exec(line);
		if (resumed) {
			const [, thread = '', name = '', rest = ''] = resumed;
			if (isSync(name) && / = 0$/.test(rest)) calls.push({ is: 'synced', file: open.get(thread) ?? '' });
			continue;
		}
		const started = STARTED.exec(line);
		if (!started) continue;
		const [, thread = '', name = '', rest = ''] = started;
		const file = unhex(DESCRIPTOR.exec(rest)?.[1] ?? '');
		if (!isSync(name)) calls.push({ is: 'written', file, bytes: rest });
		else if (rest.endsWith('<unfinished ...>')) open.set(thread, file);
		else if (/ = 0$/.test(rest)) calls.push({ is: 'synced', file });
	}
	return calls;
}

const isSync = (name: string): boolean => name === 'fsync' || name === 'fdatasync';

const unhex = (text: string): string =>
	text.replaceAll(/\\x([0-9a-f]{2})/g, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));

/** Bytes as they stand in a trace. */
export function asTraced(bytes: Uint8Array | string): string {
	const raw = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
	return [...raw].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/**
 * Looks for a send that came too early: for each mark, all that holds `edit` or `saved` and goes to a socket has to come after a
 * finished sync of the write-ahead log, which has to come after `edit` was written to it. Answers what is wrong, in words.
 */
export function tooEarly(calls: readonly Call[], marks: readonly { edit: string; saved: string }[]): string[] {
	return marks.flatMap(({ edit, saved }, index) => {
		const find = (from: number, wanted: (call: Call) => boolean): number => {
			const found = calls.slice(from).findIndex(wanted);
			return found === -1 ? -1 : found + from;
		};
		const holds = (call: Call, bytes: string): boolean => call.is === 'written' && call.bytes.includes(bytes);
		const logged = find(0, (call) => isLog(call) && holds(call, edit));
		const synced = logged === -1 ? -1 : find(logged, (call) => call.is === 'synced' && isLog(call));
		const shown = find(0, (call) => isSocket(call) && holds(call, edit));
		const acknowledged = find(0, (call) => isSocket(call) && holds(call, saved));
		const missing = Object.entries({ logged, synced, shown, acknowledged }).filter(([, at]) => at === -1);
		if (missing.length > 0) return [`edit ${index}: never ${missing.map(([what]) => what).join(', ')}`];
		if (shown < synced) return [`edit ${index}: shown before it was on disk`];
		return acknowledged < synced ? [`edit ${index}: acknowledged before it was on disk`] : [];
	});
}

const isLog = ({ file }: Call): boolean => file.endsWith('-wal');
const isSocket = ({ file }: Call): boolean => /^(socket|TCP)/.test(file);
