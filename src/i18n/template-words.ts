import { m } from './compiled/messages.js';
import type { Locale } from './locale.ts';

interface Words {
	readonly name: () => string;
	readonly what: () => string;
}

/** What people call each template, and what it is for. */
export const TEMPLATE_NAMES = {
	'problem-tree': { name: m.template_problem_tree, what: m.template_problem_tree_what },
	'objectives-tree': { name: m.template_objectives_tree, what: m.template_objectives_tree_what },
	'five-whys': { name: m.template_five_whys, what: m.template_five_whys_what },
	stakeholders: { name: m.template_stakeholders, what: m.template_stakeholders_what },
	care: { name: m.template_care, what: m.template_care_what },
	blank: { name: m.template_blank, what: m.template_blank_what },
} satisfies Record<string, Words>;

type Said = (inputs: Record<string, never>, at: { readonly locale: Locale }) => string;

const TEXTS: Readonly<Record<keyof typeof TEMPLATE_NAMES, Readonly<Record<string, Said>>>> = {
	'problem-tree': {
		problem: m.template_pt_problem,
		effect1: m.template_pt_effect1,
		effect2: m.template_pt_effect2,
		cause1: m.template_pt_cause1,
		cause2: m.template_pt_cause2,
		cause3: m.template_pt_cause3,
		deeper1: m.template_pt_deeper1,
		deeper2: m.template_pt_deeper2,
	},
	'objectives-tree': {
		objective: m.template_ot_objective,
		end1: m.template_ot_end1,
		end2: m.template_ot_end2,
		means1: m.template_ot_means1,
		means2: m.template_ot_means2,
		means3: m.template_ot_means3,
		deeper1: m.template_ot_deeper1,
		deeper2: m.template_ot_deeper2,
	},
	'five-whys': {
		problem: m.template_fw_problem,
		why1: m.template_fw_why1,
		why2: m.template_fw_why2,
		why3: m.template_fw_why3,
		why4: m.template_fw_why4,
		why5: m.template_fw_why5,
	},
	stakeholders: {
		satisfy: m.template_sm_satisfy,
		close: m.template_sm_close,
		watch: m.template_sm_watch,
		inform: m.template_sm_inform,
		satisfy1: m.template_sm_satisfy1,
		close1: m.template_sm_close1,
		close2: m.template_sm_close2,
		watch1: m.template_sm_watch1,
		inform1: m.template_sm_inform1,
		inform2: m.template_sm_inform2,
	},
	care: {
		example: m.template_ge_example,
		problem: m.template_ge_problem,
		income: m.template_ge_income,
		time: m.template_ge_time,
		decision: m.template_ge_decision,
		poverty: m.template_ge_poverty,
		health: m.template_ge_health,
		roles: m.template_ge_roles,
		services: m.template_ge_services,
		work: m.template_ge_work,
		unseen: m.template_ge_unseen,
		school: m.template_ge_school,
		hours: m.template_ge_hours,
		leave: m.template_ge_leave,
		survey: m.template_ge_survey,
		note: m.template_ge_note,
	},
	blank: {},
};

/** The texts of a template's cards and frames in one language. */
export function templateTexts(id: keyof typeof TEMPLATE_NAMES, locale: Locale): ReadonlyMap<string, string> {
	return new Map(Object.entries(TEXTS[id]).map(([key, said]) => [key, said({}, { locale })]));
}
