/** Settings whose value is missing or of the wrong kind. */
import type { Quantity, Range, Rate, Setting } from '../generated/ast.ts';
import { parseCount, parseRate, parseShare } from '../model/quantities.ts';
import type { Problem } from '../model/source.ts';
import { fix, problem, propertyCst, type Text } from './problem.ts';

type ValueType = Quantity['$type'];

interface Values {
  readonly types: ReadonlySet<ValueType>;
  /** What to write, with an example. */
  readonly words: string;
}

function values(words: string, ...types: ValueType[]): Values {
  return { words, types: new Set(types) };
}

const time = values('a time such as `30s`', 'Duration', 'Unlimited');
const count = values('a number', 'Count', 'Range', 'Unlimited');

const bySetting: Readonly<Record<Setting['kind'], Values>> = {
  retention: values('a time such as `14d`, or `unlimited`', 'Duration', 'Unlimited'),
  visibility: time,
  delay: time,
  latency: time,
  timeout: time,
  ttl: time,
  size: values('a size such as `256KB`', 'Size', 'Unlimited'),
  throughput: values('a rate such as `200/s`', 'Rate', 'Range', 'Unlimited'),
  concurrency: count,
  available: values('a percentage such as `99.9%`', 'Percentage'),
  partitions: count,
  replicas: count,
  version: values('a number', 'Count'),
  instances: values('a number such as `3`, or a range such as `1..10`', 'Count', 'Range', 'Unlimited'),
};

/** What a setting takes, in words: for messages and completion. */
export function valueWords(kind: Setting['kind']): string {
  return bySetting[kind].words;
}

/** Checks the value of a setting: that there is one, and that it is of the kind that the setting takes. */
export function checkSetting(text: Text, setting: Setting): Problem[] {
  // Recovery may have made up a setting without its first word: what is wrong there is said already.
  if (!Object.hasOwn(bySetting, setting.kind)) return [];
  const { types, words } = bySetting[setting.kind];
  const keyword = propertyCst(setting, 'kind');
  if (setting.value === undefined && setting.limit === undefined) {
    return [problem('syntax-error', text.source(keyword), `\`${setting.kind}\` needs ${words}.`)];
  }
  return [setting.value, setting.limit]
    .filter((value) => value !== undefined)
    .filter((value) => value.$cstNode !== undefined)
    .flatMap((value) => {
      const wanted = types.has(value.$type) ? boundOf(setting, value) : words;
      return wanted === undefined
        ? []
        : [problem('syntax-error', text.source(value.$cstNode), `\`${setting.kind}\` takes ${wanted}, not \`${value.$cstNode?.text}\`.`)];
    });
}

/** What a setting takes where a value of the right kind is none that can be: in words. */
function boundOf({ kind }: Setting, value: Quantity): string | undefined {
  if (value.$type === 'Percentage' && (parseShare(value.text) ?? 0) > 1) return 'at most 100%';
  const least = kind === 'concurrency' || kind === 'partitions';
  return least && value.$type === 'Count' && parseCount(value.text) === 0 ? 'at least 1' : undefined;
}

/** A range goes up: an average comes before its peak, the fewest before the most. */
export function checkRange(text: Text, range: Range | Rate): Problem[] {
  const { $cstNode: cst } = range;
  const written = cst?.text.split('..');
  if (!cst || !written || !countsDown(range)) return [];
  const [first = '', second = ''] = written.map((part) => part.trim());
  const unit = /[^\d.]*$/.exec(second)?.[0] ?? '';
  const upward = `${second.slice(0, second.length - unit.length)}..${first}${unit}`;
  const { offset, end } = text.source(cst);
  const message = `\`${cst.text}\` counts down: a range goes up, \`${upward}\`.`;
  return [
    problem('syntax-error', text.source(cst), message, { fixes: [fix(`Change to \`${upward}\``, [text.edit(offset, end, upward)])] }),
  ];
}

function countsDown(range: Range | Rate): boolean {
  if (range.$type === 'Range' && range.to !== undefined) return (parseCount(range.from.text) ?? 0) > (parseCount(range.to) ?? 0);
  const [from, rate] = range.$type === 'Range' ? [range.from.text, range.toRate] : [range.from, range.text];
  const both = from === undefined ? undefined : parseRate(rate, from);
  return both !== undefined && both.average > both.peak;
}
