/** Pictures as Mermaid flowcharts, for places that draw Mermaid: READMEs, wikis, merge requests. */
import { tokenOf } from '../svg/silhouettes.ts';
import { type ColourToken, colours, type ThemeName } from '../theme.ts';
import type { EdgeKind, ViewGraph } from '../view/graph.ts';
import { nodesIn, type Outline, type OutlineEdge, type OutlineGroup, type OutlineNode, outlineOf, plain } from './outline.ts';

const directions = { right: 'LR', left: 'RL', down: 'TB', up: 'BT' } as const;

/** @returns a Mermaid flowchart that says what a view's picture says; the layout is Mermaid's. */
export function mermaidOf(view: ViewGraph, theme: ThemeName): string {
  const outline = outlineOf(view);
  const lines = [
    '---',
    `title: ${JSON.stringify(plain(outline.title))}`,
    '---',
    `flowchart ${directions[outline.direction]}`,
    ...contentOf(outline.root, '  '),
    ...outline.edges.map((edge) => `  ${edgeOf(edge)}`),
    ...stylesOf(outline, theme).map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

function contentOf({ groups, nodes }: OutlineGroup, indent: string): readonly string[] {
  return [
    ...groups.flatMap((group) => [
      `${indent}subgraph ${group.key}["${escaped(group.owner === undefined ? group.title : `${group.title} · ${group.owner}`)}"]`,
      ...contentOf(group, `${indent}  `),
      `${indent}end`,
    ]),
    ...nodes.map((node) => `${indent}${nodeOf(node)}`),
  ];
}

/** Quotes and what Markdown or HTML would take for its own are written as entities. */
function escaped(text: string): string {
  return plain(text).replace(/[&"<>#`*_\\|]/g, (character) => `#${character.charCodeAt(0)};`) || ' ';
}

function nodeOf({ key, kind, name, notes, parking }: OutlineNode): string {
  const label = `"${[name, ...notes].map(escaped).join('<br/>')}"`;
  if (parking) return `${key}@{ shape: h-cyl, label: ${label} }`;
  switch (kind) {
    case 'service':
      return `${key}(${label})`;
    case 'orchestrator':
      return `${key}{{${label}}}`;
    case 'queue':
    case 'stream':
      return `${key}@{ shape: h-cyl, label: ${label} }`;
    case 'topic':
      return `${key}>${label}]`;
    case 'bus':
      return `${key}[[${label}]]`;
    case 'store':
    case 'cache':
      return `${key}[(${label})]`;
    case 'balancer':
    case 'gateway':
      return `${key}([${label}])`;
    case 'actor':
      return `${key}((${label}))`;
    case 'external':
      return `${key}[${label}]`;
    case 'group':
      return `${key}@{ shape: processes, label: ${label} }`;
  }
}

function edgeOf({ kind, from, to, label }: OutlineEdge): string {
  const text = label === undefined ? '' : `|"${escaped(label)}"|`;
  // A read points at the reader.
  return kind === 'read' ? `${to} ${arrow(kind)}${text} ${from}` : `${from} ${arrow(kind)}${text} ${to}`;
}

function arrow(kind: EdgeKind): string {
  switch (kind) {
    case 'call':
    case 'read':
      return '-->';
    case 'message':
    case 'subscription':
    case 'dead-letter':
    case 'redrive':
      return '-.->';
    case 'write':
      return '==>';
    case 'read-write':
      return '<==>';
    case 'uses':
      return '<-->';
  }
}

function stylesOf({ root, edges }: Outline, theme: ThemeName): readonly string[] {
  const classes = new Map<string, { readonly style: string; readonly keys: string[] }>();
  for (const node of nodesIn(root)) {
    const name = node.parking ? 'deadLetters' : node.kind === 'group' ? 'closed' : node.kind;
    const known = classes.get(name) ?? { style: styleOf(node, theme), keys: [] };
    known.keys.push(node.key);
    classes.set(name, known);
  }
  const strokes = new Map<ColourToken, number[]>();
  for (const [index, { kind }] of edges.entries()) {
    const colour = colourOf(kind);
    strokes.set(colour, [...(strokes.get(colour) ?? []), index]);
  }
  return [
    ...[...classes].flatMap(([name, { style, keys }]) => [`classDef ${name} ${style}`, `class ${keys.join(',')} ${name}`]),
    ...[...strokes].map(([colour, indices]) => `linkStyle ${indices.join(',')} stroke:${colours[colour][theme]}`),
  ];
}

function styleOf({ kind, parking }: OutlineNode, theme: ThemeName): string {
  const stroke = parking ? 'deadLetter' : tokenOf(kind);
  const fill = parking ? 'background' : kind === 'group' ? 'groupFill' : (`${tokenOf(kind)}Fill` as const);
  const dash = kind === 'cache' ? ',stroke-dasharray:4 3' : kind === 'external' ? ',stroke-dasharray:5 3' : '';
  return `stroke:${colours[stroke][theme]},fill:${colours[fill][theme]},color:${colours.ink[theme]}${dash}`;
}

/** The colour that says a kind of line. */
export function colourOf(kind: EdgeKind): ColourToken {
  switch (kind) {
    case 'call':
      return 'call';
    case 'message':
    case 'subscription':
      return 'message';
    case 'read':
    case 'write':
    case 'read-write':
    case 'uses':
      return 'access';
    case 'dead-letter':
    case 'redrive':
      return 'deadLetter';
  }
}
