import type { Lock, WriteVerdict } from '#domain/permissions.ts';
import type { RefusalCode } from '#domain/refusals.ts';
import type { Path } from './paths.ts';

/** Why something was refused. */
export interface Refusal {
	readonly code: RefusalCode;
	readonly lock?: Lock;
}

/** Why something was refused, and where. */
export interface RefusedPart extends Refusal {
	readonly paths: readonly Path[];
}

export const INVALID: Refusal = { code: 'value.invalid' };
export const GONE: Refusal = { code: 'text.gone' };
export const TOO_MANY: Refusal = { code: 'change.too-many' };
export const FULL: Refusal = { code: 'document.full' };

/** Null where the answer is yes. */
export function refusalIn(verdict: WriteVerdict): Refusal | null {
	if (verdict.ok) return null;
	return verdict.lock ? { code: verdict.code, lock: verdict.lock } : { code: verdict.code };
}
