import { useValue } from 'tldraw';
import { eye, people } from '../ui/icons.ts';
import { followPerson, nameOf, peopleHere, stopFollowing } from './follow-person.ts';
import { Icon } from './icon.tsx';
import { PopMenu } from './pop-menu.tsx';
import { useScene, useWords } from './scene-context.tsx';

/** Names that are written out; the others are counted. */
const NAMED_MAX = 3;

/** Whose view this one goes along with, with a frame around all of it and the way out; and who goes along with this one. */
export function FollowBar() {
	const { scene, editor } = useScene();
	const words = useWords();
	const following = useValue('following', () => scene.hands.following.get(), [scene]);
	const name = useValue('followed', () => (following ? nameOf(scene, following.id) : ''), [scene, following]);
	const tone = useValue(
		'followed-tone',
		() => scene.peers.get().find(({ person }) => person.id === following?.id)?.person.sector?.tone ?? 'citizens',
		[scene, following],
	);
	const followers = useValue('follower-names', () => followerNames(scene).join('\n'), [scene]);
	const by = followers === '' ? [] : followers.split('\n');
	const listed = by.slice(0, NAMED_MAX).join(', ') + (by.length > NAMED_MAX ? ` +${by.length - NAMED_MAX}` : '');
	return (
		<>
			{following && <div className="mb-follow-frame" style={{ borderColor: `var(--sector-${tone})` }} />}
			{following && (
				<div className="mb-follow">
					<div className="mb-follow-notice" role="group" aria-label={words.follows(name)}>
						<Icon path={eye} />
						<span>{following.isAway ? words.followedAway(name) : words.follows(name)}</span>
						<button
							type="button"
							className="mb-brought-back"
							onClick={() => {
								stopFollowing(scene);
								editor.getContainer().focus({ preventScroll: true });
							}}
						>
							{words.unfollow}
						</button>
					</div>
				</div>
			)}
			{by.length > 0 && <p className="mb-followed">{words.followedBy(by.length, listed)}</p>}
		</>
	);
}

const followerNames = (scene: ReturnType<typeof useScene>['scene']) =>
	scene.hands.followers.get().map(({ person }) => nameOf(scene, person.id));

/** Who else is here; choosing one goes along with their view, or no longer. */
export function PeopleMenu() {
	const { scene } = useScene();
	const words = useWords();
	// As one text: cursors move all the time, and who is here hardly ever changes.
	const here = useValue('people-here', () => JSON.stringify(peopleHere(scene)), [scene]);
	const following = useValue('followed-id', () => scene.hands.following.get()?.id ?? null, [scene]);
	const list = JSON.parse(here) as ReturnType<typeof peopleHere>; // written one line above
	if (list.length === 0) return null;
	return (
		<PopMenu
			isQuiet
			className="mb-zoom-people"
			label={words.followMenu}
			icon={people}
			isOn={following !== null}
			items={list.map(({ id, name }) => ({
				id,
				label: id === following ? words.unfollowName(name) : words.followName(name),
				icon: eye,
			}))}
			onChoose={(id) => (id === following ? stopFollowing(scene) : followPerson(scene, id))}
		/>
	);
}
