import type { Agenda } from './agenda.ts';
import { personRecord } from './decide/people.ts';
import { labelFault } from './decide/table.ts';
import { decided } from './decide/context.ts';
import type { Outcome, Surroundings } from './decision.ts';
import { textOf } from './hashing.ts';
import type { ParticipantId } from './ids.ts';
import { draftJoinCode } from './join-code.ts';
import { refuse } from './refusals.ts';
import { rulesFault, type RuleLabels, type TableRules } from './rules.ts';
import type { HashedText, TableSetup } from './texts.ts';

export interface NewTable {
	readonly setup: TableSetup;
	readonly rules: TableRules;
	readonly labels: RuleLabels;
	readonly agenda: Agenda;
	/** Names of phases that the agenda refers to. */
	readonly phaseNames?: readonly HashedText[];
	readonly example: boolean;
	/** Name of the account that creates the table and facilitates it first. */
	readonly facilitatorName: string;
}

/** A table begins with its first facilitator, an open door with a code, and a first draft of its rules. */
export function createTable(table: NewTable, facilitator: ParticipantId, around: Surroundings): Outcome {
	const fault = rulesFault(table.rules) ?? labelFault(table.rules, table.labels);
	if (fault) return refuse(fault);
	const { rules, labels, example } = table;
	const setup = textOf(table.setup);
	const label = textOf(labels);
	const content = textOf({ rules, labels });
	const person = personRecord(around, facilitator, { name: table.facilitatorName, organisation: '' });
	return decided(
		[
			{
				type: 'workshop.created',
				setup: setup.hash,
				language: table.setup.language,
				example,
				agenda: table.agenda,
				rules,
				labels: label.hash,
				content: content.hash,
				facilitator,
				person: person.ref,
			},
			{ type: 'joining.opened', renewed: true },
		],
		{
			texts: [setup, label, content, ...(table.phaseNames ?? [])],
			records: [person],
			joinCode: draftJoinCode(around),
		},
	);
}
