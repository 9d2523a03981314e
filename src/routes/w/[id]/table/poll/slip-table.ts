import type { Command } from '#domain/commands.ts';
import type { PollView } from '#protocol/view.ts';
import type { Answer, LiveTable } from '../live-table.ts';

/** A table as a blank ballot sees it: nothing is marked, and what is sent goes under the number of a slip. */
export function slipTable(
	table: LiveTable,
	poll: PollView,
	number: number,
	type: 'enterPaper' | 'castAtTable',
	done: (answer: Extract<Answer, { ok: true }>) => void,
): LiveTable {
	const order = poll.options.map(({ id }) => id);
	const blank = { eligible: true, choice: null, order };
	return {
		get view() {
			return table.view;
		},
		get me() {
			return { ...table.me, ballots: { [poll.id]: blank } };
		},
		get clock() {
			return table.clock;
		},
		get connected() {
			return table.connected;
		},
		async send(command: Command) {
			const answer = await table.send(underNumber(command, number, type));
			if (answer.ok) done(answer);
			return answer;
		},
	};
}

function underNumber(command: Command, number: number, type: 'enterPaper' | 'castAtTable'): Command {
	if (command.type !== 'castBallot') return command;
	const { poll, rules, choice } = command;
	return type === 'enterPaper' ? { type, poll, number, choice } : { type, poll, rules, number, choice };
}
