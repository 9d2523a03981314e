import type { OptionId } from '#domain/ids.ts';
import type { MyBallot, PollView } from '#protocol/view.ts';

export type BallotOption = PollView['options'][number];

/** The options as this voter sees them: in an order of their own, so that what stands first gains nothing from it ([V32]). */
export function inMyOrder(poll: PollView, ballot: MyBallot | undefined): readonly BallotOption[] {
	const place = new Map<OptionId, number>(ballot?.order.map((id, index) => [id, index]));
	return poll.options.toSorted((a, b) => (place.get(a.id) ?? place.size) - (place.get(b.id) ?? place.size));
}
