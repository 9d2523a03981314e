import type { Signatory } from '#domain/commands.ts';
import type { MyPart } from '#protocol/view.ts';

/** What somebody fills in about themselves before they sign. */
export class Signing {
	name = $state('');
	office = $state('');
	organisation = $state('');
	powers = $state('');
	named = $state(false);
	/** They pressed the button once: what is missing is said from then on. */
	isTried = $state(false);
	readonly isMissing = $derived.by(() => this.name.trim() === '' || this.office.trim() === '');

	constructor({ name, organisation }: Pick<MyPart, 'name' | 'organisation'>) {
		this.name = name;
		this.organisation = organisation;
	}

	signatory(): Signatory {
		return {
			name: this.name.trim(),
			office: this.office.trim(),
			organisation: this.organisation.trim(),
			powers: this.powers.trim(),
			named: this.named,
		};
	}
}
