/** `archlint diagram`: draws a design. */
import { fileURLToPath } from 'node:url';
import { analyze } from '../../analysis/engine.ts';
import { nearest } from '../../analysis/nearest.ts';
import {
  arrange,
  buildView,
  type ExportFormat,
  exportFormats,
  formatOf,
  machineOf,
  type ThemeName,
  UnknownScopeError,
  type ViewOptions,
} from '../../diagram/index.ts';
import type { Design } from '../../language/model/design.ts';
import { ProjectReader } from '../../language/read.ts';
import { type Exported, exportPicture, exportStates, exportView, isTextFormat } from '../../server/export.ts';
import { createLayouter, type Layouter } from '../../server/layout.ts';
import { countOf, oneOf, outputOption, readArguments } from '../arguments.ts';
import { InputError, UsageError } from '../errors.ts';
import { shownPath } from '../files.ts';
import { put } from '../output.ts';
import { type Project, projectAt } from '../project.ts';
import type { Terminal } from '../terminal.ts';

/** Milliseconds for one try at a layout; whoever asks for a file can wait longer than an editor. */
const deadline = 30_000;

const directions = ['right', 'down', 'left', 'up'] as const;

const themes: readonly ThemeName[] = ['light', 'dark', 'hc'];

/** Runs the command. @returns the exit status */
export async function diagram(words: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments('diagram', words, {
    ...outputOption,
    view: { type: 'string' },
    focus: { type: 'string' },
    states: { type: 'string' },
    within: { type: 'string' },
    theme: { type: 'string' },
    format: { type: 'string' },
    scale: { type: 'string' },
    expand: { type: 'string', multiple: true },
    collapse: { type: 'string', multiple: true },
    'no-bundle': { type: 'boolean' },
    direction: { type: 'string' },
  });
  const [path, more] = positionals;
  if (path === undefined)
    throw new UsageError('`archlint diagram` needs a file or a folder: `archlint diagram shop.arch --output shop.svg`.');
  if (more !== undefined) throw new UsageError('`archlint diagram` draws one file or folder at a time.');
  const format = wantedFormat(values.format, values.output);
  const scale = wantedScale(values.scale, format);
  const theme = oneOf('theme', values.theme, themes, 'light');
  const direction = values.direction === undefined ? undefined : oneOf('direction', values.direction, directions, 'right');
  const within = countOf('within', values.within);
  if (values.focus === undefined && within !== undefined) throw new UsageError('The option --within goes with --focus ELEMENT.');
  const layouter = createLayouter({ deadline });
  try {
    // While the design is read, the engine starts.
    if (values.states === undefined && !isTextFormat(format)) layouter.warm();
    const project = await projectAt(path);
    const focus = values.focus === undefined ? undefined : { element: values.focus, within };
    const { view, expand, collapse } = values;
    const scope = { view, focus, expand: names(expand), collapse: names(collapse), bundle: values['no-bundle'] !== true, direction };
    const form = { format, theme, scale };
    if (values.states !== undefined && (view !== undefined || focus !== undefined))
      throw new UsageError('The option --states draws one orchestrator: it goes without --view and --focus.');
    const { content, notice } = await (values.states === undefined
      ? draw(project, scope, form, layouter)
      : drawStates(project, values.states, form));
    await put(content, values.output, terminal);
    if (notice !== undefined) terminal.err(`archlint: ${notice}\n`);
    return 0;
  } finally {
    await layouter.dispose();
  }
}

/** The format that is asked for, or else the one that the file's name ends in. */
function wantedFormat(format: string | undefined, out: string | undefined): ExportFormat {
  const ending = out === undefined ? undefined : formatOf(out);
  if (format !== undefined) {
    const wanted = oneOf('format', format, exportFormats, 'svg');
    if (ending !== undefined && ending !== wanted) throw new UsageError(`The option --format ${wanted} does not go with the file ${out}.`);
    if (wanted === 'png' && out === undefined) throw new UsageError('A PNG goes into a file: name it with --output FILE.png.');
    return wanted;
  }
  if (out === undefined) return 'svg';
  if (ending === undefined)
    throw new UsageError(
      `The file's name says its format: end ${out} in .${exportFormats.slice(0, -1).join(', .')} or .${exportFormats.at(-1)}.`,
    );
  return ending;
}

const mostScale = 8;

function wantedScale(value: string | undefined, format: ExportFormat): number {
  if (value === undefined) return 1;
  if (format !== 'png') throw new UsageError('The option --scale goes with a PNG; the other formats have no pixels.');
  const scale = Number(value.replace(/x$/, ''));
  if (!(scale > 0 && scale <= mostScale))
    throw new UsageError(`The option --scale takes a number up to ${mostScale}, as 2, not "${value}".`);
  return scale;
}

/** `--expand A,B --expand C`, or `--expand all`. */
function names(values: readonly string[] | undefined): readonly string[] | 'all' | undefined {
  const all = values?.flatMap((value) => value.split(',')).map((name) => name.trim());
  return all?.includes('all') ? 'all' : all;
}

interface Form {
  readonly format: ExportFormat;
  readonly theme: ThemeName;
  readonly scale: number;
}

async function draw(
  { texts, config, wanted }: Project,
  scope: ViewOptions,
  { format, theme, scale }: Form,
  layouter: Layouter,
): Promise<Exported> {
  const [design] = await new ProjectReader().read([texts]);
  if (design === undefined) throw new InputError('There is nothing to draw.');
  // Files of a larger project are drawn with what they are connected to.
  const uri = wanted.size < texts.size && scope.view === undefined ? [...wanted] : undefined;
  for (const name of [scope.expand, scope.collapse].flat()) checkGroup(design, scope, name);
  try {
    const options = { uri, ...scope };
    const findings = analyze(design, config);
    if (isTextFormat(format)) return withProblems({ content: exportView(buildView(design, findings, options), format, theme) }, design);
    const picture = await arrange(design, findings, options, layouter);
    return withProblems(await exportPicture(picture, format, theme, scale), design);
  } catch (error) {
    if (error instanceof UnknownScopeError) throw new UsageError(error.message);
    throw error;
  }
}

async function drawStates({ texts, config }: Project, name: string, { format, theme, scale }: Form): Promise<Exported> {
  const [design] = await new ProjectReader().read([texts]);
  if (design === undefined) throw new InputError('There is nothing to draw.');
  try {
    const machine = machineOf(design, analyze(design, config), name);
    if (!machine) throw new InputError('The design has no orchestrator.');
    return withProblems(await exportStates(machine, format, theme, scale), design);
  } catch (error) {
    if (error instanceof UnknownScopeError) throw new UsageError(error.message);
    throw error;
  }
}

/** Adds to what is said of a picture that a part of the text could not be read. */
function withProblems(exported: Exported, { problems }: Design): Exported {
  const unread = problems.filter(({ rule }) => rule === 'syntax-error');
  const [first] = unread;
  if (!first) return exported;
  const place = `${shownPath(fileURLToPath(first.source.uri))}:${first.source.range.start.line + 1}`;
  const more = unread.length > 1 ? ` and ${unread.length - 1} more` : '';
  const notice = `${place}${more} cannot be read, so something may be missing from the picture.`;
  return { ...exported, notice: exported.notice === undefined ? notice : `${notice} ${exported.notice}` };
}

/** @throws UsageError if a name is of no group or system */
function checkGroup(design: Design, scope: ViewOptions, name: string | undefined): void {
  if (name === undefined || name === 'all') return;
  // What is gathered for want of groups is found as it is drawn, and what is in it once that is open.
  const known = [
    ...design.groups,
    ...design.systems.filter(({ named }) => named),
    ...[scope, { ...scope, expand: undefined }].flatMap((each) => [
      ...buildView(design, [], each).nodes.filter(({ gathered }) => gathered),
      ...buildView(design, [], each).groups.flatMap(({ id, title, gathered }) => (gathered ? [{ id, name: title }] : [])),
    ]),
  ];
  if (known.some((each) => each.name === name || each.id === name)) return;
  const near = nearest(
    name,
    known.map((each) => each.name),
  );
  throw new UsageError(`There is no group named ${name}.${near === undefined ? '' : ` Did you mean ${near}?`}`);
}
