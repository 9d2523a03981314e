/** Phones put a page to sleep; a socket that slept this long is dead more often than not, and nobody says so. */
const SLEPT_MS = 20_000;

export interface Reachability {
	/** The network came back: no reason to wait for the next try. */
	online(): void;
	/** The page woke after a sleep: its connection may be one in name only. */
	woke(): void;
	/** The page is out of sight, and may be ended any moment without a word. */
	hidden?(): void;
}

/** Listens to the browser; does nothing where there is none. Returns the end of the listening. */
export function watchReachability(callbacks: Reachability): () => void {
	if (typeof document === 'undefined') return () => {};
	let hiddenAt: number | null = null;
	const onVisibility = () => {
		if (document.visibilityState === 'hidden') {
			hiddenAt = Date.now();
			callbacks.hidden?.();
			return;
		}
		if (hiddenAt !== null && Date.now() - hiddenAt > SLEPT_MS) callbacks.woke();
		hiddenAt = null;
	};
	const onOnline = () => callbacks.online();
	// Back from the browser's memory: whatever was connected is not.
	const onShown = ({ persisted }: PageTransitionEvent) => {
		if (persisted) callbacks.woke();
	};
	window.addEventListener('pageshow', onShown);
	window.addEventListener('online', onOnline);
	document.addEventListener('visibilitychange', onVisibility);
	return () => {
		window.removeEventListener('online', onOnline);
		window.removeEventListener('pageshow', onShown);
		document.removeEventListener('visibilitychange', onVisibility);
	};
}
