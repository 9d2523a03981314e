import type { Kysely } from 'kysely';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { ParticipantId, PollId, WorkshopId } from '#domain/ids.ts';
import { NO_SECRET_BALLOTS, type SecretBallot, type SecretBallots, type SecretChange } from '#domain/secret-ballots.ts';
import { fromUtf8 } from './bytes.ts';
import { assertOwner } from './owners.ts';
import type { Database, Row, Schema, Tx } from './schema.ts';

/** Of each secret vote of a table, its ballots and who has one that counts, neither in an order that tells anything. */
export async function readSecretBallots(db: Kysely<Schema>, workshop: WorkshopId): Promise<Map<PollId, SecretBallots>> {
	const rows = await db
		.selectFrom('secret_ballot')
		.selectAll()
		.where('workshop', '=', workshop)
		.orderBy('key')
		.execute();
	const voters = await db
		.selectFrom('turnout')
		.selectAll()
		.where('workshop', '=', workshop)
		.orderBy('participant')
		.execute();
	const polls = new Map<PollId, SecretBallots>();
	for (const { poll } of [...rows, ...voters]) {
		const ballots = rows.filter((row) => row.poll === poll).map(ballotOf);
		const voted = voters.filter((row) => row.poll === poll).map(({ participant }) => participant);
		if (!polls.has(poll)) {
			polls.set(poll, { ballots: new Map(ballots.map((ballot) => [ballot.key, ballot])), voted: new Set(voted) });
		}
	}
	return polls;
}

/** One ballot given, changed or withdrawn, and that its owner has one, or has none any more. */
export async function changeSecretBallot(
	tx: Tx,
	workshop: WorkshopId,
	{ poll, ballot, participant, hasVoted }: SecretChange,
): Promise<void> {
	const row = rowOf(workshop, poll, ballot);
	await tx
		.insertInto('secret_ballot')
		.values(row)
		.onConflict((conflict) =>
			conflict.columns(['workshop', 'poll', 'key']).doUpdateSet({ n: row.n, bytes: row.bytes }),
		)
		.execute();
	if (hasVoted) {
		await tx
			.insertInto('turnout')
			.values({ workshop, poll, participant })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		return;
	}
	await tx
		.deleteFrom('turnout')
		.where('workshop', '=', workshop)
		.where('poll', '=', poll)
		.where('participant', '=', participant)
		.execute();
}

/**
 * Puts what stays of a closed vote in place of its ballots and voters, sorted, in one transaction of its own; then has the database
 * let go of the pages that said which came with whom, and when.
 */
export async function settleSecretBallots(
	database: Database,
	{ workshop, epoch }: { readonly workshop: WorkshopId; readonly epoch: number },
	poll: PollId,
	{ ballots, voted }: SecretBallots = NO_SECRET_BALLOTS,
): Promise<void> {
	await database.db.transaction().execute(async (tx) => {
		await assertOwner(tx, database, workshop, epoch);
		for (const table of ['secret_ballot', 'turnout'] as const) {
			await tx.deleteFrom(table).where('workshop', '=', workshop).where('poll', '=', poll).execute();
		}
		const rows = [...ballots.values()].map((ballot) => rowOf(workshop, poll, ballot));
		if (rows.length > 0) await tx.insertInto('secret_ballot').values(rows).execute();
		const voters = [...voted].map((participant: ParticipantId) => ({ workshop, poll, participant }));
		if (voters.length > 0) await tx.insertInto('turnout').values(voters).execute();
		await database.rewrite(tx, 'secret_ballot', ['workshop', 'poll', 'key']);
		await database.rewrite(tx, 'turnout', ['workshop', 'poll', 'participant']);
	});
	await database.forget();
}

function rowOf(workshop: WorkshopId, poll: PollId, { key, receipt, n, cast }: SecretBallot): Row<'secret_ballot'> {
	return { workshop, poll, key, receipt, n, bytes: cast && utf8ToBytes(canonicalJson(cast)) };
}

/** Bytes that `changeSecretBallot` wrote, so that their shape is known. */
function ballotOf({ key, receipt, n, bytes }: Row<'secret_ballot'>): SecretBallot {
	return { key, receipt, n, cast: bytes && (JSON.parse(fromUtf8(bytes)) as SecretBallot['cast']) };
}
