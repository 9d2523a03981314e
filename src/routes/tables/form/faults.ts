import { rulesFault, type RulesFault } from '#domain/rules.ts';
import { m } from '#i18n/compiled/messages.js';
import type { RulesForm } from './rules-form.svelte.ts';
import { webAddress, type TextsForm } from './texts-form.svelte.ts';

/** What keeps a form from being sent; `field` is the id of the control that mends it. */
export interface FormFault {
	readonly field: string;
	readonly message: string;
}

/** The fault at a control, for the part of the form that holds it. */
export type FaultAt = (field: string) => string | undefined;

const RULES: Readonly<Record<RulesFault, { readonly field: string; readonly say: () => string }>> = {
	'rules.no-sector': { field: 'sectors', say: m.error_rules_no_sector },
	'rules.no-required-sector': { field: 'sectors', say: m.error_rules_no_required_sector },
	'rules.unknown-block': { field: 'sectors', say: m.error_rules_unknown_block },
	'rules.duplicate-id': { field: 'sectors', say: m.error_rules_duplicate_id },
	'rules.quorum-too-high': { field: 'quorum', say: m.error_rules_quorum_too_high },
	'rules.dots': { field: 'dots-budget', say: m.error_rules_dots },
};

/** Everything in the texts that can be seen here; the server looks again at all of it. */
export function faultsOfTexts(form: TextsForm): FormFault[] {
	const { title, consultation, consultationDate, plan, planFrom, planUntil, materials } = form;
	return [
		...unless(title.trim() !== '', 'title', m.setup_title_missing),
		...unless(!consultation.trim() || consultationDate !== '', 'consultation-date', m.setup_origin_date_missing),
		...unless(Boolean(consultation.trim()) || !consultationDate, 'consultation', m.setup_origin_name_missing),
		...unless(Boolean(plan.trim()) || !(planFrom || planUntil), 'plan', m.setup_plan_name_missing),
		...unless(!plan.trim() || planFrom !== '', 'plan-from', m.setup_plan_dates_missing),
		...unless(
			!plan.trim() || (planUntil !== '' && planFrom <= planUntil),
			'plan-until',
			m.setup_plan_dates_missing,
		),
		...materials.flatMap(({ key, title, url, note }) => [
			...unless(
				Boolean(title.trim()) || !(url.trim() || note.trim()),
				`material-${key}`,
				m.setup_material_title_missing,
			),
			...unless(isWebAddress(url), `material-${key}-url`, m.setup_material_url_wrong),
		]),
	];
}

/** The same for the rules. */
export function faultsOfRules(form: RulesForm): FormFault[] {
	const { dots } = form.rules;
	const faults = [
		...form.blocks.flatMap(({ id, label }) =>
			unless(label.trim() !== '', `block-${id}`, m.setup_block_label_missing),
		),
		...form.sectors.flatMap(({ id, label, letter, seats }) => [
			...unless(label.trim() !== '', `sector-${id}`, m.setup_sector_label_missing),
			...unless(letter.trim() !== '', `sector-${id}-letter`, m.setup_sector_letter_missing),
			...unless(/^\s*[1-9]\d?\s*$/.test(seats), `sector-${id}-seats`, m.setup_sector_seats_wrong),
		]),
		...unless(within(dots.budget, 20) && within(dots.cap, 20), 'dots-budget', m.setup_dots_wrong),
	];
	const fault = rulesFault(form.rules);
	if (!fault || faults.some(({ field }) => field === RULES[fault].field)) return faults;
	return [...faults, { field: RULES[fault].field, message: RULES[fault].say() }];
}

const unless = (isRight: boolean, field: string, say: () => string): FormFault[] =>
	isRight ? [] : [{ field, message: say() }];

const within = (value: number, most: number): boolean => value >= 1 && value <= most;

function isWebAddress(typed: string): boolean {
	const address = webAddress(typed);
	if (address === null) return true;
	return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
