import type { Phase } from '../agenda.ts';
import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { canonicalJson, textOf } from '../hashing.ts';
import type { PhaseId } from '../ids.ts';
import type { PhaseDraft } from '../leading-commands.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { WorkshopState } from '../state.ts';
import type { HashedText } from '../texts.ts';
import { decided, needFacilitator, type Asking } from './context.ts';

/** Ids are `p1` to `p99`, and none is used twice: the log speaks of phases by them. */
const MOST_PHASES = 99;

/**
 * The agenda as it goes on. Phases that ran stay, under their ids and of their kind, so that what the record says of them stays
 * true; all else may be put in another order, passed over, added, renamed, or taken out.
 */
export function editAgenda(asking: Asking, command: CommandOf<'editAgenda'>): Outcome {
	const refusal = needFacilitator(asking) ?? agendaFault(asking.state, command);
	if (refusal) return refusal;
	const { state } = asking;
	const texts: HashedText[] = [];
	let fresh = Math.max(...[...state.phases.keys()].map((id) => Number(id.slice(1))));
	const agenda = command.phases.map((draft): Phase => {
		const name = draft.name === '' ? null : textOf(draft.name);
		if (name) texts.push(name);
		return {
			id: draft.id ?? (`p${++fresh}` as PhaseId),
			kind: draft.kind,
			writes: draft.writes,
			durationMs: draft.durationMs,
			...(name ? { name: name.hash } : {}),
			...(draft.silent ? { silent: true } : {}),
			...(draft.skipped ? { skipped: true } : {}),
		};
	});
	if (fresh > MOST_PHASES) return refuse('value.invalid');
	if (canonicalJson(agenda) === canonicalJson(state.agenda)) return decided([]);
	return decided([{ type: 'agenda.edited', agenda }], { texts });
}

function agendaFault(state: WorkshopState, { version, phases }: CommandOf<'editAgenda'>): Refusal | null {
	if (version !== state.agendaVersion) return refuse('agenda.stale');
	const known = new Map(state.agenda.map((phase) => [phase.id, phase]));
	const kept = new Map<PhaseId, PhaseDraft>();
	for (const phase of phases) {
		if (phase.id === null) continue;
		if (!known.has(phase.id) || kept.has(phase.id)) return refuse('phase.unknown');
		kept.set(phase.id, phase);
	}
	if (kept.get(state.phase)?.skipped !== false) return refuse('agenda.empty');
	for (const [id, { kind }] of known) {
		if (state.ran.has(id) && kept.get(id)?.kind !== kind) return refuse('agenda.ran', { phase: id });
	}
	return null;
}
