import type { Command, InternalCommand } from './commands.ts';
import { undoActs } from './decide/acts.ts';
import { editAgenda } from './decide/agenda.ts';
import { castBallot, castConsensus, castDots, withdrawBallot } from './decide/ballots.ts';
import { cancelPoll, closeDue, closePoll, extendPoll, publishPoll } from './decide/closing.ts';
import { answerForInstitution, dropInstitution, nameInstitution } from './decide/institutions.ts';
import { confirmSigningKey, endSigningKey, offerSigningKey } from './decide/signing-keys.ts';
import { enterAutograph, signCommitment, witnessSignature } from './decide/signing.ts';
import { acceptSuggestion, rejectSuggestion, suggest, withdrawSuggestion } from './decide/suggestions.ts';
import { addComment, answerComment, reopenComment, resolveComment } from './decide/comments.ts';
import {
	proposeCommitment,
	reopenCommitment,
	requestIssue,
	startCommitment,
	titleCommitment,
	witnessIssue,
} from './decide/commitments.ts';
import { amendCommitment, dropAmendment, proposeWithdrawal } from './decide/amending.ts';
import { answerReason, askReason } from './decide/answering.ts';
import { reportProgress, requestErratum, requestRoute, witnessNote } from './decide/annotating.ts';
import { nameCompanion, removeCompanion } from './decide/companions.ts';
import type { Asking } from './decide/context.ts';
import { extendTimer, objectWording, pauseTable, proposeWording, resumeTable } from './decide/leading.ts';
import { moderateCard, revealAll, revealCards, withdrawCards } from './decide/own-cards.ts';
import {
	confirmConvener,
	dismissConvener,
	makeSeatLinks,
	nameConvener,
	revokeSeatLink,
	useSeatLink,
} from './decide/conveners.ts';
import {
	callOffSession,
	enterInvitation,
	forgetInvited,
	openPlannedSession,
	planSession,
	withdrawInvitation,
} from './decide/convocation.ts';
import { comeBack, enterPerson, erased, eraseEntered, giveCode } from './decide/entered.ts';
import { declareAffiliation, declareSector, joining, readmitParticipant, removeParticipant } from './decide/people.ts';
import { dismissFinding, reopenFinding } from './decide/findings.ts';
import { noteRecord } from './decide/notes.ts';
import { logScan } from './decide/scans.ts';
import { openPoll } from './decide/open-poll.ts';
import { openCommitmentRound, openConfirmation, openDots, openRulesRound } from './decide/polls.ts';
import { castAtTable, confirmHands, enterHands, enterPaper, issueSlips, setWay } from './decide/room-votes.ts';
import { openRunOff } from './decide/run-off.ts';
import { castSecretly, withdrawSecretly } from './decide/secret-ballots.ts';
import { confirmSeat, offerSeat, releaseSeat, takeSeat } from './decide/seats.ts';
import { askTime, endFloor, enterHand, giveFloor, lowerHand, markDone, raiseHand } from './decide/speaking.ts';
import { checkIn, checkOut, closeSession, openTableSession } from './decide/sessions.ts';
import {
	archive,
	describe,
	draftRules,
	erase,
	liftLock,
	movePhase,
	setJoining,
	setLock,
	startTimer,
	stopTimer,
} from './decide/table.ts';
import type { Outcome, Surroundings } from './decision.ts';
import type { Workshop } from './evolve.ts';
import type { ParticipantId } from './ids.ts';
import { refuse } from './refusals.ts';

/** Erasing is a right that outlives the table. */
const ALSO_ARCHIVED: ReadonlySet<Command['type'] | InternalCommand['type']> = new Set([
	'eraseMe',
	'eraseEntered',
	'forgetInvited',
]);

/**
 * The rules of a table: what a command of one person changes, or why it is refused. Pure: time, randomness, frozen copies and
 * signatures come in `around`. Nothing is changed here; the caller appends what comes back, whole.
 */
export function decide(
	state: Workshop,
	command: Command | InternalCommand,
	actor: ParticipantId,
	around: Surroundings,
): Outcome {
	if (state === null || state.status === 'erased') return refuse('workshop.unknown');
	const archived = state.status === 'archived';
	if (archived && !ALSO_ARCHIVED.has(command.type)) return refuse('workshop.archived');
	if (command.type === 'closeDue') return closeDue(state, command, around);
	if (command.type === 'join') return joining(state, actor, command, around);
	if (command.type === 'useSeatLink') return useSeatLink(state, actor, command, around);
	const person = state.people.get(actor);
	if (!person || person.erased) return refuse('participant.unknown');
	if (person.removed && command.type !== 'eraseMe') return refuse('participant.removed');
	return decideFor({ state, person, around }, command);
}

function decideFor(
	asking: Asking,
	command: Exclude<Command | InternalCommand, { type: 'join' | 'closeDue' | 'useSeatLink' }>,
): Outcome {
	switch (command.type) {
		case 'describe':
			return describe(asking, command);
		case 'archive':
			return archive(asking);
		case 'erase':
			return erase(asking);
		case 'setJoining':
			return setJoining(asking, command);
		case 'declareAffiliation':
			return declareAffiliation(asking, command);
		case 'declareSector':
			return declareSector(asking, command);
		case 'removeParticipant':
			return removeParticipant(asking, command);
		case 'readmitParticipant':
			return readmitParticipant(asking, command);
		case 'eraseMe':
			return erased(asking.state, asking.person);
		case 'enterPerson':
			return enterPerson(asking, command);
		case 'eraseEntered':
			return eraseEntered(asking, command);
		case 'giveCode':
			return giveCode(asking, command);
		case 'comeBack':
			return comeBack(asking);
		case 'nameConvener':
			return nameConvener(asking, command);
		case 'confirmConvener':
			return confirmConvener(asking, command);
		case 'dismissConvener':
			return dismissConvener(asking, command);
		case 'makeSeatLinks':
			return makeSeatLinks(asking, command);
		case 'revokeSeatLink':
			return revokeSeatLink(asking, command);
		case 'nameCompanion':
			return nameCompanion(asking, command);
		case 'removeCompanion':
			return removeCompanion(asking, command);
		case 'planSession':
			return planSession(asking, command);
		case 'callOffSession':
			return callOffSession(asking, command);
		case 'openPlannedSession':
			return openPlannedSession(asking, command);
		case 'enterInvitation':
			return enterInvitation(asking, command);
		case 'withdrawInvitation':
			return withdrawInvitation(asking, command);
		case 'forgetInvited':
			return forgetInvited(asking);
		case 'offerSeat':
			return offerSeat(asking, command);
		case 'confirmSeat':
			return confirmSeat(asking, command);
		case 'takeSeat':
			return takeSeat(asking);
		case 'releaseSeat':
			return releaseSeat(asking, command);
		case 'openSession':
			return openTableSession(asking, command);
		case 'closeSession':
			return closeSession(asking);
		case 'checkIn':
			return checkIn(asking, command);
		case 'checkOut':
			return checkOut(asking, command);
		case 'movePhase':
			return movePhase(asking, command);
		case 'startTimer':
			return startTimer(asking, command);
		case 'stopTimer':
			return stopTimer(asking);
		case 'setLock':
			return setLock(asking, command);
		case 'liftLock':
			return liftLock(asking, command);
		case 'undoActs':
			return undoActs(asking, command);
		case 'addComment':
			return addComment(asking, command);
		case 'answerComment':
			return answerComment(asking, command);
		case 'resolveComment':
			return resolveComment(asking, command);
		case 'reopenComment':
			return reopenComment(asking, command);
		case 'nameInstitution':
			return nameInstitution(asking, command);
		case 'dropInstitution':
			return dropInstitution(asking, command);
		case 'answerForInstitution':
			return answerForInstitution(asking, command);
		case 'suggest':
			return suggest(asking, command);
		case 'acceptSuggestion':
			return acceptSuggestion(asking, command);
		case 'rejectSuggestion':
			return rejectSuggestion(asking, command);
		case 'withdrawSuggestion':
			return withdrawSuggestion(asking, command);
		case 'dismissFinding':
			return dismissFinding(asking, command);
		case 'reopenFinding':
			return reopenFinding(asking, command);
		case 'draftRules':
			return draftRules(asking, command);
		case 'openRulesRound':
			return openRulesRound(asking, command);
		case 'openDots':
			return openDots(asking, command);
		case 'openConfirmation':
			return openConfirmation(asking, command);
		case 'openCommitmentRound':
			return openCommitmentRound(asking, command);
		case 'openPoll':
			return openPoll(asking, command);
		case 'openRunOff':
			return openRunOff(asking, command);
		case 'extendPoll':
			return extendPoll(asking, command);
		case 'publishPoll':
			return publishPoll(asking, command);
		case 'castBallot':
			return castBallot(asking, command);
		case 'castDots':
			return castDots(asking, command);
		case 'castConsensus':
			return castConsensus(asking, command);
		case 'withdrawBallot':
			return withdrawBallot(asking, command);
		case 'castSecretly':
			return castSecretly(asking, command);
		case 'withdrawSecretly':
			return withdrawSecretly(asking, command);
		case 'setWay':
			return setWay(asking, command);
		case 'enterHands':
			return enterHands(asking, command);
		case 'confirmHands':
			return confirmHands(asking, command);
		case 'issueSlips':
			return issueSlips(asking, command);
		case 'enterPaper':
			return enterPaper(asking, command);
		case 'castAtTable':
			return castAtTable(asking, command);
		case 'closePoll':
			return closePoll(asking, command);
		case 'cancelPoll':
			return cancelPoll(asking, command);
		case 'startCommitment':
			return startCommitment(asking, command);
		case 'titleCommitment':
			return titleCommitment(asking, command);
		case 'proposeCommitment':
			return proposeCommitment(asking, command);
		case 'reopenCommitment':
			return reopenCommitment(asking, command);
		case 'signCommitment':
			return signCommitment(asking, command);
		case 'enterAutograph':
			return enterAutograph(asking, command);
		case 'witnessSignature':
			return witnessSignature(asking, command);
		case 'offerSigningKey':
			return offerSigningKey(asking, command);
		case 'confirmSigningKey':
			return confirmSigningKey(asking, command);
		case 'endSigningKey':
			return endSigningKey(asking, command);
		case 'requestIssue':
			return requestIssue(asking, command);
		case 'amendCommitment':
			return amendCommitment(asking, command);
		case 'proposeWithdrawal':
			return proposeWithdrawal(asking, command);
		case 'dropAmendment':
			return dropAmendment(asking, command);
		case 'requestErratum':
			return requestErratum(asking, command);
		case 'requestRoute':
			return requestRoute(asking, command);
		case 'witnessNote':
			return witnessNote(asking, command);
		case 'reportProgress':
			return reportProgress(asking, command);
		case 'askReason':
			return askReason(asking, command);
		case 'answerReason':
			return answerReason(asking, command);
		case 'witnessIssue':
			return witnessIssue(asking, command);
		case 'editAgenda':
			return editAgenda(asking, command);
		case 'extendTimer':
			return extendTimer(asking, command);
		case 'pauseTable':
			return pauseTable(asking, command);
		case 'resumeTable':
			return resumeTable(asking, command);
		case 'proposeWording':
			return proposeWording(asking, command);
		case 'objectWording':
			return objectWording(asking);
		case 'raiseHand':
			return raiseHand(asking);
		case 'enterHand':
			return enterHand(asking, command);
		case 'lowerHand':
			return lowerHand(asking, command);
		case 'giveFloor':
			return giveFloor(asking, command);
		case 'endFloor':
			return endFloor(asking);
		case 'markDone':
			return markDone(asking, command);
		case 'askTime':
			return askTime(asking);
		case 'revealCards':
			return revealCards(asking, command);
		case 'withdrawCards':
			return withdrawCards(asking, command);
		case 'revealAll':
			return revealAll(asking);
		case 'moderateCard':
			return moderateCard(asking, command);
		case 'logScan':
			return logScan(asking, command);
		case 'noteRecord':
			return noteRecord(asking, command);
	}
}
