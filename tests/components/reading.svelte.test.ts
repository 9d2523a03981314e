import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { Changes } from '../../src/lib/live/changes.ts';
import { Reading } from '../../src/lib/live/reading.ts';

test('what the screen shows of a connection follows it, for as long as somebody looks', () => {
	const changes = new Changes();
	let status = 'connecting';
	const reading = new Reading(changes, () => status);
	const shown: string[] = [];
	const leave = $effect.root(() => {
		$effect(() => {
			shown.push(reading.current);
		});
	});
	flushSync();
	status = 'online';
	changes.tell();
	flushSync();
	leave();
	status = 'offline';
	changes.tell();
	flushSync();
	expect(shown).toEqual(['connecting', 'online']);
	expect(reading.current).toBe('offline');
});
