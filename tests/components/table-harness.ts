import { tick } from 'svelte';
import { vi } from 'vitest';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { Command } from '#domain/commands.ts';
import type { MyPart, WorkshopView } from '#protocol/view.ts';
import type { Answer, LiveTable } from '../../src/routes/w/[id]/table/live-table.ts';
import { me, NOW, view } from '../support/fixtures/table-view.ts';

// The words that the tests look for are the table's first language.
overwriteGetLocale(() => 'es');

/** A table as its pages get it, with a server that answers every command as told. */
export function tableOf(changes: { view?: Partial<WorkshopView>; me?: Partial<MyPart>; connected?: boolean } = {}) {
	const answer: Answer = { ok: true, made: {} };
	const send = vi.fn<(command: Command) => Promise<Answer>>(() => Promise.resolve(answer));
	const table: LiveTable = {
		view: { ...view, ...changes.view },
		me: { ...me, ...changes.me },
		clock: NOW,
		connected: changes.connected ?? true,
		send,
	};
	return { table, send };
}

/** Waits for the parts that a page fetches later: a ballot is one. */
export async function partsCome(): Promise<void> {
	await vi.dynamicImportSettled();
	await tick();
}

/** jsdom knows <dialog> but not the top layer; what the browser does there is checked in a browser. */
export function teachDialogs(): void {
	HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
		this.open = true;
	};
	HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
		this.open = false;
		this.dispatchEvent(new Event('close'));
	};
	window.matchMedia ??= (query: string) =>
		Object.assign(new EventTarget(), {
			matches: false,
			media: query,
			onchange: null,
			addListener() {},
			removeListener() {},
		});
}
