import type { Element, ElementKind } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { listed } from '../../element-names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';
import { theElement } from '../words.ts';
import { takenText } from './subscriptions.ts';

export const change = defineChange({
  id: 'elements',
  rank: 1,
  summary: 'Elements that are added and removed, and what they run on.',
  compare(before, after) {
    const { both, removed, added } = sides(before.elements, after.elements);
    return [
      ...ofKinds(removed, 'Removes', gone, (element) => whatItDoes(before, element, ['served', 'took'])),
      ...ofKinds(added, 'Adds', now, (element) => whatItDoes(after, element, ['serves', 'takes'])),
      ...both.flatMap(([was, is]) => becomes(was, is)),
    ];
  },
});

/** More than these of one kind are told of in one sentence. */
const few = 3;

function ofKinds(elements: readonly Element[], verb: string, report: typeof now, what: (element: Element) => string): readonly Reported[] {
  return [...Map.groupBy(elements, ({ kind }) => kind)].flatMap(([kind, own]): readonly Reported[] => {
    const [first] = own;
    if (first && own.length > few)
      return [report('other', `${verb} ${own.length} ${plurals[kind]}: ${listed(own.map(({ name }) => name))}.`, first.syntax.head)];
    return own.map((element) => report('other', `${verb} ${theElement(element)}${what(element)}.`, element.syntax.head));
  });
}

const plurals: Readonly<Record<ElementKind, string>> = {
  queue: 'queues',
  topic: 'topics',
  bus: 'buses',
  stream: 'streams',
  store: 'stores',
  cache: 'caches',
  balancer: 'balancers',
  gateway: 'gateways',
  service: 'services',
  orchestrator: 'orchestrators',
  actor: 'actors',
  external: 'externals',
};

/** What an element that comes or goes serves and takes: a reader need not look for it among operations and consumers. */
function whatItDoes({ design }: Version, element: Element, [serves, takes]: readonly [serves: string, takes: string]): string {
  const activities = design.index.activitiesOf.get(element.id) ?? [];
  const served = activities.flatMap(({ kind, name }) => (kind === 'operation' && name !== undefined ? [name] : []));
  const taken = activities
    .filter(({ kind }) => kind === 'handler' || kind === 'join' || kind === 'workflow')
    .flatMap(({ messages }) => messages);
  const brought = isChannel(element) && 'subscriptions' in element ? element.subscriptions.map(takenText) : [];
  const said = [
    ...(served.length === 0 ? [] : [`${serves} ${served.length > few ? `${served.length} operations` : listed(served)}`]),
    ...(brought.length === 0 ? [] : [`${takes} ${listed(brought)}`]),
    ...(taken.length === 0 ? [] : [`${takes} ${listed(taken.map(({ name }) => name))}`]),
  ];
  return said.length === 0 ? '' : `, which ${listed(said)}`;
}

/** `a queue`, `an actor`. */
function aKind({ kind }: Element): string {
  return `${/^[aeo]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

function becomes(was: Element, is: Element): readonly Reported[] {
  const changed: Reported[] = [];
  if (was.kind !== is.kind) changed.push(now('other', `${is.name} is ${aKind(is)} now; it was ${aKind(was)}.`, is.syntax.head));
  if (was.technologyName !== is.technologyName) {
    const text = is.technologyName
      ? `${is.name} runs on ${is.technologyName} now${was.technologyName ? `; it was ${was.technologyName}` : ''}.`
      : `${is.name} no longer says that it runs on ${was.technologyName}.`;
    changed.push(now('other', text, is.syntax.head));
  }
  return changed;
}
