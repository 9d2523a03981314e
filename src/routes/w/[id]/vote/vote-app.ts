import { mount } from 'svelte';
import type { TableSnapshot } from '#protocol/api.ts';
import '../../../../hooks.client.ts'; // the language in which the server wrote the page
import VoteRoom from './vote-room.svelte';

// The whole script of a phone's ballot (see ../../vote/vote-script.ts): it takes the place of what the server wrote.

const place = document.getElementById('ballot');
if (place?.dataset['first']) {
	// Written by our own server a moment ago; its shape is the contract in `#protocol/api.ts`.
	const first = JSON.parse(place.dataset['first']) as TableSnapshot;
	place.replaceChildren();
	mount(VoteRoom, { target: place, props: { first } });
}
