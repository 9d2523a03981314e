import { PERSON_IMAGE_BYTES_MAX, PERSON_IMAGES_MAX, TABLE_IMAGE_BYTES_MAX, TABLE_IMAGES_MAX } from '#board/limits.ts';
import type { AssetId, ParticipantId, WorkshopId } from '#domain/ids.ts';
import { refuse, type Refusal } from '#domain/refusals.ts';
import type { ImageAdded } from '#protocol/api.ts';
import { assetIdOf, cleanImage } from '../images/clean-image.ts';
import type { Access } from '../rooms/access.ts';
import { FencedError, type AssetFacts, type Storage, type StoredAsset } from '../storage/storage.ts';
import type { HeldTables, WorkshopsDeps } from './held-tables.ts';
import type { Instance } from './surroundings.ts';

/** The images of the boards: brought by who may draw there, seen by who may read there. */
export class Images {
	readonly #tables: HeldTables;
	readonly #access: Pick<Access, 'verdict'>;
	readonly #storage: Pick<Storage, 'assets'>;
	readonly #instance: Instance;

	constructor(tables: HeldTables, access: Pick<Access, 'verdict'>, { storage, instance }: WorkshopsDeps) {
		this.#tables = tables;
		this.#access = access;
		this.#storage = storage;
		this.#instance = instance;
	}

	/** Cleans and keeps an image, within what the table and each person may keep. Its bytes are read only where that may be. */
	async add(
		workshop: WorkshopId,
		principal: string,
		read: () => Promise<Uint8Array>,
	): Promise<{ ok: true; image: ImageAdded } | Refusal> {
		const found = await this.#tables.personAt(workshop, principal);
		if (!found.ok) return found;
		const { table, participant } = found;
		const verdict = this.#access.verdict(workshop, participant, 'insert', { document: 'board' }, ['drawings']);
		if (!verdict.ok) return refuse(verdict.code);
		const cleaned = cleanImage(await read());
		if (!cleaned.ok) return cleaned;
		const { image } = cleaned;
		const id = assetIdOf(workshop, image.bytes);
		const size = image.bytes.length;
		// One at a time, so that two at once can't pass a limit together.
		return table.inOrder(async () => {
			const kept = await this.#storage.assets.list(workshop);
			const isKnown = kept.some((known) => known.id === id);
			const full = isKnown ? null : whyFull(kept, participant, size);
			if (full) return full;
			try {
				const at = this.#instance.now();
				await this.#storage.assets.add(workshop, table.epoch, { ...image, id, participant, size, at });
			} catch (error) {
				if (error instanceof FencedError) this.#tables.lost(workshop);
				throw error;
			}
			return { ok: true, image: imageOf({ ...image, id }) };
		});
	}

	async list(workshop: WorkshopId, principal: string): Promise<{ ok: true; images: ImageAdded[] } | Refusal> {
		const found = await this.#tables.personAt(workshop, principal);
		return found.ok ? { ok: true, images: (await this.#storage.assets.list(workshop)).map(imageOf) } : found;
	}

	/** Null where the table keeps no such image. */
	async read(
		workshop: WorkshopId,
		principal: string,
		asset: AssetId,
	): Promise<{ ok: true; image: StoredAsset | null } | Refusal> {
		const found = await this.#tables.personAt(workshop, principal);
		return found.ok ? { ok: true, image: await this.#storage.assets.read(workshop, asset) } : found;
	}
}

/** What everybody at the table may know of an image: not who brought it. */
function imageOf({ id, type, width, height }: ImageAdded): ImageAdded {
	return { id, type, width, height };
}

function whyFull(kept: readonly AssetFacts[], participant: ParticipantId, size: number): Refusal | null {
	const bytesOf = (images: readonly AssetFacts[]) => images.reduce((sum, image) => sum + image.size, size);
	const own = kept.filter((image) => image.participant === participant);
	if (kept.length >= TABLE_IMAGES_MAX || bytesOf(kept) > TABLE_IMAGE_BYTES_MAX) return refuse('image.table-full');
	if (own.length >= PERSON_IMAGES_MAX || bytesOf(own) > PERSON_IMAGE_BYTES_MAX) return refuse('image.person-full');
	return null;
}
