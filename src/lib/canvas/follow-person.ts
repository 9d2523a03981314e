import { computed, react, unsafe__withoutCapture, type Editor } from 'tldraw';
import type { ParticipantId } from '#domain/ids.ts';
import type { PresenceView } from '#protocol/presence.ts';
import type { Peer } from '../live/presence.ts';
import { isInGesture } from './follow-editor.ts';
import { glideCamera } from './glide-camera.ts';
import type { Scene } from './scene.ts';
import { cameraOn, viewOf } from './view.ts';

/** Milliseconds without a view until the person counts as gone, or as looking elsewhere: a line that breaks for a moment is neither. */
const AWAY_MS = 4_000;

/** From now on this view goes along with theirs. */
export function followPerson(scene: Scene, id: ParticipantId): void {
	scene.hands.following.set({ id, isAway: false });
	scene.presence.show({ follows: id });
	scene.announce(scene.words.get().follows(nameOf(scene, id)));
}

/** Ends it; `left`: because the person did. */
export function stopFollowing(scene: Scene, why: 'own' | 'left' = 'own'): void {
	const { following } = scene.hands;
	const now = following.get();
	if (now === null) return;
	const name = nameOf(scene, now.id);
	following.set(null);
	scene.presence.show({ follows: null });
	const words = scene.words.get();
	if (why === 'left') scene.tell(words.followedLeft(name));
	else scene.announce(words.saidUnfollowed(name));
}

/**
 * Keeps the view where the followed one's is, until this person moves it themselves, begins to write or to drag, or the other leaves.
 * Returns how to stop.
 */
export function keepFollowing(scene: Scene, editor: Editor): () => void {
	const { following } = scene.hands;
	const target = computed<PresenceView | null>('followed-view', () => viewFollowed(scene), { isEqual: isSame });
	const screen = computed('screen', () => sizeOf(editor));
	let isOurs = false;
	let stopGlide = () => {};
	let timer: ReturnType<typeof setTimeout> | undefined;
	const wait = () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			const now = following.get();
			if (now === null || target.get() !== null) return;
			if (scene.peers.get().some(({ person }) => person.id === now.id)) following.set({ ...now, isAway: true });
			else stopFollowing(scene, 'left');
		}, AWAY_MS);
	};
	const stopAiming = react('follow', () => {
		const now = following.get();
		const view = target.get();
		screen.get(); // another size, another zoom
		stopGlide();
		clearTimeout(timer);
		if (now === null) return;
		if (view === null) return wait();
		if (now.isAway) queueMicrotask(() => following.set({ ...now, isAway: false }));
		// It reads where the camera is, and must not begin anew with each step of it, nor of one's own hand.
		stopGlide = unsafe__withoutCapture(() =>
			glideCamera(editor, cameraOn(editor, view), (step) => {
				isOurs = true;
				step();
				isOurs = false;
			}),
		);
	});
	let seen = { camera: '', screen: '' };
	const stopWatching = react('moved-by-hand', () => {
		const { x, y, z } = editor.getCamera();
		const now = { camera: [x, y, z].join(), screen: screen.get() };
		const isMoved = now.camera !== seen.camera && now.screen === seen.screen && !isOurs;
		seen = now;
		const isBusy = editor.getEditingShapeId() !== null || isInGesture(editor);
		if (following.get() === null || !(isMoved || isBusy)) return;
		stopGlide();
		queueMicrotask(() => stopFollowing(scene));
	});
	return () => {
		stopAiming();
		stopWatching();
		stopGlide();
		clearTimeout(timer);
	};
}

/**
 * Shows what this canvas looks at, while somebody follows. Whoever follows another shows the other's view and not their own, which
 * contains it: two who follow each other would else draw back from the board for ever.
 */
export function showFollowers(scene: Scene, editor: Editor): () => void {
	const followers = computed<readonly Peer[]>('followers', () => followersOf(scene), { isEqual: areSame });
	let told = new Set<ParticipantId>();
	const stopTelling = react('followers', () => {
		const now = followers.get();
		scene.hands.followers.set(now);
		for (const { person } of now) {
			if (!told.has(person.id)) scene.announce(scene.words.get().followedBy(1, nameOf(scene, person.id)));
		}
		told = new Set(now.map(({ person }) => person.id));
	});
	const stopShowing = react('looks', () => {
		const isFollowed = followers.get().length > 0;
		scene.presence.show({ looks: isFollowed ? (viewFollowed(scene) ?? viewOf(editor)) : null });
	});
	return () => {
		stopTelling();
		stopShowing();
	};
}

/** How a person is called on this canvas, by the table's rule on names; two of one sector are told apart by number. */
export function nameOf(scene: Scene, id: ParticipantId): string {
	return peopleHere(scene).find((one) => one.id === id)?.name ?? scene.words.get().personCalled(null, null);
}

/** Who else is at this canvas' board, by name; a person with several devices is one. */
export function peopleHere(scene: Scene): readonly { readonly id: ParticipantId; readonly name: string }[] {
	const words = scene.words.get();
	const own = ownId(scene);
	const isNamed = scene.settings.get().namesShown === 'names';
	const people = new Map(scene.peers.get().map(({ person }) => [person.id, person]));
	const called = new Map<string, number>();
	return [...people.values()]
		.filter(({ id }) => id !== own)
		.sort((a, b) => (a.id < b.id ? -1 : 1))
		.map(({ id, label, sector }) => {
			const name = words.personCalled(isNamed ? label : null, sector?.letter ?? null);
			const count = (called.get(name) ?? 0) + 1;
			called.set(name, count);
			return { id, name: count === 1 ? name : `${name} (${count})` };
		});
}

function viewFollowed(scene: Scene): PresenceView | null {
	const id = scene.hands.following.get()?.id;
	return scene.peers.get().find(({ person, looks }) => person.id === id && looks !== null)?.looks ?? null;
}

function followersOf(scene: Scene): Peer[] {
	const own = ownId(scene);
	const followers = new Map<ParticipantId, Peer>();
	for (const peer of scene.peers.get()) {
		if (peer.follows !== null && peer.follows === own && peer.person.id !== own)
			followers.set(peer.person.id, peer);
	}
	return [...followers.values()];
}

const ownId = (scene: Scene): ParticipantId | null => scene.settings.get().identity?.id ?? null;
const isSame = (a: PresenceView | null, b: PresenceView | null) => JSON.stringify(a) === JSON.stringify(b);
const areSame = (a: readonly Peer[], b: readonly Peer[]) => whoAre(a) === whoAre(b);
const whoAre = (peers: readonly Peer[]) => peers.map(({ person }) => JSON.stringify(person)).join();

function sizeOf(editor: Editor): string {
	const { w, h } = editor.getViewportScreenBounds();
	return `${w},${h}`;
}
