import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		runes: true,
	},
	kit: {
		adapter: adapter({ out: 'build' }),
		inlineStyleThreshold: 4096, // UTF-16 units: forty small files would each wait their turn on a slow line
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'], // the canvas places every shape by a style attribute
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self', 'data:'],
				'connect-src': ['self'], // what keeps every request at home; it stops the canvas library's tracking image too
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none'],
			},
		},
		version: { pollInterval: 0 }, // a page in the middle of a workshop never reloads itself for a new version
	},
};
