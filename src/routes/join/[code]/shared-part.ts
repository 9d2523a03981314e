import type { Component, ComponentProps } from 'svelte';
import type SharedPart from './shared-part.svelte';

type Part = Component<ComponentProps<typeof SharedPart>>;

/** Where the server draws the form it is there at once, for browsers without script; null in a browser, which fetches it. */
export const sharedHere: Part | null = import.meta.env.SSR ? (await import('./shared-part.svelte')).default : null;

/** Phones, which nobody shares, never ask for it. */
export const fetchShared = async (): Promise<Part> => (await import('./shared-part.svelte')).default;
