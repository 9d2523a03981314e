/**
 * A page, packed for whoever can unpack it: a phone on a slow line waits for each kilobyte. A page whose address carries a
 * question is left as it is, since words of the asker's own, packed beside secrets, would let them be guessed by length.
 */
export function packPage(request: Request, response: Response): Response {
	const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
	const takesGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
	if (!isPage || !takesGzip || response.body === null || new URL(request.url).search !== '') return response;
	const headers = new Headers(response.headers);
	headers.set('content-encoding', 'gzip');
	headers.append('vary', 'accept-encoding');
	headers.delete('content-length');
	return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { status: response.status, headers });
}
