// The style sheet of the page "Why?", which every visitor would load if it stood with the others.
import { adoptSheet } from '../shared/adoptSheet.ts';
import text from './why.css?inline';

export const adoptWhyStyles = (): void => adoptSheet(text);
