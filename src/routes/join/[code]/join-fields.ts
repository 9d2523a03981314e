import { formText } from '$lib/api/form-text.ts';
import { LIMITS } from '#domain/rules.ts';
import { m } from '#i18n/compiled/messages.js';

/**
 * What `part` says besides a sector's id: who only looks, and a computer that several people share. A type, which weighs nothing
 * on the page that everybody's phone fetches.
 */
export type OtherPart = 'observe' | 'shared';
const [OBSERVES, SHARED]: readonly [OtherPart, OtherPart] = ['observe', 'shared'];

export interface TypedPerson {
	readonly name: string;
	readonly sector: string;
}

/** The join form as it was typed; `people` has a row for everybody that a shared computer can name. */
export interface Typed {
	readonly name: string;
	readonly organisation: string;
	readonly part: string;
	readonly computer: string;
	readonly people: readonly TypedPerson[];
}

export interface FieldError {
	/** Id of the control, or null for the form as a whole. */
	readonly field: string | null;
	readonly message: string;
}

export const personField = (row: number, what: keyof TypedPerson): string => `person-${row}-${what}`;

/** An empty row for everybody that one computer can name. */
export const noPeople = (): { name: string; sector: string }[] =>
	Array.from({ length: LIMITS.peopleOfDevice }, () => ({ name: '', sector: '' }));

export function readTyped(data: FormData): Typed {
	const text = (name: string): string => formText(data, name).trim();
	return {
		name: text('name'),
		organisation: text('organisation'),
		part: text('part'),
		computer: text('computer'),
		people: noPeople().map((_, row) => ({
			name: text(personField(row, 'name')),
			sector: text(personField(row, 'sector')),
		})),
	};
}

export const isShared = ({ part }: Typed): boolean => part === SHARED;

export function faultsOf(typed: Typed): FieldError[] {
	if (isShared(typed)) return faultsOfShared(typed);
	return [
		...(typed.name ? [] : [{ field: 'name', message: m.home_name_missing() }]),
		...(typed.part ? [] : [{ field: 'part', message: m.home_sector_missing() }]),
	];
}

function faultsOfShared({ computer, people }: Typed): FieldError[] {
	const errors: FieldError[] = computer ? [] : [{ field: 'computer', message: m.home_shared_name_missing() }];
	if (people.every(({ name, sector }) => !name && !sector)) {
		errors.push({ field: personField(0, 'name'), message: m.home_shared_nobody() });
	}
	for (const [row, { name, sector }] of people.entries()) {
		const number = row + 1;
		if (name && !sector) {
			errors.push({ field: personField(row, 'sector'), message: m.home_shared_sector_missing({ number }) });
		}
		if (sector && !name) {
			errors.push({ field: personField(row, 'name'), message: m.home_shared_person_missing({ number }) });
		}
	}
	return errors;
}

/** The body of `POST /api/join`, of a form without faults. */
export function bodyOf(typed: Typed, code: string) {
	if (isShared(typed)) {
		const shared = typed.people.filter(({ name }) => name).map((one) => ({ ...one, organisation: '' }));
		return { code, name: typed.computer, organisation: '', sector: null, observe: false, shared };
	}
	const observe = typed.part === OBSERVES;
	const { name, organisation } = typed;
	return { code, name, organisation, sector: observe ? null : typed.part, observe };
}
