/** Milliseconds in which the refusal of a request and the promise that fails by it belong together. */
const TOGETHER_MS = 2_000;

/**
 * Without a licence key the canvas library asks its maker's server for a picture, on https. The page's policy refuses
 * (`connect-src 'self'`), as it should; the library lets that failure fall, and it would show as an error of ours. This catches
 * it, and only it: a failed fetch right after the policy refused that host. Returns how to stop.
 */
export function quietTrackingPicture(): () => void {
	let refusedAt = -Infinity;
	const onRefused = (event: SecurityPolicyViolationEvent) => {
		if (/^https:\/\/([\w-]+\.)*tldraw\.(com|dev)(\/|$)/.test(event.blockedURI)) refusedAt = performance.now();
	};
	const onRejection = (event: PromiseRejectionEvent) => {
		if (!(event.reason instanceof TypeError) || performance.now() - refusedAt > TOGETHER_MS) return;
		refusedAt = -Infinity;
		event.preventDefault();
	};
	document.addEventListener('securitypolicyviolation', onRefused);
	window.addEventListener('unhandledrejection', onRejection);
	return () => {
		document.removeEventListener('securitypolicyviolation', onRefused);
		window.removeEventListener('unhandledrejection', onRejection);
	};
}
