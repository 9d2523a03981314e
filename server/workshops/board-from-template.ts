import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { newCardId } from '#board/ids.ts';
import { TEMPLATES } from '#board/template-shapes.ts';
import { insertTemplate } from '#board/templates.ts';
import type { TemplateId } from '#domain/board-templates.ts';
import { ID_BYTES } from '#domain/ids.ts';
import type { Locale } from '#i18n/locale.ts';
import { templateTexts } from '#i18n/template-words.ts';

/** A board that begins with a template, as a Yjs update. */
export function boardFrom(template: TemplateId, language: Locale): Uint8Array {
	const doc = new Y.Doc();
	const newId = () => newCardId(randomBytes(ID_BYTES));
	const inserted = insertTemplate(doc, TEMPLATES[template], templateTexts(template, language), newId);
	if (!inserted.ok) throw new Error(`the template was refused: ${inserted.code}`);
	return Y.encodeStateAsUpdate(doc);
}
