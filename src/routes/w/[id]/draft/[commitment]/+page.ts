import type { PageLoad } from './$types';

/** The page for whoever is not of the table comes only to them. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	Stranger: data.visitor.kind === 'here' ? null : (await import('../../table/states/not-at-table.svelte')).default,
});
