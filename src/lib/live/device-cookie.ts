/** A cookie, so that all tabs know it, and a shared computer's goes when its browser closes. It says nothing of anybody. */
export const DEVICE_COOKIE = 'mesa_device';
