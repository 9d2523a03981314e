export type ArchiveRefusal =
	/** There is no such table, or it was erased; or no such file. */
	| 'archive.missing'
	/** A file stands where the archive should go. */
	| 'archive.there'
	/** Not a ZIP file. */
	| 'archive.not-zip'
	/** Larger, packed or unpacked, than any table may be. */
	| 'archive.too-large'
	/** Holds a file that an archive has no place for, or lacks one. */
	| 'archive.path'
	/** Of a format that this version does not know. */
	| 'archive.format'
	/** A file in it is not the one that its list names. */
	| 'archive.hash'
	/** A file in it does not say what it should. */
	| 'archive.malformed'
	/** The table in it is not whole: chain, texts, records or issued texts. */
	| 'archive.damaged'
	/** This instance has that table. */
	| 'archive.exists';

/** Why a table was not taken out or brought in: one sentence for the operator, who reads it in the terminal. Nothing was changed. */
export class ArchiveRefused extends Error {
	override readonly name = 'ArchiveRefused';
	readonly code: ArchiveRefusal;
	/** The place in the archive. */
	readonly at: string;

	constructor(code: ArchiveRefusal, at = '', options?: ErrorOptions) {
		super(at ? `${code}: ${at}` : code, options);
		this.code = code;
		this.at = at;
	}
}
