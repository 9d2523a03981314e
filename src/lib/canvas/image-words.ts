import { m } from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';

/** What the canvas says of images. */
export function imageWords(at: { readonly locale: Locale }) {
	return {
		image: m.image_add({}, at),
		imageDescribe: m.image_describe({}, at),
		imageDescribeHint: m.image_describe_hint({}, at),
		imageUndescribed: m.image_undescribed({}, at),
		imageMissing: (alt: string) => m.image_missing({ alt: alt || m.image_undescribed({}, at) }, at),
		imageSending: (percent: number) => m.image_sending({ percent }, at),
		imageAdded: m.image_added({}, at),
		imageBusy: m.image_busy({}, at),
		imagesOnly: m.image_only({}, at),
	};
}
