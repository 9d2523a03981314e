import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDraft } from '#board/draft.ts';
import type { CommitmentId, SectorId, SuggestionId } from '#domain/ids.ts';
import { inspect } from '../../../server/ledger/inspect.ts';
import { eachDialect } from '../../support/storage.ts';
import { Lane, type Member } from './lane.ts';

const BASE = 'Registro de empresas igualitarias';
const BETTER = 'Registro público y obligatorio de empresas igualitarias';

eachDialect((dialect) => {
	describe('[C15] suggestions in the decisions lane', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		async function drafting() {
			const { id, lucia } = await lane.table();
			const ana = await lane.join(id, 'Ana', 's1' as SectorId);
			const ben = await lane.join(id, 'Ben', 's3' as SectorId);
			const { state } = await lane.view(id, lucia);
			const kept = state.agenda.filter(({ kind }) => kind !== 'choose-solutions');
			const phases = kept.map(({ id: phase, kind, name, writes, durationMs, silent, skipped }) => ({
				...{ id: phase, kind, name: name ?? '', writes, durationMs, silent, skipped },
			}));
			await lane.do(id, lucia, { type: 'editAgenda', version: state.leading.agendaVersion, phases });
			const phase = kept.find(({ kind }) => kind === 'draft')?.id;
			if (phase) await lane.do(id, lucia, { type: 'movePhase', phase });
			const started = await lane.do(id, lucia, { type: 'startCommitment', title: 'Brecha', solutions: [] });
			const commitment = started.made['commitment'] as CommitmentId;
			await lane.writeField(id, commitment, 'solution', BASE);
			const suggest = async (who: Member) => {
				const words = { base: BASE, text: BETTER, why: 'Para que haya datos' };
				const { made } = await lane.do(id, who, { type: 'suggest', commitment, field: 'solution', ...words });
				return made['suggestion'] as SuggestionId;
			};
			const solution = () =>
				lane.rooms.read(id, { document: 'draft', commitment }, (doc) => readDraft(doc).fields.solution);
			const read = async (who: Member) => {
				const answer = await lane.workshops.readings.suggestions(id, who.principal, commitment, 'solution');
				if (!answer.ok) throw new Error(answer.code);
				return answer.suggestions.suggestions;
			};
			return { id, lucia, ana, ben, commitment, suggest, solution, read };
		}

		it('writes the accepted words into the draft, with the decision, and finds both after a restart', async () => {
			const { id, ana, ben, commitment, suggest, solution, read } = await drafting();
			const suggestion = await suggest(ana);
			expect((await lane.view(id, ben)).state.suggestions[commitment]?.solution?.[0]).toBe(1);
			await lane.do(id, ben, { type: 'acceptSuggestion', suggestion });
			expect(await solution()).toBe(BETTER);
			expect(await read(ben)).toMatchObject([
				{ words: { text: BETTER }, settled: { as: 'accepted' }, mine: false },
			]);
			await lane.restart();
			expect((await lane.view(id, ben)).state.suggestions[commitment]?.solution?.[0]).toBe(0);
			expect(await solution()).toBe(BETTER);
			for await (const { damage } of inspect(lane.storage, new Set())) expect(damage).toEqual([]);
		});

		it('refuses where the text has changed, and leaves it as it is', async () => {
			const { id, ana, ben, commitment, suggest, solution } = await drafting();
			const suggestion = await suggest(ana);
			await lane.writeField(id, commitment, 'solution', 'Otra política');
			expect(await lane.ask(id, ben, { type: 'acceptSuggestion', suggestion })).toMatchObject({
				ok: false,
				code: 'suggestion.changed',
			});
			expect(await solution()).toBe('Otra política');
		});

		it('a suggestion that is asked for twice with one key is accepted once', async () => {
			const { id, ana, ben, suggest, solution } = await drafting();
			const accept = { type: 'acceptSuggestion', suggestion: await suggest(ana) } as const;
			const [one, two] = [await lane.ask(id, ben, accept, 'k'), await lane.ask(id, ben, accept, 'k')];
			expect(two).toEqual(one);
			expect(await solution()).toBe(BETTER);
		});

		it('leaves nothing of whoever erased their data, and can then not be accepted', async () => {
			const { id, ana, ben, suggest, solution, read } = await drafting();
			const suggestion = await suggest(ana);
			await lane.do(id, ana, { type: 'eraseMe' });
			expect(await read(ben)).toMatchObject([{ words: null, by: { erased: true } }]);
			expect(await lane.ask(id, ben, { type: 'acceptSuggestion', suggestion })).toMatchObject({
				code: 'suggestion.unknown',
			});
			expect(await solution()).toBe(BASE);
		});
	});
});
