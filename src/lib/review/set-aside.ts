import type { Finding } from '#board/checks.ts';
import { findingId } from '#board/finding-id.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { DismissedView } from '#protocol/view.ts';
import type { Dismissed } from './review-desk.ts';

/** Questions that are asked, and those that the table set aside. */
export function sortFindings(
	findings: readonly Finding[],
	tree: ProblemTree,
	dismissed: readonly DismissedView[],
): { readonly asked: readonly Finding[]; readonly setAside: readonly Dismissed[] } {
	if (dismissed.length === 0) return { asked: findings, setAside: [] };
	const known = new Map(dismissed.map((one) => [one.finding, one]));
	const asked: Finding[] = [];
	const setAside: Dismissed[] = [];
	for (const finding of findings) {
		const one = known.get(findingId(finding, tree));
		if (one) setAside.push({ finding, by: one.by, at: one.at });
		else asked.push(finding);
	}
	return { asked, setAside };
}
