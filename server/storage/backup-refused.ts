export type BackupRefusal =
	/** Something stands where the backup should go. */
	| 'backup.exists'
	/** A server holds the database. */
	| 'backup.held'
	/** There is no database to back up, or no backup to restore. */
	| 'backup.missing'
	/** The file is no whole backup of such a database. */
	| 'backup.damaged'
	/** Newer code made it. */
	| 'backup.newer-schema'
	/** pg_dump or pg_restore is not installed. */
	| 'backup.no-tool'
	/** pg_dump or pg_restore failed; the message ends with what it said. */
	| 'backup.tool-failed';

/** Why nothing was backed up or restored: one sentence for the operator, who reads it in the terminal. */
export class BackupRefused extends Error {
	override readonly name = 'BackupRefused';
	readonly code: BackupRefusal;

	constructor(code: BackupRefusal, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
