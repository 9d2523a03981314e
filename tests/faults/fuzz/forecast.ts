import type { Content } from './content.ts';
import { outcomeOf } from './outcome.ts';
import type { Policy } from './policy.ts';
import { told, type Sound } from './rehearsal.ts';
import { verdictOn } from './verdict.ts';

export type Forecast =
	/** The document stays as it is, byte for byte; what its author hears. */
	| { readonly is: 'stands'; readonly why: string; readonly told: 'nothing' | 'reset' | 'closed' }
	/** It reads like this, place by place; `refused` says what must not get in, and then its author is told. */
	| {
			readonly is: 'goes';
			readonly content: Content;
			readonly refused: readonly string[];
			/** Client ids under which something was refused: what they send next does not count until their owner starts afresh. */
			readonly astray: ReadonlySet<number>;
	  };

/** What the gate has to do with an update that its author may send, by a rehearsal on a copy and the rules of the house. */
export function forecast(rehearsal: Sound, policy: Policy): Forecast {
	const verdict = verdictOn(rehearsal, policy);
	const { refused, kept } = verdict;
	const reasons = [
		...[...refused].map(([piece, why]) => `${why}: ${told(piece)}`),
		...[...kept].map(([{ client, clock, length }, why]) => `${why}: removal of ${client} ${clock} +${length}`),
	];
	const isLegalInPart = refused.size < rehearsal.fresh.length || kept.size < rehearsal.removed.length;
	if (reasons.length > 0 && !isLegalInPart) return { is: 'stands', why: reasons.join('; '), told: 'reset' };
	return {
		is: 'goes',
		content: outcomeOf(rehearsal, verdict),
		refused: reasons,
		astray: new Set([...refused.keys()].map(({ struct }) => struct.id.client)),
	};
}
