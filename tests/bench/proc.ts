import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc: fixed at 100 for programs, whatever the kernel's own. */
const TICKS_A_SECOND = 100;

/** Seconds of CPU that a process has used since it started, all its threads together. Linux. */
export function cpuSeconds(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The command's name stands in brackets and may hold spaces; what follows is counted from there.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
	const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
	return Number(line?.[1] ?? 0) * 1024;
}
