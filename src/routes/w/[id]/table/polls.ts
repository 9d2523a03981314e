import type { MyBallot, PollView, WorkshopView } from '#protocol/view.ts';

export function openPolls(view: WorkshopView): readonly PollView[] {
	return view.polls.filter((poll) => poll.status === 'open');
}

/** Closed polls, the latest first. */
export function closedPolls(view: WorkshopView): readonly PollView[] {
	return view.polls.filter((poll) => poll.status === 'closed').toReversed();
}

/** True where the poll is what the phase is about, so that its result stands in sight. */
export function belongsToPhase(poll: PollView, view: WorkshopView): boolean {
	const kind = currentPhase(view)?.kind;
	switch (poll.subject.kind) {
		case 'rules':
			return kind === 'welcome';
		case 'prioritise':
		case 'confirm':
			if (poll.subject.of === 'causes') return kind === 'choose-causes';
			if (poll.subject.of === 'solutions') return kind === 'choose-solutions';
			return kind === 'agree' || kind === 'draft';
		case 'commitment':
		case 'decision':
			return kind === 'agree' || kind === 'draft';
		case 'practice':
			return false;
	}
}

export function eligibleIn(poll: PollView): number {
	return poll.turnout.reduce((sum, { eligible }) => sum + eligible, 0);
}

/** How many have voted; null while that would tell how a small sector votes. */
export function votedIn(poll: PollView): number | null {
	return poll.missing === null ? null : eligibleIn(poll) - poll.missing;
}

/** The latest closed poll that belongs to the phase: what everybody waits to see. */
export function resultOfPhase(view: WorkshopView): PollView | null {
	return closedPolls(view).find((poll) => belongsToPhase(poll, view)) ?? null;
}

/** The phase that the table is in; its agenda always holds it. */
export function currentPhase(view: WorkshopView): WorkshopView['agenda'][number] | undefined {
	return view.agenda.find((phase) => phase.id === view.phase);
}

/** I may vote in it and have not. */
export function needsMyVote(ballot: MyBallot | undefined): boolean {
	return ballot?.eligible === true && ballot.choice === null && ballot.hasVoted !== true;
}
