/**
 * Whether the projector follows this page's canvas: a choice of this page alone, made on the panel and carried out by the
 * canvas, which come by downloads of their own.
 */
class RoomScreen {
	follows = $state(false);
}

export const roomScreen = new RoomScreen();
