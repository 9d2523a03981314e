import VoteRoom from './vote-room.svelte';
// What stands in every ballot, and in most: with this script, or each would wait for it another round trip.
import '../table/poll/ballot-frame.svelte';
import '../table/poll/in-my-order.ts';
import '../table/poll/marks.svelte.ts';
import '$lib/ui/choice.svelte';
import { takeOver } from '../table/take-over.ts';

takeOver(VoteRoom);
