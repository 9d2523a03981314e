import { configure } from '@testing-library/svelte';

/** Parts that come later are compiled when first asked for; a busy machine takes longer for that than a person would wait. */
configure({ asyncUtilTimeout: 10_000 });

// Files share one page (`isolate: false`), and each begins with an empty one: what a component before put into its head would be found first.
document.head.replaceChildren();
document.body.replaceChildren();
localStorage.clear();
sessionStorage.clear();
