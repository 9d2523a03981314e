// Upright only: latin and latin-ext are the package's two subsets, and the browser fetches each when a page needs it.
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
