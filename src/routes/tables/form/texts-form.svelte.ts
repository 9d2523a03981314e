import type { TableSetup } from '#domain/texts.ts';

export interface MaterialRow {
	readonly key: number;
	title: string;
	url: string;
	note: string;
}

/** What a table says of itself, as somebody words it. Addresses stay as typed until they are sent. */
export class TextsForm {
	title = $state('');
	theme = $state('');
	question = $state('');
	consultation = $state('');
	consultationDate = $state('');
	plan = $state('');
	planFrom = $state('');
	planUntil = $state('');
	language: 'es' | 'en' = $state('es');
	welcome = $state('');
	materials: MaterialRow[] = $state([]);

	#nextKey = 0;

	/** From a table's texts, or for a new one in that language. */
	constructor(start: TableSetup | 'es' | 'en') {
		if (typeof start === 'string') {
			this.language = start;
			return;
		}
		this.title = start.title;
		this.theme = start.theme;
		this.question = start.question;
		this.consultation = start.origin?.consultation ?? '';
		this.consultationDate = start.origin?.date ?? '';
		this.plan = start.plan?.title ?? '';
		this.planFrom = start.plan?.from ?? '';
		this.planUntil = start.plan?.until ?? '';
		this.language = start.language;
		this.welcome = start.welcome;
		for (const { title, url, note } of start.materials) this.addMaterial({ title, url: url ?? '', note });
	}

	addMaterial(material: Omit<MaterialRow, 'key'> = { title: '', url: '', note: '' }): void {
		this.materials.push({ key: this.#nextKey++, ...material });
	}

	setup(): TableSetup {
		const consultation = this.consultation.trim();
		const plan = this.plan.trim();
		return {
			title: this.title.trim(),
			theme: this.theme.trim(),
			origin: consultation ? { consultation, date: this.consultationDate } : null,
			question: this.question.trim(),
			language: this.language,
			welcome: this.welcome.trim(),
			...(plan ? { plan: { title: plan, from: this.planFrom, until: this.planUntil } } : {}),
			materials: this.materials
				.filter(({ title, url, note }) => title.trim() || url.trim() || note.trim())
				.map(({ title, url, note }) => ({ title: title.trim(), url: webAddress(url), note: note.trim() })),
		};
	}
}

/** An address as people type it, with the scheme that browsers want; null for none. */
export function webAddress(typed: string): string | null {
	const text = typed.trim();
	if (!text) return null;
	return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
}
