declare module 'virtual:record-check' {
	export const script: string;
}
