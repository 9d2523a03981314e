import VoteRoom from './vote-room.svelte';
import { takeOver } from '../table/take-over.ts';

takeOver(VoteRoom);
