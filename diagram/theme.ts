/** The palettes of pictures: light, dark, high contrast. Hues are OKLCH of equal lightness; warm ones belong to findings and faults alone. */

export type ThemeName = 'light' | 'dark' | 'hc';

/** What is coloured. Each but `background` and `ink` is contributed to the editor as `archlint.<token>`. */
export type ColourToken =
  | ElementToken
  | `${ElementToken}Fill`
  | 'background'
  | 'ink'
  | 'muted'
  | 'group'
  | 'groupFill'
  | 'rule'
  | 'call'
  | 'message'
  | 'access'
  | 'deadLetter'
  | 'error'
  | 'errorFill'
  | 'errorText'
  | 'onError'
  | 'warning'
  | 'onWarning'
  | 'hint'
  | 'onHint'
  | 'fault'
  | 'onFault'
  | 'faultFill'
  | 'faultText'
  | 'kept'
  | 'keptFill';

export type ElementToken = 'service' | 'orchestrator' | 'queue' | 'stream' | 'topic' | 'bus' | 'store' | 'entry' | 'external' | 'actor';

/** `#RRGGBB` by theme. */
export interface Colour {
  readonly light: string;
  readonly dark: string;
  readonly hc: string;
  /** What it paints, for the editor's list of theme colours. */
  readonly what: string;
}

function stroke(light: string, dark: string, hc: string, what: string): Colour {
  return { light, dark, hc, what: `Outline of ${withArticle(what)}.` };
}

/** High contrast paints outlines only, so every fill is black there. */
function fill(light: string, dark: string, what: string): Colour {
  return { light, dark, hc: '#000000', what: `Inside of ${withArticle(what)}.` };
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function other(light: string, dark: string, hc: string, what: string): Colour {
  return { light, dark, hc, what };
}

/** Every colour of every theme. */
export const colours: Readonly<Record<ColourToken, Colour>> = {
  service: stroke('#3569AF', '#80ADED', '#AAD7FF', 'service'),
  serviceFill: fill('#EBF5FF', '#212C3D', 'service'),
  orchestrator: stroke('#7157A7', '#B29DE5', '#DBC7FF', 'workflow'),
  orchestratorFill: fill('#F6F2FF', '#2D283B', 'workflow'),
  queue: stroke('#007E80', '#48BFC0', '#7DE9EA', 'queue'),
  queueFill: fill('#E4F9F9', '#153131', 'queue'),
  stream: stroke('#00769F', '#58B8DD', '#88E2FF', 'stream'),
  streamFill: fill('#E6F8FF', '#182F39', 'stream'),
  topic: stroke('#007E4F', '#6BBF94', '#98E9BE', 'topic'),
  topicFill: fill('#E9F9EF', '#1C3126', 'topic'),
  bus: stroke('#41792C', '#8ABB79', '#B4E4A4', 'bus'),
  busFill: fill('#EDF8EA', '#23301F', 'bus'),
  store: stroke('#954982', '#D691C2', '#FFBBEB', 'store or cache'),
  storeFill: fill('#FFEFFA', '#372532', 'store or cache'),
  entry: stroke('#5F697E', '#A0ABC2', '#C9D5EC', 'balancer or gateway'),
  entryFill: fill('#F2F4F9', '#292C31', 'balancer or gateway'),
  external: stroke('#66696E', '#A8ABB0', '#C8C8C8', 'external system'),
  externalFill: fill('#FFFFFF', '#1F1F1F', 'external system'),
  actor: stroke('#636975', '#A4ABB8', '#FFFFFF', 'person or client'),
  actorFill: fill('#EEF0F4', '#2E2F33', 'person or client'),
  background: other('#FFFFFF', '#1F1F1F', '#000000', 'Behind the picture.'),
  ink: other('#20242D', '#E8E8EA', '#FFFFFF', 'Names.'),
  muted: other('#565B65', '#A6A9B0', '#FFFFFF', 'Technologies, owners, legend.'),
  group: other('#DBDEE3', '#38393D', '#6FC3DF', 'Line around a group.'),
  groupFill: other('#F6F8FB', '#252628', '#000000', 'Inside of a group.'),
  rule: other('#DEE1E7', '#38393D', '#6FC3DF', 'Line above the legend.'),
  call: other('#424854', '#B4B8C0', '#FFFFFF', 'Synchronous calls.'),
  message: other('#007164', '#64C5B6', '#82F6E3', 'Messages and subscriptions.'),
  access: other('#954982', '#D88FC3', '#FDB8E8', 'Reads and writes of stores.'),
  deadLetter: other('#82868E', '#83878F', '#C8C8C8', 'Routes and queues of dead letters.'),
  error: other('#C51B32', '#D73240', '#FF6B6B', 'Badge of an error.'),
  errorFill: other('#FFF0F0', '#3F2023', '#000000', 'Behind what a run breaks.'),
  errorText: other('#B7162D', '#FF8B8F', '#FF8F8F', 'Text about a broken promise.'),
  onError: other('#FFFFFF', '#FFFFFF', '#000000', 'Sign in the badge of an error.'),
  warning: other('#F1B12B', '#F4B93C', '#FFD34D', 'Badge of a warning.'),
  onWarning: other('#392000', '#2A1D00', '#000000', 'Sign in the badge of a warning.'),
  hint: other('#316CA5', '#5497D9', '#8CC8FF', 'Badge of a hint.'),
  onHint: other('#FFFFFF', '#0B1420', '#000000', 'Sign in the badge of a hint.'),
  fault: other('#D33C00', '#F87025', '#FF9F5A', 'A fault, and what follows from it.'),
  onFault: other('#FFFFFF', '#2A0F00', '#000000', 'Sign in the mark of a fault.'),
  faultFill: other('#FFF4EC', '#38251C', '#000000', 'Behind the steps of a run from its first fault on.'),
  faultText: other('#BD3500', '#FE904D', '#FFB27A', 'Text about a fault.'),
  kept: other('#00713F', '#74C99C', '#98E9BE', 'A promise that holds.'),
  keptFill: other('#EBF8F0', '#1B3024', '#000000', 'Behind a promise that holds.'),
};

/** Turns a token into a paint for an attribute. */
export type Paint = (token: ColourToken) => string;

/** Colours as they are, for pictures that leave the editor. */
export function fixedPaint(theme: ThemeName): Paint {
  return (token) => colours[token][theme];
}

/** The editor's variables with the theme's own colours behind them, so that users can change them and nothing is missing elsewhere. */
export function editorPaint(theme: ThemeName): Paint {
  return (token) => `var(${variableOf(token)}, ${colours[token][theme]})`;
}

function variableOf(token: ColourToken): string {
  if (token === 'background') return '--vscode-editor-background';
  if (token === 'ink') return '--vscode-editor-foreground';
  return `--vscode-archlint-${token}`;
}

/** @returns what `contributes.colors` of an extension's manifest lists, sorted by id. */
export function contributedColours(): readonly ContributedColour[] {
  return Object.entries(colours)
    .filter(([token]) => token !== 'background' && token !== 'ink')
    .map(([token, { light, dark, hc, what }]) => ({
      id: `archlint.${token}`,
      description: `Archlint pictures: ${what}`,
      defaults: { light, dark, highContrast: hc, highContrastLight: light },
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export interface ContributedColour {
  readonly id: string;
  readonly description: string;
  readonly defaults: Readonly<Record<'light' | 'dark' | 'highContrast' | 'highContrastLight', string>>;
}
