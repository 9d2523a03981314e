import type { CardKind } from '#board/kinds.ts';
import type { BoardRefusal } from '#board/outcome.ts';
import { m } from '#i18n/compiled/messages.js';
import { htmlLang, type Locale } from '#i18n/locale.ts';
import { actWords } from './act-words.ts';
import { handWords } from './hand-words.ts';
import { imageWords } from './image-words.ts';

/** The board's words in one language. A board's language is its table's, which may differ from the page around it. */
export function boardWords(locale: Locale) {
	const at = { locale };
	const percents = new Intl.NumberFormat(htmlLang[locale], { style: 'percent' });
	const kinds: Readonly<Record<CardKind, string>> = {
		problem: m.board_kind_problem({}, at),
		cause: m.board_kind_cause({}, at),
		effect: m.board_kind_effect({}, at),
		solution: m.board_kind_solution({}, at),
		note: m.board_kind_note({}, at),
		objective: m.kind_objective({}, at),
		means: m.kind_means({}, at),
		end: m.kind_end({}, at),
		actor: m.kind_actor({}, at),
	};
	return {
		...handWords(at),
		...imageWords(at),
		kinds,
		/** As it stands on a card. */
		kindOnCard: { ...kinds, problem: m.board_kind_problem_long({}, at), objective: m.kind_objective_long({}, at) },
		add: {
			problem: m.board_add_problem({}, at),
			cause: m.board_add_cause({}, at),
			effect: m.board_add_effect({}, at),
			solution: m.board_add_solution({}, at),
			note: m.board_add_note({}, at),
			objective: m.kind_add_objective({}, at),
			means: m.kind_add_means({}, at),
			end: m.kind_add_end({}, at),
			actor: m.kind_add_actor({}, at),
		} satisfies Record<CardKind, string>,
		withKey: (tool: string, key: string) => m.board_tool_with_key({ tool, key }, at),
		textLabel: (kind: CardKind) => m.board_text_label({ kind: kinds[kind] }, at),
		personWrites: (name: string) => m.board_person_writes({ name }, at),
		/** From a fraction: 0.5 is half. */
		percent: (fraction: number) => percents.format(fraction),
		zoomTo100: (percent: string) => m.board_zoom_to_100({ percent }, at),
		saidAdded: (kind: CardKind) => m.board_said_added({ kind: kinds[kind] }, at),
		saidLinked: (from: string, to: string) => m.board_said_linked({ from, to }, at),
		saidRemoved: (count: number) => m.board_said_removed({ count }, at),
		saidCopied: (count: number) => m.board_said_copied({ count }, at),
		saidSelected: (kind: CardKind, text: string) => m.board_said_selected({ kind: kinds[kind], text }, at),
		saidHeldInPlace: (count: number) => m.lock_held_in_place({ count }, at),
		saidKept: (count: number) => m.lock_kept({ count }, at),
		saidNotCopied: (count: number) => m.lock_not_copied({ count }, at),
		saidEditingEnded: (why: string) => m.lock_editing_ended({ why }, at),
		saidUndoClosed: m.lock_undo_closed({}, at),
		someAreClosed: (count: number) => m.lock_some({ count }, at),
		locked: m.lock_badge({}, at),
		close: m.lock_close({}, at),
		openCard: m.lock_open_this_card({}, at),
		openBranch: m.lock_open_this_branch({}, at),
		refused: (code: BoardRefusal) => refusedWords(code, at),
		addMore: m.board_add_more({}, at),
		moreKinds: m.kind_more({}, at),
		acts: actWords(locale),
		canvasLabel: m.board_canvas_label({}, at),
		toolbar: m.board_toolbar({}, at),
		select: m.board_tool_select({}, at),
		hand: m.board_tool_hand({}, at),
		connect: m.board_tool_connect({}, at),
		draw: m.board_tool_draw({}, at),
		tidy: m.board_tool_tidy({}, at),
		undo: m.board_tool_undo({}, at),
		redo: m.board_tool_redo({}, at),
		card: m.board_tool_card({}, at),
		placeHint: m.board_place_hint({}, at),
		placeHintTouch: m.board_place_hint_touch({}, at),
		connectHint: m.board_connect_hint({}, at),
		connectHintTouch: m.board_connect_hint_touch({}, at),
		connectHintSecond: m.board_connect_hint_second({}, at),
		emptyTitle: m.board_empty_title({}, at),
		emptyText: m.board_empty_text({}, at),
		emptyReadOnly: m.board_empty_read_only({}, at),
		textPlaceholder: m.board_text_placeholder({}, at),
		textNone: m.board_text_none({}, at),
		someoneWrites: m.board_someone_writes({}, at),
		selection: m.board_selection({}, at),
		edit: m.board_edit({}, at),
		changeKind: m.board_change_kind({}, at),
		duplicate: m.board_duplicate({}, at),
		talk: m.talk_about({}, at),
		details: m.details_open({}, at),
		remove: m.board_remove({}, at),
		unlink: m.board_unlink({}, at),
		drawBar: m.board_draw_bar({}, at),
		pen: m.board_draw_pen({}, at),
		highlighter: m.board_draw_highlighter({}, at),
		eraser: m.board_draw_eraser({}, at),
		rectangle: m.board_draw_rectangle({}, at),
		ellipse: m.board_draw_ellipse({}, at),
		frame: m.board_draw_frame({}, at),
		colour: m.board_draw_colour({}, at),
		width: m.board_draw_width({}, at),
		colours: {
			black: m.board_colour_black({}, at),
			blue: m.board_colour_blue({}, at),
			green: m.board_colour_green({}, at),
			red: m.board_colour_red({}, at),
			orange: m.board_colour_orange({}, at),
			violet: m.board_colour_violet({}, at),
		},
		widths: { s: m.board_width_s({}, at), m: m.board_width_m({}, at), xl: m.board_width_xl({}, at) },
		frameTitle: m.board_frame_title({}, at),
		frameUnnamed: m.board_frame_unnamed({}, at),
		zoom: m.board_zoom({}, at),
		zoomIn: m.board_zoom_in({}, at),
		zoomOut: m.board_zoom_out({}, at),
		zoomFit: m.board_zoom_fit({}, at),
		readOnly: m.board_read_only({}, at),
		readOnlyText: m.board_read_only_text({}, at),
		saidAlreadyLinked: m.board_said_already_linked({}, at),
		saidUnlinked: m.board_said_unlinked({}, at),
		saidTidied: m.board_said_tidied({}, at),
		saidUndone: m.board_said_undone({}, at),
		saidRedone: m.board_said_redone({}, at),
		saidNothingToUndo: m.board_said_nothing_to_undo({}, at),
		saidOthersWrote: m.board_said_others_wrote({}, at),
	};
}

export type BoardWords = ReturnType<typeof boardWords>;

function refusedWords(code: BoardRefusal, at: { readonly locale: Locale }): string {
	switch (code) {
		case 'board.full':
			return m.board_refused_full({}, at);
		case 'link.itself':
			return m.board_refused_link_itself({}, at);
		case 'record.too-long':
			return m.board_refused_too_long({}, at);
		default:
			return m.board_refused_other({}, at);
	}
}
