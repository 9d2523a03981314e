import { m } from '#i18n/compiled/messages.js';
import { KEYS, showChord, type KeyGroup, type KeyId } from './keys.ts';

/** What each key does, in the words of the page. */
export const KEY_WORDS: Readonly<Record<KeyId, () => string>> = {
	add: m.keys_add,
	'add-problem': m.keys_add_problem,
	'add-cause': m.keys_add_cause,
	'add-effect': m.keys_add_effect,
	'add-solution': m.keys_add_solution,
	'add-objective': m.keys_add_objective,
	'add-means': m.keys_add_means,
	'add-end': m.keys_add_end,
	'add-actor': m.keys_add_actor,
	child: m.keys_child,
	sibling: m.keys_sibling,
	'grow-above': m.keys_grow_above,
	'grow-below': m.keys_grow_below,
	'grow-left': m.keys_grow_left,
	'grow-right': m.keys_grow_right,
	write: m.keys_write,
	'walk-above': m.keys_walk_above,
	'walk-below': m.keys_walk_below,
	'walk-left': m.keys_walk_left,
	'walk-right': m.keys_walk_right,
	search: m.keys_search,
	'next-hit': m.keys_next_hit,
	'previous-hit': m.keys_previous_hit,
	menu: m.keys_menu,
	leave: m.keys_leave,
	undo: m.keys_undo,
	redo: m.keys_redo,
	copy: m.keys_copy,
	cut: m.keys_cut,
	paste: m.keys_paste,
	duplicate: m.keys_duplicate,
	'select-all': m.keys_select_all,
	remove: m.keys_remove,
	select: m.keys_select,
	hand: m.keys_hand,
	connect: m.keys_connect,
	pen: m.keys_pen,
	highlighter: m.keys_highlighter,
	eraser: m.keys_eraser,
	rectangle: m.keys_rectangle,
	ellipse: m.keys_ellipse,
	frame: m.keys_frame,
	laser: m.keys_laser,
	'align-left': m.keys_align_left,
	'align-right': m.keys_align_right,
	'align-top': m.keys_align_top,
	'align-bottom': m.keys_align_bottom,
	'align-center': m.keys_align_center,
	'align-middle': m.keys_align_middle,
	'distribute-across': m.keys_distribute_across,
	'distribute-down': m.keys_distribute_down,
	'to-front': m.keys_to_front,
	'to-back': m.keys_to_back,
	fit: m.keys_fit,
	'fit-selection': m.keys_fit_selection,
	'life-size': m.keys_life_size,
	'zoom-in': m.keys_zoom_in,
	'zoom-out': m.keys_zoom_out,
	map: m.keys_map,
	'list-add': m.list_key_add,
	'list-child': m.list_key_child,
	'list-up': m.list_key_up,
	'list-down': m.list_key_down,
	'list-remove': m.list_key_remove,
	help: m.keys_help,
};

export const KEY_GROUP_WORDS: Readonly<Record<KeyGroup, () => string>> = {
	cards: m.keys_group_cards,
	walk: m.keys_group_walk,
	edit: m.keys_group_edit,
	tools: m.keys_group_tools,
	arrange: m.keys_group_arrange,
	view: m.keys_group_view,
	help: m.keys_group_help,
};

/** The keys whose words or chords hold all that was asked for; accents and case don't count. */
export function findKeys(asked: string): (typeof KEYS)[number][] {
	const wanted = plain(asked).split(/\s+/).filter(Boolean);
	return KEYS.filter(({ id, keys }) => {
		const said = plain([KEY_WORDS[id](), ...keys.map(showChord), ...keys].join(' '));
		return wanted.every((word) => said.includes(word));
	});
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
