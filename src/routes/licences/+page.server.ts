import { notices } from 'virtual:third-party-notices';
import type { PageServerLoad } from './$types';

export const csr = false; // a long page to read: nothing on it needs a script

export const load: PageServerLoad = () => ({ notices });
