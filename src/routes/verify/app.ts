import { mount } from 'svelte';
import Verifier from './verifier.svelte';

const target = document.getElementById('app');
if (target) mount(Verifier, { target });
