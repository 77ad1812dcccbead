/** Settings whose value is missing or of the wrong kind. */
import type { Quantity, Setting } from '../generated/ast.ts';
import type { Problem } from '../model/source.ts';
import { problem, propertyCst, type Text } from './problem.ts';

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
    .filter((value) => !types.has(value.$type) && value.$cstNode !== undefined)
    .map((value) =>
      problem('syntax-error', text.source(value.$cstNode), `\`${setting.kind}\` takes ${words}, not \`${value.$cstNode?.text}\`.`),
    );
}
