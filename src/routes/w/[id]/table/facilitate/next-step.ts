import { m } from '#i18n/compiled/messages.js';
import type { WorkshopView } from '#protocol/view.ts';
import { currentPhase, openPolls, resultOfPhase } from '../polls.ts';

export type Section = 'session' | 'people' | 'phases' | 'polls' | 'rules' | 'commitments';

/**
 * What the method asks for next (guide, III.4 to III.8), as a hint: nothing waits for it. Null where the phase is in the hands
 * of the participants.
 */
export function nextStep(view: WorkshopView): { readonly section: Section; readonly words: string } | null {
	if (openPolls(view).length > 0) return { section: 'polls', words: m.facilitate_next_close_poll() };
	if (!view.session) return { section: 'session', words: m.facilitate_next_session() };
	if (!view.rules.adopted) {
		return view.quorum.met
			? { section: 'rules', words: m.facilitate_next_rules() }
			: { section: 'people', words: m.facilitate_next_seats() };
	}
	const kind = currentPhase(view)?.kind;
	switch (kind) {
		case 'welcome':
			return { section: 'phases', words: m.facilitate_next_begin() };
		case 'choose-causes':
		case 'choose-solutions': {
			const result = resultOfPhase(view);
			if (result === null) return { section: 'polls', words: m.facilitate_next_prioritise() };
			if (result.subject.kind === 'prioritise') return { section: 'polls', words: m.facilitate_next_confirm() };
			return { section: 'phases', words: m.facilitate_next_go_on() };
		}
		case 'draft':
			return { section: 'commitments', words: m.facilitate_next_draft() };
		case 'agree':
			return { section: 'commitments', words: m.facilitate_next_agree() };
		case 'problem':
		case 'causes':
		case 'solutions':
		case 'route':
		case 'follow-up':
		case undefined:
			return null;
	}
}
