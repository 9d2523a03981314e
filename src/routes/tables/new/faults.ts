import { rulesFault, type RulesFault } from '#domain/rules.ts';
import { m } from '#i18n/compiled/messages.js';
import { webAddress, type TableForm } from './table-form.svelte.ts';

/** What keeps a table from being created; `field` is the id of the control that mends it, or null. */
export interface FormFault {
	readonly field: string | null;
	readonly message: string;
}

const RULES: Readonly<Record<RulesFault, { readonly field: string; readonly say: () => string }>> = {
	'rules.no-sector': { field: 'sectors', say: m.error_rules_no_sector },
	'rules.no-required-sector': { field: 'sectors', say: m.error_rules_no_required_sector },
	'rules.unknown-block': { field: 'sectors', say: m.error_rules_unknown_block },
	'rules.duplicate-id': { field: 'sectors', say: m.error_rules_duplicate_id },
	'rules.quorum-too-high': { field: 'quorum', say: m.error_rules_quorum_too_high },
	'rules.dots': { field: 'dots-budget', say: m.error_rules_dots },
};

/** Everything that can be seen here; the server looks again at all of it. */
export function faultsOf(form: TableForm): FormFault[] {
	const faults: FormFault[] = [];
	const must = (isRight: boolean, field: string, message: string): void => {
		if (!isRight) faults.push({ field, message });
	};
	must(form.title.trim() !== '', 'title', m.setup_title_missing());
	must(!form.consultation.trim() || form.consultationDate !== '', 'consultation-date', m.setup_origin_date_missing());
	must(
		Boolean(form.consultation.trim()) || form.consultationDate === '',
		'consultation',
		m.setup_origin_name_missing(),
	);
	for (const { key, title, url, note } of form.materials) {
		must(
			Boolean(title.trim()) || !(url.trim() || note.trim()),
			`material-${key}`,
			m.setup_material_title_missing(),
		);
		must(isWebAddress(url), `material-${key}-url`, m.setup_material_url_wrong());
	}
	for (const { key, label } of form.blocks) must(label.trim() !== '', `block-${key}`, m.setup_block_label_missing());
	for (const { key, label, letter, seats } of form.sectors) {
		must(label.trim() !== '', `sector-${key}`, m.setup_sector_label_missing());
		must(letter.trim() !== '', `sector-${key}-letter`, m.setup_sector_letter_missing());
		must(/^\s*[1-9]\d?\s*$/.test(seats), `sector-${key}-seats`, m.setup_sector_seats_wrong());
	}
	must(within(form.rules.dots.budget, 20) && within(form.rules.dots.cap, 20), 'dots-budget', m.setup_dots_wrong());
	const fault = rulesFault(form.rules);
	if (fault && !faults.some(({ field }) => field === RULES[fault].field)) {
		faults.push({ field: RULES[fault].field, message: RULES[fault].say() });
	}
	return faults;
}

const within = (value: number, most: number): boolean => value >= 1 && value <= most;

function isWebAddress(typed: string): boolean {
	const address = webAddress(typed);
	if (address === null) return true;
	return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
