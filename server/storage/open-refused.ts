export type OpenRefusal =
	'storage.bad-url' | 'storage.held' | 'storage.not-durable' | 'storage.newer-schema' | 'storage.unreachable';

/** Why a database was not opened: one sentence for the operator, who reads it in the terminal. */
export class OpenRefused extends Error {
	override readonly name = 'OpenRefused';
	readonly code: OpenRefusal;

	constructor(code: OpenRefusal, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
