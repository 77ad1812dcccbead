/** Pictures in DOT, the language of Graphviz. */
import { tokenOf } from '../svg/silhouettes.ts';
import { colours, type ThemeName } from '../theme.ts';
import type { EdgeKind, NodeKind, ViewGraph } from '../view/graph.ts';
import { colourOf } from './mermaid.ts';
import { type OutlineEdge, type OutlineGroup, type OutlineNode, outlineOf, plain } from './outline.ts';

const directions = { right: 'LR', left: 'RL', down: 'TB', up: 'BT' } as const;

/** @returns a DOT digraph that says what a view's picture says; the layout is Graphviz's. */
export function dotOf(view: ViewGraph, theme: ThemeName): string {
  const outline = outlineOf(view);
  const ink = colours.ink[theme];
  const lines = [
    `digraph ${quoted(outline.title)} {`,
    `  graph [rankdir=${directions[outline.direction]}, label=${quoted(outline.title)}, labelloc=t, labeljust=l, compound=true, bgcolor="${colours.background[theme]}", fontcolor="${ink}", fontname="Inter,Helvetica,Arial,sans-serif"]`,
    `  node [style="filled,rounded", fontname="Inter,Helvetica,Arial,sans-serif", fontsize=11, fontcolor="${ink}"]`,
    `  edge [fontname="Inter,Helvetica,Arial,sans-serif", fontsize=10, fontcolor="${ink}"]`,
    ...contentOf(outline.root, '  ', theme),
    ...outline.edges.map((edge) => `  ${edgeOf(edge, theme)}`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function contentOf({ groups, nodes }: OutlineGroup, indent: string, theme: ThemeName): readonly string[] {
  return [
    ...groups.flatMap((group) => [
      `${indent}subgraph ${quoted(`cluster_${group.key}`)} {`,
      `${indent}  graph [label=${quoted(group.owner === undefined ? group.title : `${group.title} · ${group.owner}`)}, style="filled,rounded", color="${colours.group[theme]}", fillcolor="${colours.groupFill[theme]}"]`,
      ...contentOf(group, `${indent}  `, theme),
      `${indent}}`,
    ]),
    ...nodes.map((node) => `${indent}${nodeOf(node, theme)}`),
  ];
}

function nodeOf({ key, kind, name, notes, parking }: OutlineNode, theme: ThemeName): string {
  const stroke = parking ? 'deadLetter' : tokenOf(kind);
  const fill = parking ? 'background' : kind === 'group' ? 'groupFill' : (`${tokenOf(kind)}Fill` as const);
  const label = [name, ...notes].map(inner).join('\\n');
  return `${quoted(key)} [${shapeOf(kind)}, label="${label}", color="${colours[stroke][theme]}", fillcolor="${colours[fill][theme]}"]`;
}

function shapeOf(kind: NodeKind): string {
  switch (kind) {
    case 'service':
      return 'shape=box';
    case 'orchestrator':
      return 'shape=hexagon, style=filled';
    case 'queue':
    case 'stream':
      return 'shape=cylinder, style=filled, orientation=90';
    case 'topic':
      return 'shape=cds, style=filled';
    case 'bus':
      return 'shape=box, style=filled, peripheries=2';
    case 'store':
      return 'shape=cylinder, style=filled';
    case 'cache':
      return 'shape=cylinder, style="filled,dashed"';
    case 'balancer':
    case 'gateway':
      return 'shape=oval, style=filled';
    case 'actor':
      return 'shape=circle, style=filled';
    case 'external':
      return 'shape=box, style="filled,dashed"';
    case 'group':
      return 'shape=folder, style=filled';
  }
}

function edgeOf({ kind, from, to, label }: OutlineEdge, theme: ThemeName): string {
  const colour = colours[colourOf(kind)][theme];
  const said = label === undefined ? '' : `, label="${inner(label)}"`;
  return `${quoted(from)} -> ${quoted(to)} [${lineOf(kind)}, color="${colour}"${said}]`;
}

function lineOf(kind: EdgeKind): string {
  switch (kind) {
    case 'call':
      return 'style=solid';
    case 'message':
      return 'style=dashed, arrowhead=vee';
    case 'subscription':
      return 'style=dashed, arrowhead=vee, dir=both, arrowtail=odot';
    case 'read':
      return 'style=solid, dir=back, arrowtail=vee';
    case 'write':
      return 'style=bold';
    case 'read-write':
      return 'style=bold, dir=both';
    case 'uses':
      return 'style=solid, dir=both, arrowhead=vee, arrowtail=vee';
    case 'dead-letter':
      return 'style=dotted, arrowhead=vee';
    case 'redrive':
      return 'style=dashed, arrowhead=vee';
  }
}

function quoted(text: string): string {
  return `"${inner(text)}"`;
}

function inner(text: string): string {
  return plain(text).replace(/[\\"]/g, (character) => `\\${character}`);
}
