import { configure } from '@testing-library/svelte';

/** Parts that come later are compiled when first asked for; a busy machine takes longer for that than a person would wait. */
configure({ asyncUtilTimeout: 10_000 });
