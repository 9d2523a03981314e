import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { FIELD_KEYS } from '#domain/cards.ts';
import type { CommentTarget } from '#domain/events.ts';
import type { CommentsAnswer, SuggestionsAnswer } from '#protocol/api.ts';
import { cardId, commitmentId } from '#protocol/schemas.ts';
import { answers, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';

/** A card and what was merged into it: more than a group of people ever joined. */
const CARDS_MAX = 50;

const comments = createRoute({
	method: 'get',
	path: '/workshops/{id}/comments',
	summary: 'What people said about cards, or about a text of a draft',
	request: {
		params: z.object({ id: workshopId }),
		query: z.object({
			cards: z
				.string()
				.transform((text) => text.split(','))
				.pipe(z.array(cardId).min(1).max(CARDS_MAX))
				.optional()
				.meta({ type: 'string', description: 'Card ids with commas between' }),
			commitment: commitmentId.optional(),
			field: z.enum(FIELD_KEYS).optional().meta({ description: 'With `commitment`' }),
		}),
	},
	responses: answers('The conversations', shaped<CommentsAnswer>('CommentsAnswer of src/protocol/api.ts')),
});

const suggestions = createRoute({
	method: 'get',
	path: '/workshops/{id}/suggestions',
	summary: 'Other wordings that were suggested for one text of a draft',
	request: {
		params: z.object({ id: workshopId }),
		query: z.object({ commitment: commitmentId, field: z.enum(FIELD_KEYS) }),
	},
	responses: answers('The suggestions', shaped<SuggestionsAnswer>('SuggestionsAnswer of src/protocol/api.ts')),
});

export function talkingRoutes({ workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(comments, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const about = targetsOf(c.req.valid('query'));
		if (about === null) return problem(c, 'body.invalid', { at: 'query' });
		const found = await workshops.readings.comments(c.req.valid('param').id, needed.session.principal, about);
		return found.ok ? c.json(found.comments, 200) : refused(c, found);
	});

	app.openapi(suggestions, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { commitment, field } = c.req.valid('query');
		const { principal } = needed.session;
		const found = await workshops.readings.suggestions(c.req.valid('param').id, principal, commitment, field);
		return found.ok ? c.json(found.suggestions, 200) : refused(c, found);
	});

	return app;
}

type Query = z.output<typeof comments.request.query>;

/** Cards, or one text of one draft; null for a question that asks for both or neither. */
function targetsOf({ cards, commitment, field }: Query): readonly CommentTarget[] | null {
	if (cards) return commitment || field ? null : cards.map((card) => ({ kind: 'card', card }));
	return commitment && field ? [{ kind: 'field', commitment, field }] : null;
}
