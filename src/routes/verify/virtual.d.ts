declare module 'virtual:verify-file' {
	export const html: string;
}
