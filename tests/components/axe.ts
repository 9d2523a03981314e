import axe from 'axe-core';

/**
 * What axe finds wrong in the page as it stands, one line a finding. Colours are left out: jsdom paints nothing, and
 * tokens.test.ts computes them.
 */
export async function faultsFound(root: Element = document.body): Promise<string[]> {
	const { violations } = await axe.run(root, {
		rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
	});
	return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
