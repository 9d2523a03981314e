import { CONSENSUS_ANSWERS, MAJORITY_ANSWERS } from '#domain/polls.ts';
import type { PollView } from '#protocol/view.ts';
import { answerName, majorityName } from '../words.ts';

/** What a hand was raised for: an option, or an answer. */
export function handLabel(poll: Pick<PollView, 'card' | 'options'>, key: string): string {
	const option = poll.options.find(({ id }) => id === key);
	if (option) return option.text;
	const answer = CONSENSUS_ANSWERS.find((one) => one === key);
	if (poll.card.method === 'consensus' && answer) return answerName(answer);
	const said = MAJORITY_ANSWERS.find((one) => one === key);
	return said ? majorityName(said) : key;
}
