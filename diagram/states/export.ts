/** State machines in the languages of other programs. What those lay out is the same graph of states and the ways between them. */
import { Keys, plain } from '../export/outline.ts';
import { colours, type ThemeName } from '../theme.ts';
import { geometryOfStates } from './document.ts';
import { canFail, isStep, type Machine, type StateAct, type StateItem, type StateUndo, stepsIn, undosIn } from './machine.ts';
import type { StatesPicture } from './picture.ts';

interface Node {
  readonly key: string;
  readonly kind: 'start' | 'done' | 'failed' | 'step' | 'wait' | 'undo' | 'choice' | 'fork' | 'join';
  readonly lines: readonly string[];
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'next' | 'fails';
  readonly label?: string;
}

/** A way out of what has been added so far: from a node, with what stands beside the way. */
interface Exit {
  readonly from: string;
  readonly label?: string;
}

/** @returns the states of a machine and the ways between them, blocks dissolved. */
export function stateGraph(machine: Machine): { readonly nodes: readonly Node[]; readonly edges: readonly Edge[] } {
  const graph = new Graph();
  const start = graph.node(`${machine.id}/start`, 'start', []);
  const done = graph.node(`${machine.id}/done`, 'done', []);
  graph.join(graph.items(machine.run, [{ from: start }], 'next'), done, 'next');
  const failing = machine.run.filter((item) => canFail(item));
  if (failing.length === 0) return graph;
  const failed = graph.node(`${machine.id}/failed`, 'failed', []);
  const first = machine.otherwise[0] ? graph.entryOf(machine.otherwise[0]) : failed;
  graph.join(graph.items(machine.otherwise, [], 'fails'), failed, 'fails');
  const undos = machine.run.flatMap((item) => undosIn(item));
  for (const [index, undo] of undos.entries()) {
    const before = undos[index - 1];
    graph.undo(undo, before ? graph.keyOf(before.id) : first);
  }
  let next = first;
  for (const step of stepsIn(machine.run)) {
    const fails = step.onFailure === undefined && step.canFail;
    const from = graph.keyOf(step.id);
    if (fails) graph.edges.push({ from, to: next, kind: 'fails', label: 'fails' });
    if (step.undo) next = graph.keyOf(step.undo.id);
    if (step.undo && fails) graph.edges.push({ from, to: next, kind: 'fails', label: 'outcome unknown' });
  }
  return graph;
}

class Graph {
  readonly nodes: Node[] = [];
  readonly edges: Edge[] = [];
  readonly #keys = new Keys();

  keyOf(id: string): string {
    return this.#keys.of(id);
  }

  node(id: string, kind: Node['kind'], lines: readonly string[]): string {
    const key = this.keyOf(id);
    this.nodes.push({ key, kind, lines });
    return key;
  }

  undo({ id, name, acts }: StateUndo, next: string): void {
    this.edges.push({ from: this.node(id, 'undo', [name, ...words(acts)]), to: next, kind: 'fails' });
  }

  join(exits: readonly Exit[], to: string, kind: Edge['kind']): void {
    for (const { from, label } of exits) this.edges.push({ from, to, kind, label });
  }

  /** The node at which an item begins. */
  entryOf(item: StateItem): string {
    if (isStep(item)) return this.keyOf(item.id);
    if (item.kind === 'choice' || item.kind === 'parallel') return this.keyOf(`${item.id}/in`);
    const first = item.branches[0]?.items[0];
    return first ? this.entryOf(first) : this.keyOf(`${item.id}/in`);
  }

  /** Adds items one after the other. @returns the ways out of the last one */
  items(items: readonly StateItem[], exits: readonly Exit[], kind: Edge['kind']): readonly Exit[] {
    return items.reduce((open, item) => this.#item(item, open, kind), exits);
  }

  #item(item: StateItem, exits: readonly Exit[], kind: Edge['kind']): readonly Exit[] {
    if (isStep(item)) {
      const { id, name, acts, limit, retries } = item;
      const key = this.node(id, item.kind, [name, ...words(acts), ...[limit, retries].filter((part) => part !== undefined)]);
      this.join(exits, key, kind);
      if (item.onFailure !== undefined) this.edges.push({ from: key, to: this.keyOf(item.onFailure), kind: 'fails', label: 'fails' });
      return [{ from: key }];
    }
    if (item.kind === 'choice') {
      const key = this.node(`${item.id}/in`, 'choice', []);
      this.join(exits, key, kind);
      return item.branches.flatMap(({ label, items }) => this.items(items, [{ from: key, label }], kind));
    }
    if (item.kind === 'parallel') {
      const fork = this.node(`${item.id}/in`, 'fork', []);
      this.join(exits, fork, kind);
      const ends = item.branches.flatMap(({ items }) => this.items(items, [{ from: fork }], kind));
      const join = this.node(`${item.id}/out`, 'join', []);
      this.join(ends, join, kind);
      return [{ from: join }];
    }
    const said = [item.name || undefined, item.note].filter((part) => part !== undefined).join(', ');
    const labelled = exits.map(({ from, label }) => ({ from, label: [label, said].filter(Boolean).join(': ') || undefined }));
    return item.branches.flatMap(({ items }) => this.items(items, labelled, kind));
  }
}

function words(acts: readonly StateAct[]): readonly string[] {
  return acts.map(({ text }) => text);
}

/** @returns the machine as a Mermaid state diagram. */
export function statesMermaid(machine: Machine, theme: ThemeName): string {
  const { nodes, edges } = stateGraph(machine);
  const name = (key: string): string => (nodes.some((node) => node.key === key && isEnd(node)) ? '[*]' : key);
  const undos = nodes.filter(({ kind }) => kind === 'undo').map(({ key }) => key);
  const states = nodes.flatMap(({ key, kind, lines }): readonly string[] => {
    switch (kind) {
      case 'start':
      case 'done':
        return [];
      case 'choice':
      case 'fork':
      case 'join':
        return [`state ${key} <<${kind}>>`];
      case 'failed':
        return [`state "failed" as ${key}`];
      default:
        return [`state "${lines.map(mermaidText).join('<br/>')}" as ${key}`];
    }
  });
  const ways = edges.map(({ from, to, label }) => `${name(from)} --> ${name(to)}${label === undefined ? '' : `: ${mermaidText(label)}`}`);
  const failed = nodes.find(({ kind }) => kind === 'failed');
  const style = `stroke:${colours.orchestrator[theme]},fill:${colours.orchestratorFill[theme]},color:${colours.ink[theme]}`;
  const steps = nodes.filter(({ kind }) => kind === 'step' || kind === 'wait').map(({ key }) => key);
  const lines = [
    '---',
    `title: ${JSON.stringify(plain(machine.name))}`,
    '---',
    'stateDiagram-v2',
    '  direction LR',
    ...states.map((line) => `  ${line}`),
    ...ways.map((line) => `  ${line}`),
    ...(failed ? [`  ${failed.key} --> [*]`] : []),
    `  classDef step ${style}`,
    ...(steps.length > 0 ? [`  class ${steps.join(',')} step`] : []),
    ...(undos.length > 0
      ? [
          `  classDef undo stroke:${colours.orchestrator[theme]},fill:${colours.background[theme]},color:${colours.ink[theme]},stroke-dasharray:5 3`,
        ]
      : []),
    ...(undos.length > 0 ? [`  class ${undos.join(',')} undo`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function isEnd({ kind }: Node): boolean {
  return kind === 'start' || kind === 'done';
}

/** Colons, semicolons and quotes end what they stand in; entities do not. */
function mermaidText(text: string): string {
  return plain(text).replace(/[&"<>#:;`\\|{}]/g, (character) => `#${character.charCodeAt(0)}`.concat(';')) || ' ';
}

/** @returns the machine in DOT. */
export function statesDot(machine: Machine, theme: ThemeName): string {
  const { nodes, edges } = stateGraph(machine);
  const ink = colours.ink[theme];
  const font = 'fontname="Inter,Helvetica,Arial,sans-serif"';
  const lines = [
    `digraph "${dotText(machine.name)}" {`,
    `  graph [rankdir=LR, label="${dotText(machine.name)}", labelloc=t, labeljust=l, bgcolor="${colours.background[theme]}", fontcolor="${ink}", ${font}]`,
    `  node [shape=box, style="filled,rounded", color="${colours.orchestrator[theme]}", fillcolor="${colours.orchestratorFill[theme]}", fontcolor="${ink}", fontsize=11, ${font}]`,
    `  edge [fontcolor="${ink}", fontsize=10, color="${colours.call[theme]}", ${font}]`,
    ...nodes.map((node) => `  "${node.key}" [${dotShape(node, theme)}]`),
    ...edges.map(({ from, to, kind, label }) => {
      const said = label === undefined ? [] : [`label="${dotText(label)}"`];
      const colour = kind === 'fails' ? [`color="${colours.fault[theme]}"`, `fontcolor="${colours.faultText[theme]}"`] : [];
      return `  "${from}" -> "${to}" [${[...said, ...colour].join(', ')}]`;
    }),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function dotShape({ kind, lines }: Node, theme: ThemeName): string {
  switch (kind) {
    case 'start':
      return `shape=circle, label="", width=0.2, style=filled, color="${colours.ink[theme]}", fillcolor="${colours.ink[theme]}"`;
    case 'done':
      return `shape=doublecircle, label="", width=0.16, style=filled, color="${colours.ink[theme]}", fillcolor="${colours.ink[theme]}"`;
    case 'failed':
      return `shape=circle, label="×", width=0.25, color="${colours.fault[theme]}", fillcolor="${colours.background[theme]}"`;
    case 'choice':
      return 'shape=diamond, label="", width=0.3, height=0.3';
    case 'fork':
    case 'join':
      return `shape=box, label="", width=0.05, height=0.8, style=filled, fillcolor="${colours.orchestrator[theme]}"`;
    case 'undo':
      return `style="dashed,rounded", label="${lines.map(dotText).join('\\n')}"`;
    case 'step':
    case 'wait':
      return `label="${lines.map(dotText).join('\\n')}"`;
  }
}

function dotText(text: string): string {
  return plain(text).replace(/[\\"]/g, (character) => `\\${character}`);
}

/** @returns the machine in D2. */
export function statesD2(machine: Machine, theme: ThemeName): string {
  const { nodes, edges } = stateGraph(machine);
  const lines = [
    'direction: right',
    `title: "${d2Text(machine.name)}" {`,
    '  shape: text',
    '  near: top-left',
    '  style.font-size: 28',
    '}',
    ...nodes.flatMap((node) => d2Node(node, theme)),
    ...edges.flatMap(({ from, to, kind, label }) => [
      `${from} -> ${to}: ${label === undefined ? '' : `"${d2Text(label)}" `}{`,
      `  style: {stroke: "${colours[kind === 'fails' ? 'fault' : 'call'][theme]}"}`,
      '}',
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function d2Node({ key, kind, lines }: Node, theme: ThemeName): readonly string[] {
  const ends = kind === 'start' || kind === 'done' || kind === 'failed';
  const shape = ends ? 'circle' : kind === 'choice' ? 'diamond' : 'rectangle';
  const fill = kind === 'undo' || ends ? 'background' : kind === 'fork' || kind === 'join' ? 'orchestrator' : 'orchestratorFill';
  const stroke = kind === 'failed' ? 'fault' : ends ? 'ink' : 'orchestrator';
  const style = [
    `fill: "${colours[fill][theme]}"`,
    `stroke: "${colours[stroke][theme]}"`,
    `font-color: "${colours.ink[theme]}"`,
    ...(kind === 'step' || kind === 'wait' || kind === 'undo' ? ['border-radius: 10'] : []),
    ...(kind === 'undo' ? ['stroke-dash: 4'] : []),
  ];
  const label = ends ? kind : lines.map(d2Text).join('\\n');
  return [`${key}: "${label}" {`, `  shape: ${shape}`, `  style: {${style.join('; ')}}`, '}'];
}

function d2Text(text: string): string {
  return plain(text).replace(/[\\"$]/g, (character) => `\\${character}`);
}

/** @returns the machine as JSON, places in the coordinates of its exported SVG. */
export function statesJson(picture: StatesPicture): string {
  return `${JSON.stringify({ ...geometryOfStates(picture, 'export'), subtitle: picture.machine.subtitle }, null, 2)}\n`;
}
