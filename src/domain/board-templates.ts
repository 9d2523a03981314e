/** What a board can begin with. `blank` adds nothing; `care` is the worked example of the guide (chapter III). */
export const TEMPLATE_IDS = ['problem-tree', 'objectives-tree', 'five-whys', 'stakeholders', 'care', 'blank'] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];
