import TableRoom from './table-room.svelte';
import { takeOver } from './take-over.ts';

takeOver(TableRoom);
