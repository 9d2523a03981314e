declare module 'virtual:third-party-notices' {
	export const notices: import('./notices.ts').Notice[];
}
