import type { Recording } from './recording.ts';
export const writeRecording = (recording: Recording): string => `${JSON.stringify(recording)}\n`;
