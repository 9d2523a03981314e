interface OldRow {
	readonly table: string;
	readonly row: Readonly<Record<string, string | number | Uint8Array>>;
}

const workshop = 'abcdefghijklmnopqrst';
const participant = 'bcdefghijklmnopqrstu';
const bytes = Uint8Array.of(0, 1, 254, 255);
const record = { workshop, participant, salt: bytes, bytes };
const ofBoard = { workshop, name: 'board' };

/**
 * For each version, rows as the code of that version wrote them, in its tables and columns: a fixture that is never rewritten when
 * the schema moves on. (A later migration that renames a column also says here how such a row is found again.)
 */
export const ROWS_SINCE: Readonly<Record<number, readonly OldRow[]>> = {
	1: [{ table: 'room_owner', row: { workshop, epoch: 7 } }],
	2: [{ table: 'event', row: { workshop, seq: 1, at: 2 ** 45, prev: bytes, hash: bytes, bytes } }],
	3: [{ table: 'table_text', row: { workshop, hash: 'hash', bytes } }],
	4: [
		{ table: 'person_record', row: { ...record, ref: 'person' } },
		{ table: 'statement', row: { ...record, ref: 'statement', use: 'reason' } },
		{ table: 'ballot', row: { ...record, ref: 'ballot', poll: 'poll' } },
	],
	5: [
		{ table: 'document', row: { ...ofBoard, last_update: 3 } },
		{ table: 'document_update', row: { ...ofBoard, number: 3, bytes } },
		{ table: 'document_snapshot', row: { ...ofBoard, through: 2, bytes } },
		{ table: 'client_claim', row: { ...ofBoard, client_id: 4_294_967_295, participant, at: 1 } },
	],
	6: [
		{ table: 'participant', row: { participant, workshop, principal: 'ana' } },
		{ table: 'join_code', row: { workshop, code: 'K7M2QX9R' } },
		{ table: 'rejoin_code', row: { participant, code_hash: 'hash' } },
	],
	7: [
		{ table: 'account', row: { id: 'lucia', username: 'lucia', name: 'Lucía', password_hash: '$', created_at: 1 } },
		{ table: 'guest', row: { id: 'ana', created_at: 1 } },
		{ table: 'token', row: { hash: 'hash', kind: 'reset', account: 'lucia', created_at: 1, expires_at: 2 } },
		{ table: 'sign_in_session', row: { hash: 'hash', principal: 'ana', expires_at: 2 } },
	],
	8: [{ table: 'answer', row: { workshop, principal: 'ana', key: 'key', response: '{}', at: 1 } }],
	9: [
		{
			table: 'issued_record',
			row: {
				position: 1,
				commitment: 'commitment',
				version: 1,
				workshop,
				record: 'hash',
				bytes,
				key: 'key',
				public_key: 'public',
				signature: 'signature',
				at: 1,
			},
		},
	],
	10: [
		{
			table: 'workshop_summary',
			row: {
				workshop,
				title: 'Brecha salarial',
				status: 'open',
				example: 0,
				rules_adopted: 1,
				created_at: 1,
				changed_at: 2,
			},
		},
	],
	11: [{ table: 'document_update', row: { ...ofBoard, number: 4, bytes, participant, at: 2 ** 45 } }],
	12: [
		{ table: 'document_update', row: { ...ofBoard, number: 5, bytes, participant, at: 2 ** 45, sum: 2 ** 32 - 1 } },
	],
	13: [
		{ table: 'document', row: { ...ofBoard, name: 'draft', last_update: 2 } },
		{ table: 'document_snapshot', row: { ...ofBoard, name: 'draft', through: 2, bytes, until: 2 ** 45 } },
	],
	14: [
		{ table: 'board_picture', row: { workshop, hash: bytes, bytes } },
		{
			table: 'board_moment',
			row: { workshop, seq: 1, at: 2 ** 45, phase: 'p3', ended: 'phase', hash: bytes },
		},
	],
	15: [
		{
			table: 'asset',
			row: {
				workshop,
				id: 'image',
				participant,
				type: 'image/png',
				width: 640,
				height: 480,
				size: 4,
				at: 2 ** 45,
				bytes,
			},
		},
	],
	16: [
		{ table: 'log_leaf', row: { position: 0, type: 'head', subject: workshop, number: 1, bytes, hash: 'leaf' } },
		{ table: 'log_checkpoint', row: { size: 1, at: 2 ** 45, note: bytes } },
		{ table: 'evidence', row: { hash: 'entry', commitment: 'commitment', at: 2 ** 45, bytes, file: bytes } },
	],
	17: [{ table: 'stand_in', row: { principal: 'ana-elsewhere', participant, workshop } }],
	18: [
		{ table: 'secret_ballot', row: { workshop, poll: 'a-poll', key: 'a-key', receipt: 'a-receipt', n: 1 } },
		{ table: 'turnout', row: { workshop, poll: 'a-poll', participant } },
	],
	19: [
		{
			table: 'action_plan',
			row: {
				...{ id: 'plan', name: 'Plan', about: '', from: '2026-01-01', until: '2027-12-31', language: 'es' },
				...{ owner: 'account', at: 2 ** 45 },
			},
		},
		{ table: 'action_plan_table', row: { plan: 'plan', workshop, at: 2 ** 45 } },
	],
	20: [{ table: 'webhook', row: { address: 'f'.repeat(16), told: 5 } }],
	21: [
		{
			table: 'sign_in_session',
			row: { hash: 'a-session', principal: 'ana', expires_at: 2 ** 45, proved_at: 2 ** 45 },
		},
	],
};
