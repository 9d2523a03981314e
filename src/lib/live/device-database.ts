/** One database for all that this device keeps, so that leaving can delete it whole. */
const NAME = 'mesa-abierta';
const VERSION = 2;
const COPIES = 'copies';
const EDITS = 'edits';
const KEYS = 'keys';
export const BY_DOCUMENT = 'document';
/** Some browsers neither open nor refuse a database in a private window. */
const OPENS_WITHIN_MS = 2_000;

let opened: Promise<IDBDatabase> | null = null;

/** The database; rejects where the browser forbids it, and once it was deleted: what a person forgot is not begun anew. */
function deviceDatabase(): Promise<IDBDatabase> {
	opened ??= open();
	return opened;
}

function open(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		setTimeout(() => reject(new Error('the browser did not open its database')), OPENS_WITHIN_MS);
		const request = indexedDB.open(NAME, VERSION); // throws where it is forbidden, and so rejects
		request.onupgradeneeded = ({ oldVersion }) => {
			if (oldVersion < 1) {
				request.result.createObjectStore(COPIES);
				request.result.createObjectStore(EDITS, { autoIncrement: true }).createIndex(BY_DOCUMENT, 'document');
			}
			request.result.createObjectStore(KEYS);
		};
		request.onsuccess = () => {
			const database = request.result;
			// Another tab deletes everything, because its person leaves.
			database.onversionchange = () => database.close();
			resolve(database);
		};
		request.onerror = () => reject(request.error ?? new Error('the browser did not open its database'));
	});
}

/** Resolves when the transaction is done, with what `work` asked for. */
export function inDatabase<Result>(
	mode: IDBTransactionMode,
	work: (copies: IDBObjectStore, edits: IDBObjectStore) => () => Result,
): Promise<Result> {
	return inStores([COPIES, EDITS], mode, (transaction) =>
		work(transaction.objectStore(COPIES), transaction.objectStore(EDITS)),
	);
}

/** The same, with the keys that people sign with. */
export function inKeys<Result>(
	mode: IDBTransactionMode,
	work: (keys: IDBObjectStore) => () => Result,
): Promise<Result> {
	return inStores([KEYS], mode, (transaction) => work(transaction.objectStore(KEYS)));
}

async function inStores<Result>(
	stores: string[],
	mode: IDBTransactionMode,
	work: (transaction: IDBTransaction) => () => Result,
): Promise<Result> {
	const database = await deviceDatabase();
	return await new Promise<Result>((resolve, reject) => {
		const transaction = database.transaction(stores, mode);
		const result = work(transaction);
		const fail = () => reject(transaction.error ?? new Error('the browser kept nothing'));
		transaction.oncomplete = () => resolve(result());
		transaction.onabort = fail;
		transaction.onerror = fail;
	});
}

/** Deletes all of it; the tabs that have it open let go by themselves. */
export async function deleteDeviceDatabase(): Promise<void> {
	if (typeof indexedDB === 'undefined') return;
	await opened?.then((database) => database.close()).catch(() => {});
	await new Promise<void>((resolve) => {
		const request = indexedDB.deleteDatabase(NAME);
		request.onsuccess = () => resolve();
		request.onerror = () => resolve(); // there is none, or none is allowed
	});
}
