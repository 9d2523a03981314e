import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

interface CpuProfile {
	readonly nodes: readonly {
		readonly id: number;
		readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
	}[];
	readonly samples: readonly number[];
	readonly timeDeltas: readonly number[];
	/** Microseconds. */
	readonly startTime: number;
	readonly endTime: number;
}

/** Where the server's time goes with that many people. */
export interface ProfileFigures {
	readonly people: number;
	readonly serverCpu: number;
	/** Of the time in which it works, the share within each function itself. */
	readonly functions: readonly { readonly name: string; readonly share: number }[];
}

/**
 * The functions in which a server spent its last seconds of work, by Node's own profile; takes the profiles out of the folder.
 * Starting and joining are left out.
 */
export function hottest(folder: string, lastSeconds: number, most = 20): ProfileFigures['functions'] {
	const files = readdirSync(folder).filter((file) => file.endsWith('.cpuprofile'));
	const own = new Map<string, number>();
	let total = 0;
	for (const file of files) {
		// Node writes it by the format of the DevTools protocol (Profiler.Profile).
		const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
		const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
		let at = profile.startTime;
		profile.samples.forEach((id, index) => {
			const name = names.get(id) ?? '';
			const time = profile.timeDeltas[index] ?? 0;
			at += time;
			if (name === '(idle)' || at < profile.endTime - lastSeconds * 1e6) return;
			own.set(name, (own.get(name) ?? 0) + time);
			total += time;
		});
		rmSync(join(folder, file));
	}
	const lines = [...own].sort(([, a], [, b]) => b - a).slice(0, most);
	return lines.map(([name, time]) => ({ name, share: time / total }));
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
	const file = url.replace(/^.*\/(node_modules|server|src)\//, '$1/').replace(/^node:/, 'node:');
	return `${functionName || '(anonymous)'}${file === '' ? '' : ` ${file}:${lineNumber + 1}`}`;
}
