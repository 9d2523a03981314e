/** A drawing of `ui/icons.ts`: path data on a 24 × 24 grid, stroked. The words stand beside it or on its button. */
export function Icon({ path }: { readonly path: string }) {
	return (
		<svg className="mb-icon" viewBox="0 0 24 24" aria-hidden="true">
			<path d={path} />
		</svg>
	);
}
