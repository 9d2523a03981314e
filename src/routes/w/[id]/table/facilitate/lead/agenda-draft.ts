import { agendaFrom, type AgendaTemplate, type Phase } from '#domain/agenda.ts';
import type { PhaseDraft } from '#domain/leading-commands.ts';
import type { WorkshopView } from '#protocol/view.ts';

/** The agenda as it stands, to be changed. */
export function draftOf({ agenda }: Pick<WorkshopView, 'agenda'>): PhaseDraft[] {
	return agenda.map(({ id, kind, name, writes, durationMs, silent, skipped }) => ({
		...{ id, kind, name: name ?? '', writes, durationMs, silent, skipped },
	}));
}

/** The same phase once more, as a new one. */
export function again(phase: Pick<Phase, 'kind' | 'writes' | 'durationMs'> & { readonly name?: string }): PhaseDraft {
	const { kind, writes, durationMs, name = '' } = phase;
	return { id: null, kind, writes, durationMs, name, silent: false, skipped: false };
}

/** The phases of a template that the draft has none of, each where the template has it. */
export function withTemplate(draft: readonly PhaseDraft[], template: AgendaTemplate): PhaseDraft[] {
	const kinds = new Set(draft.map(({ kind }) => kind));
	return [
		...draft,
		...agendaFrom(template).flatMap(({ name: _, ...phase }) => (kinds.has(phase.kind) ? [] : [again(phase)])),
	];
}

/** One place up or down; unchanged at the ends. */
export function moved(draft: readonly PhaseDraft[], at: number, by: -1 | 1): PhaseDraft[] {
	const [one, other] = [draft[at], draft[at + by]];
	if (!one || !other) return [...draft];
	return draft.with(at, other).with(at + by, one);
}
