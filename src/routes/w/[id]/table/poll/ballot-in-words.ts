import type { CastChoice } from '#domain/commands.ts';
import { m } from '#i18n/compiled/messages.js';
import type { PollView } from '#protocol/view.ts';
import { answerName, majorityName } from '../words.ts';

/** What one ballot says, in one line. */
export function ballotInWords({ options }: Pick<PollView, 'options'>, choice: CastChoice): string {
	const texts = new Map(options.map(({ id, text }) => [id, text]));
	const each = (
		given: Readonly<Record<string, unknown>>,
		say: (id: (typeof options)[number]['id']) => string,
	): string => options.flatMap(({ id, text }) => (id in given ? [`${text}: ${say(id)}`] : [])).join('; ');
	const words = ((): string => {
		switch (choice.method) {
			case 'dots':
				return each(choice.dots, (id) => String(choice.dots[id]));
			case 'approval':
				return choice.approved.map((id) => texts.get(id) ?? '').join('; ');
			case 'score':
				return each(choice.scores, (id) => String(choice.scores[id]));
			case 'impact':
				return each(choice.scores, (id) => {
					const { impact = 0, feasibility = 0 } = choice.scores[id] ?? {};
					return `${m.results_impact()} ${impact}, ${m.results_feasibility()} ${feasibility}`;
				});
			case 'ranking':
				return choice.ranks
					.map((tied, index) => `${index + 1}. ${tied.map((id) => texts.get(id) ?? '').join(' = ')}`)
					.join('; ');
			case 'majority':
				return majorityName(choice.answer);
			case 'consensus':
				return choice.reason ? `${answerName(choice.answer)}: ${choice.reason}` : answerName(choice.answer);
		}
	})();
	return words || m.results_nothing_given();
}
