import { ANNOTATION_FORMAT, WHOLE, type Annotation, type AnnotationBody } from '../annotation.ts';
import type { CommandOf } from '../commands.ts';
import type { Outcome, Surroundings } from '../decision.ts';
import { textOf, utf8ToBytes } from '../hashing.ts';
import type { SectorId } from '../ids.ts';
import { linesOfAction, type LineOfAction } from '../lines-of-action.ts';
import { refuse } from '../refusals.ts';
import type { CommitmentState } from '../state.ts';
import type { RequestedNote } from '../texts.ts';
import { coreOf, decided, needAffiliation, seatOf, type Asking } from './context.ts';

/** First of two keys of a fe de erratas: what the issued text says, what it should say, and why. */
export function requestErratum(asking: Asking, command: CommandOf<'requestErratum'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const commitment = asking.state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (!commitment.issued) return refuse('amendment.not-issued');
	const { says, shouldSay, why } = command;
	if (says === shouldSay) return refuse('erratum.same');
	const { fields, indicators, title } = coreOf(asking.around, commitment.issued.content);
	const told = [
		title,
		...Object.values(fields),
		...indicators.flatMap(({ text, baseline, target, means }) => [text, baseline, target, means]),
	];
	if (!told.some((text) => text.includes(says))) return refuse('erratum.not-in-text');
	const { version } = commitment.issued;
	return requested({ kind: 'erratum', commitment: commitment.id, version, says, shouldSay, why });
}

/** First of two keys of a route: the lines of action as they stand in the draft, and why they are what they are now. */
export function requestRoute(asking: Asking, command: CommandOf<'requestRoute'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const commitment = asking.state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (!commitment.issued) return refuse('amendment.not-issued');
	const frozen = asking.around.route;
	if (frozen?.hash !== command.content) return refuse('content.changed');
	if (frozen.route.milestones.length === 0) return refuse('route.empty');
	const { id, issued } = commitment;
	return requested({ kind: 'route', commitment: id, version: issued.version, route: frozen.route, why: command.why });
}

function requested(note: RequestedNote): Outcome {
	const text = textOf(note);
	const { kind, commitment, version } = note;
	return decided([{ type: 'annotation.requested', commitment, version, kind, content: text.hash }], {
		texts: [text],
	});
}

/** Second key: a seated person of another sector than the facilitator's affiliation. Signs and publishes the note. */
export function witnessNote(asking: Asking, command: CommandOf<'witnessNote'>): Outcome {
	const { state, person, around } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	const request = commitment.requested;
	const facilitator = request && state.people.get(request.by);
	if (!request || !facilitator || facilitator.removed) return refuse('note.not-requested');
	if (request.content !== command.content) return refuse('content.changed');
	if (commitment.issued?.version !== request.version) return refuse('note.not-requested');
	if (facilitator.affiliation?.sector === seated.seat.sector) return refuse('commitment.witness-sector');
	const text = around.text(request.content);
	if (text === undefined) throw new RangeError(`table text ${request.content} is missing`);
	// Written by `requested` and found by its hash.
	const { commitment: _, version: __, ...note } = JSON.parse(text) as RequestedNote;
	return annotated(asking, commitment, {
		...note,
		facilitatorAffiliation: facilitator.affiliation?.sector ?? null,
		witnessSector: seated.seat.sector,
	});
}

/** How far a line of action is, as the sector of a seated person sees it; each sector's last account stands beside the others'. */
export function reportProgress(asking: Asking, command: CommandOf<'reportProgress'>): Outcome {
	const { state, person } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (!commitment.issued) return refuse('amendment.not-issued');
	const { line, status, text, evidence } = command;
	if (line !== WHOLE && !routeLines(asking.around, commitment).some(({ id }) => id === line))
		return refuse('progress.unknown-line');
	// "Complete" without anything to see is a claim: the scale asks for evidence of delivery.
	if (status === 'complete' && evidence.length === 0) return refuse('progress.no-evidence');
	return annotated(asking, commitment, {
		...({ kind: 'progress', line, status, text, evidence } as const),
		sector: seated.seat.sector,
	});
}

/** Signs a note with the instance's key and puts it beside the version in force. */
export function annotated(
	{ state, around }: Asking,
	commitment: CommitmentState,
	body: AnnotationBody,
	owes: SectorId | null = null,
): Outcome {
	const { issued } = commitment;
	if (!issued) throw new RangeError('a note stands beside what was issued');
	const number = commitment.annotations + 1;
	const { key, publicKey } = around.signer;
	const annotation: Annotation = {
		format: ANNOTATION_FORMAT,
		...{ commitment: commitment.id, number, workshop: state.id, example: state.example, at: around.now },
		...{ version: issued.version, record: issued.record, body, log: around.head },
		key: { id: key, algorithm: 'Ed25519', publicKey },
	};
	const text = textOf(annotation);
	const signature = around.signer.sign(utf8ToBytes(text.text));
	return decided(
		[
			{
				...({ type: 'commitment.annotated', commitment: commitment.id, number, kind: body.kind } as const),
				reasoned: 'card' in body && owes ? { card: body.card, owes } : null,
				...{ annotation: text.hash, key, signature },
			},
		],
		{ texts: [text] },
	);
}

/** The lines of action by the last route that was published. */
export function routeLines({ text }: Pick<Surroundings, 'text'>, { route }: CommitmentState): LineOfAction[] {
	const note = route && text(route);
	// Written by `annotated` and found by its hash.
	return note ? linesOfAction([JSON.parse(note) as Annotation]) : [];
}
