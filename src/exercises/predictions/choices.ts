// The answers that each question offers.
/** The choices of each kind but P4, whose choices are checks, and P5, whose choices are alerts and two others. */
export const CHOICES = {
  P1: ['nobody', 'host', 'issuer', 'encrypted'],
  P2: ['nobody', 'status', 'list', 'path'],
  P6: ['client', 'server', 'ca', 'wire'],
  P7: ['empty', 'anyway', 'aborts', 'asks'],
  P8: ['clear', 'sealed', 'always', 'never'],
  P9: ['handshake', 'peer', 'own', 'secret'],
  P10: ['connected', 'waits', 'certificate', 'unknown'],
  P11: ['http', 'alert', 'closes', 'serves'],
  P12: ['request', 'answer', 'account', 'key'],
  P13: ['all', 'none', 'requests', 'later'],
  P14: ['softOnly', 'both', 'neither', 'hardOnly'],
} as const;
export type ChoiceKind = keyof typeof CHOICES;
export type ChoiceOf<K extends ChoiceKind> = (typeof CHOICES)[K][number];
