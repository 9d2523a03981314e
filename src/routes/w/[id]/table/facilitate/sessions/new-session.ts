import type { SessionSetup } from '#domain/texts.ts';
import { today } from '../../format.ts';

/** What the fields begin with. */
export const newSession = (): SessionSetup => ({
	title: '',
	place: '',
	mode: 'in-person',
	date: today(),
	videoLink: null,
});
