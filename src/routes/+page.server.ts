import { demand } from '$lib/api/ask.ts';
import type { Me } from '#protocol/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch }) => ({ me: await demand<Me>(fetch, '/api/me') });
