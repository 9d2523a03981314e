import type { TypedResponse } from 'hono';
import type { Refusal } from '#domain/refusals.ts';
import type { ErrorBody } from '#protocol/api.ts';
import type { AppContext } from './env.ts';
import { sentenceOf } from './sentences.ts';
import { STATUS, type AnswerCode } from './status.ts';

export type Details = NonNullable<ErrorBody['details']>;

/** To the type check an answer of no kind: a handler's good answers are checked, and a refusal may stand in for any of them. */
export type Problem = Response & TypedResponse<never, never, never>;

/** The one form of an error body: code, sentence in the caller's language, and the codes or numbers that belong to it. */
export function problem(c: AppContext, code: AnswerCode, details?: Details): Problem {
	const message = sentenceOf(code, c.var.locale);
	const body: ErrorBody = details === undefined ? { code, message } : { code, message, details };
	const answer: Response = c.json(body, STATUS[code]);
	return answer as Problem; // see the type
}

export function refused(c: AppContext, { code, details }: Refusal): Problem {
	return problem(c, code, details);
}

/** How long to wait goes into the header that programs know, and into the body for people. */
export function rateLimited(c: AppContext, retryAfterSeconds: number): Problem {
	c.header('Retry-After', String(retryAfterSeconds));
	return problem(c, 'rate.limited', { seconds: retryAfterSeconds });
}
