import { mount, type Component } from 'svelte';
import type { TableSnapshot } from '#protocol/api.ts';
import '../../../../hooks.client.ts'; // the language in which the server wrote the page

/** Puts a live page in the place of what the server wrote, starting from the same state (see ../../app/room-scripts.ts). */
export function takeOver(room: Component<{ first: TableSnapshot }>): void {
	const place = document.getElementById('room');
	const first = place?.dataset['first'];
	if (!place || first === undefined) return; // whoever is not of the table gets no room
	place.replaceChildren();
	// Written by our own server a moment ago; its shape is the contract in `#protocol/api.ts`.
	mount(room, { target: place, props: { first: JSON.parse(first) as TableSnapshot } });
}
