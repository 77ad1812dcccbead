/** Colours for the terminal, where there is one. */
import { styleText } from 'node:util';

/** Text in bold. */
export const bold = (text: string): string => styleText('bold', text);

/** Text in red. */
export const red = (text: string): string => styleText('red', text);
