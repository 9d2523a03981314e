import { INVITATION_CHANNELS, type InvitationChannel } from '#domain/events.ts';
import { m } from '#i18n/compiled/messages.js';

const WORDS: Readonly<Record<InvitationChannel, () => string>> = {
	letter: m.record_channel_letter,
	mail: m.record_channel_mail,
	phone: m.record_channel_phone,
	message: m.record_channel_message,
	'in-person': m.record_channel_in_person,
	'public-call': m.record_channel_public_call,
};

export const channelName = (channel: InvitationChannel): string => WORDS[channel]();

export const channelOptions = () => INVITATION_CHANNELS.map((value) => ({ value, label: channelName(value) }));
