/** Letting more of a handler run at a time. */
import type { Activity, Design } from '../../language/model/design.ts';
import type { Fix } from '../../language/model/source.ts';
import { addOption } from './options.ts';
import { setStatement } from './statements.ts';
import { replaceSource, textOf } from './text.ts';

/** Changes the figure where it stands: at the handler, else at its element; where nobody says one, the handler gets it. */
export function runMore(design: Design, activity: Activity, wanted: number): readonly Fix[] {
  const { element, options } = activity;
  const title = `Let ${wanted} run at a time`;
  if (options.source && options.concurrency !== undefined) {
    const text = textOf(design, options.source).replace(/\bconcurrency\s+\d+/, `concurrency ${wanted}`);
    return [{ title, safe: false, edits: [replaceSource(options.source, text)] }];
  }
  if (element.statements.has('concurrency'))
    return [{ title, safe: false, edits: setStatement(design, element, 'concurrency', `concurrency ${wanted}`) }];
  return [{ title, safe: false, edits: addOption(design, activity, `concurrency ${wanted}`) }];
}
