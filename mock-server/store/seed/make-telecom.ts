import type { Confidentiality } from './facility.ts';
import { conceptExtension } from './systems.ts';
import type { NamedCode } from './systems.ts';

const CONFIDENTIALITY: Readonly<Record<Confidentiality, string>> = {
  '1': 'Visible du grand public',
  '2': 'Visible par les professionnels',
  '3': 'Visible régulation et gestion de crise',
};

const CHANNELS = {
  phone: { code: '2', display: 'Téléphone fixe' },
  email: { code: '3', display: 'Courrier électronique' },
} as const satisfies Readonly<Record<string, NamedCode>>;

/** Who may see something, as a code of TRE_R283. */
export function confidentialityExtension(
  extension: string,
  level: Confidentiality,
): ReturnType<typeof conceptExtension> {
  const code = { code: level, display: CONFIDENTIALITY[level] };
  return conceptExtension(extension, 'TRE_R283-NiveauConfidentialite', code);
}

/** The two extensions that every telecom of the guide has: its channel, and who may see it. */
export function telecomExtensions(
  channel: keyof typeof CHANNELS,
  level: Confidentiality,
): readonly ReturnType<typeof conceptExtension>[] {
  return [
    conceptExtension('ror-telecom-communication-channel', 'TRE_R200-CanalCommunication', CHANNELS[channel]),
    confidentialityExtension('ror-telecom-confidentiality-level', level),
  ];
}

/** A telecom of Location, HealthcareService, Practitioner or an Organization's contact. */
export function makeTelecom(
  channel: keyof typeof CHANNELS,
  value: string,
  level: Confidentiality,
): { extension: readonly object[]; system: string; value: string } {
  return { extension: telecomExtensions(channel, level), system: channel, value };
}
