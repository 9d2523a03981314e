import { roomOwner } from './001-room-owner.ts';
import { eventLog } from './002-event-log.ts';
import { tableTexts } from './003-table-texts.ts';
import { primaryRecords } from './004-primary-records.ts';
import { documents } from './005-documents.ts';
import { peopleAndCodes } from './006-people-and-codes.ts';
import { signIn } from './007-sign-in.ts';
import { answers } from './008-answers.ts';
import { issuedRecords } from './009-issued-records.ts';
import { workshopSummaries } from './010-workshop-summaries.ts';
import { updateAuthors } from './011-update-authors.ts';
import { documentSums } from './012-document-sums.ts';
import { snapshotTimes } from './013-snapshot-times.ts';
import { boardPictures } from './014-board-pictures.ts';
import { assets } from './015-assets.ts';
import { instanceLog } from './016-instance-log.ts';
import { standIns } from './017-stand-ins.ts';
import { secretBallots } from './018-secret-ballots.ts';
import { actionPlans } from './019-action-plans.ts';
import { webhooks } from './020-webhooks.ts';
import { proofs } from './021-proofs.ts';
import type { Migration } from './migration.ts';

/** In order of their numbers; the last one's is the schema that this code reads and writes. */
export const MIGRATIONS: readonly Migration[] = [
	roomOwner,
	eventLog,
	tableTexts,
	primaryRecords,
	documents,
	peopleAndCodes,
	signIn,
	answers,
	issuedRecords,
	workshopSummaries,
	updateAuthors,
	documentSums,
	snapshotTimes,
	boardPictures,
	assets,
	instanceLog,
	standIns,
	secretBallots,
	actionPlans,
	webhooks,
	proofs,
];

export const LATEST_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));
