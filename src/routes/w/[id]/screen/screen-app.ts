import ScreenRoom from './screen-room.svelte';
import { takeOver } from '../table/take-over.ts';

takeOver(ScreenRoom);
