import type { Component, ComponentProps } from 'svelte';
import type Joined from './joined.svelte';

type Part = Component<ComponentProps<typeof Joined>>;

/** Where the server draws the page it is there at once, for browsers without script; null in a browser, which fetches it. */
export const joinedHere: Part | null = import.meta.env.SSR ? (await import('./joined.svelte')).default : null;

/** A browser fetches it while the form is filled in: who has joined on a bad line must not wait for it. */
export const fetchJoined = async (): Promise<Part> => (await import('./joined.svelte')).default;
