/** Where a command's words go, and how they may look. */
import { stripVTControlCharacters, styleText } from 'node:util';

/** Colours by what they mean. */
export type Style = 'error' | 'warning' | 'info' | 'hint' | 'strong' | 'faint' | 'good' | 'code';

const formats: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  error: ['red', 'bold'],
  warning: ['yellow', 'bold'],
  info: ['blue', 'bold'],
  hint: ['cyan'],
  strong: ['bold'],
  faint: ['gray'],
  good: ['green'],
  code: ['cyan'],
};

/** Paints text, or leaves it plain. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;

const coloured: Paint = (style, text) => styleText(formats[style], text, { validateStream: false });

/** What commands write to. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Empties the screen, where there is one. */
  readonly clear: () => void;
  readonly paint: Paint;
  /** How many columns fit in a line; undefined where lines have no end. */
  readonly columns: number | undefined;
}

/** What is known of a process: where it writes, and what its environment says. */
export interface Outputs {
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number; readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @returns the output of a process, coloured only on a terminal that has not asked for none (NO_COLOR; FORCE_COLOR overrides). */
export function terminalOf({ env, stdout, stderr }: Outputs): Terminal {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const refused = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    clear: () => {
      if (stdout.isTTY && env.TERM !== 'dumb') stdout.write('\u001b[H\u001b[2J\u001b[3J');
    },
    columns: stdout.isTTY ? stdout.columns : undefined,
    paint: forced || (stdout.isTTY && !refused) ? coloured : plain,
  };
}

/** @returns the same output with colours, or without, whatever it goes to. */
export function repainted(terminal: Terminal, withColours: boolean): Terminal {
  return { ...terminal, paint: withColours ? coloured : plain };
}

/** @returns text of a file without what could steer the terminal; tabs become two blanks. */
export function printable(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\t', '  ')).replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}

/**
 * Breaks a text between words, so that a terminal need not break it within one.
 * @param columns how many fit in a line; undefined: the text stays as it is
 * @param indentation how far the text begins from the left, and each further line
 */
export function wrapped(text: string, columns: number | undefined, indentation: number, further = indentation): string {
  // In a very narrow terminal nothing reads well.
  if (columns === undefined || columns < further + 20) return text;
  let line = indentation;
  return text
    .split(' ')
    .map((word, index) => {
      const width = columnsOf(word);
      if (index === 0) {
        line += width;
        return word;
      }
      if (line + 1 + width <= columns) {
        line += 1 + width;
        return ` ${word}`;
      }
      line = further + width;
      return `\n${' '.repeat(further)}${word}`;
    })
    .join('');
}

/** @returns how many columns a terminal gives to a text: two for wide characters, none for marks that combine. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mark}|\u200D|\uFE0F/u.test(character)) continue;
    columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}

const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
