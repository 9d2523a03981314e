import { m } from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import type { Arranging } from './hand-acts.ts';

/** Words of what hands do on the canvas: keys, search, menu, pins, questions. */
export function handWords(at: { readonly locale: Locale }) {
	const arranging: Readonly<Record<Arranging, string>> = {
		'align-left': m.keys_align_left({}, at),
		'align-right': m.keys_align_right({}, at),
		'align-top': m.keys_align_top({}, at),
		'align-bottom': m.keys_align_bottom({}, at),
		'align-center': m.keys_align_center({}, at),
		'align-middle': m.keys_align_middle({}, at),
		'distribute-across': m.keys_distribute_across({}, at),
		'distribute-down': m.keys_distribute_down({}, at),
	};
	return {
		find: {
			label: m.keys_find_label({}, at),
			placeholder: m.keys_find_placeholder({}, at),
			none: m.keys_find_none({}, at),
			next: m.keys_find_next({}, at),
			previous: m.keys_find_previous({}, at),
			close: m.keys_find_close({}, at),
			count: (place: number, count: number) => m.keys_find_count({ at: place, count }, at),
		},
		help: m.keys_help({}, at),
		menuLabel: m.keys_menu_label({}, at),
		child: m.keys_child({}, at),
		copy: m.keys_copy({}, at),
		toFront: m.keys_to_front({}, at),
		toBack: m.keys_to_back({}, at),
		selectAll: m.keys_select_all({}, at),
		fitSelection: m.keys_fit_selection({}, at),
		arrange: m.keys_arrange({}, at),
		arranging,
		pin: m.keys_pin({}, at),
		unpin: m.keys_unpin({}, at),
		pinned: m.keys_pinned({}, at),
		saidPinned: (count: number) => m.keys_said_pinned({ count }, at),
		saidUnpinned: (count: number) => m.keys_said_unpinned({ count }, at),
		saidOutline: (count: number) => m.keys_said_outline({ count }, at),
		pasteTooMany: (max: number) => m.keys_paste_too_many({ max }, at),
		dropToLink: m.keys_drop_to_link({}, at),
		mass: {
			title: {
				remove: (count: number) => m.keys_mass_remove_title({ count }, at),
				move: (count: number) => m.keys_mass_move_title({ count }, at),
				kind: (count: number) => m.keys_mass_kind_title({ count }, at),
			},
			text: {
				remove: m.keys_mass_remove_text({}, at),
				move: m.keys_mass_move_text({}, at),
				kind: m.keys_mass_move_text({}, at),
			},
			yes: {
				remove: (count: number) => m.keys_mass_remove({ count }, at),
				move: (count: number) => m.keys_mass_move({ count }, at),
				kind: (count: number) => m.keys_mass_kind({ count }, at),
			},
			no: {
				remove: m.keys_mass_keep({}, at),
				move: m.keys_mass_leave({}, at),
				kind: m.keys_mass_kind_keep({}, at),
			},
		},
		bringView: m.keys_bring_view({}, at),
		saidBrought: m.keys_said_brought({}, at),
		brings: (name: string | null) => (name === null ? m.keys_brings_unnamed({}, at) : m.keys_brings({ name }, at)),
		laser: m.follow_laser({}, at),
		map: m.follow_map({}, at),
		saidMapOn: m.follow_map_on({}, at),
		saidMapOff: m.follow_map_off({}, at),
		mapNoRoom: (key: string) => m.follow_map_no_room({ key }, at),
		followMenu: m.follow_menu({}, at),
		followName: (name: string) => m.follow_name({ name }, at),
		unfollowName: (name: string) => m.follow_stop_name({ name }, at),
		unfollow: m.follow_stop({}, at),
		follows: (name: string) => m.follow_follows({ name }, at),
		followedAway: (name: string) => m.follow_away({ name }, at),
		followedLeft: (name: string) => m.follow_left({ name }, at),
		saidUnfollowed: (name: string) => m.follow_stopped({ name }, at),
		followedBy: (count: number, names: string) => m.follow_by({ count, names }, at),
		personCalled: (label: string | null, letter: string | null) =>
			label ?? (letter ? m.follow_of_sector({ letter }, at) : m.follow_someone({}, at)),
		goThere: m.keys_go_there({}, at),
		goBack: m.keys_go_back({}, at),
		stay: m.keys_stay({}, at),
	};
}
