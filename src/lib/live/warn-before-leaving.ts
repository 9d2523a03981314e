/** Has the browser ask before the page is left while `isLosing` says that words would be lost. Returns the end of it. */
export function warnBeforeLeaving(isLosing: () => boolean): () => void {
	if (typeof window === 'undefined') return () => {};
	const onLeave = (event: BeforeUnloadEvent) => {
		if (isLosing()) event.preventDefault();
	};
	window.addEventListener('beforeunload', onLeave);
	return () => window.removeEventListener('beforeunload', onLeave);
}
