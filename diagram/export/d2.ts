/** Pictures in D2. */
import { tokenOf } from '../svg/silhouettes.ts';
import { colours, type ThemeName } from '../theme.ts';
import type { EdgeKind, NodeKind, ViewGraph } from '../view/graph.ts';
import { colourOf } from './mermaid.ts';
import { type OutlineEdge, type OutlineGroup, type OutlineNode, outlineOf, plain } from './outline.ts';

/** @returns a D2 diagram that says what a view's picture says; the layout is D2's. */
export function d2Of(view: ViewGraph, theme: ThemeName): string {
  const outline = outlineOf(view);
  const paths = pathsOf(outline.root, []);
  const lines = [
    `direction: ${outline.direction}`,
    `title: ${quoted(outline.title)} {`,
    '  shape: text',
    '  near: top-left',
    '  style.font-size: 28',
    '}',
    ...contentOf(outline.root, '', theme),
    ...outline.edges.flatMap((edge) => edgeOf(edge, paths, theme)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Where each node is: `group.node`. */
function pathsOf({ groups, nodes }: OutlineGroup, path: readonly string[]): ReadonlyMap<string, string> {
  return new Map([
    ...nodes.map(({ key }): [string, string] => [key, [...path, key].join('.')]),
    ...groups.flatMap((group) => [...pathsOf(group, [...path, group.key])]),
  ]);
}

function contentOf({ groups, nodes }: OutlineGroup, indent: string, theme: ThemeName): readonly string[] {
  return [
    ...groups.flatMap((group) => [
      `${indent}${group.key}: ${quoted(group.owner === undefined ? group.title : `${group.title} · ${group.owner}`)} {`,
      `${indent}  style: {fill: "${colours.groupFill[theme]}"; stroke: "${colours.group[theme]}"; border-radius: 12}`,
      ...contentOf(group, `${indent}  `, theme),
      `${indent}}`,
    ]),
    ...nodes.flatMap((node) => nodeOf(node, indent, theme)),
  ];
}

function nodeOf({ key, kind, name, notes, parking }: OutlineNode, indent: string, theme: ThemeName): readonly string[] {
  const stroke = parking ? 'deadLetter' : tokenOf(kind);
  const fill = parking ? 'background' : kind === 'group' ? 'groupFill' : (`${tokenOf(kind)}Fill` as const);
  const label = [name, ...notes].map(inner).join('\\n');
  const style = [
    `fill: "${colours[fill][theme]}"`,
    `stroke: "${colours[stroke][theme]}"`,
    `font-color: "${colours.ink[theme]}"`,
    ...(kind === 'service' ? ['border-radius: 9'] : []),
    ...(kind === 'cache' || kind === 'external' ? ['stroke-dash: 4'] : []),
    ...(kind === 'bus' ? ['double-border: true'] : []),
    ...(kind === 'group' ? ['multiple: true'] : []),
  ];
  return [`${indent}${key}: "${label}" {`, `${indent}  shape: ${shapeOf(kind)}`, `${indent}  style: {${style.join('; ')}}`, `${indent}}`];
}

function shapeOf(kind: NodeKind): string {
  switch (kind) {
    case 'service':
    case 'bus':
    case 'external':
    case 'group':
      return 'rectangle';
    case 'orchestrator':
      return 'hexagon';
    case 'queue':
      return 'queue';
    case 'stream':
      return 'stored_data';
    case 'topic':
      return 'step';
    case 'store':
    case 'cache':
      return 'cylinder';
    case 'balancer':
    case 'gateway':
      return 'oval';
    case 'actor':
      return 'person';
  }
}

function edgeOf({ kind, from, to, label }: OutlineEdge, paths: ReadonlyMap<string, string>, theme: ThemeName): readonly string[] {
  const said = label === undefined ? '' : `"${inner(label)}" `;
  const style = [`stroke: "${colours[colourOf(kind)][theme]}"`, ...lineOf(kind)];
  return [`${paths.get(from) ?? from} ${arrow(kind)} ${paths.get(to) ?? to}: ${said}{`, `  style: {${style.join('; ')}}`, '}'];
}

function arrow(kind: EdgeKind): string {
  switch (kind) {
    case 'read':
      return '<-';
    case 'read-write':
    case 'uses':
      return '<->';
    default:
      return '->';
  }
}

function lineOf(kind: EdgeKind): readonly string[] {
  switch (kind) {
    case 'message':
    case 'subscription':
    case 'redrive':
      return ['stroke-dash: 5'];
    case 'dead-letter':
      return ['stroke-dash: 2'];
    case 'write':
    case 'read-write':
      return ['stroke-width: 3'];
    case 'read':
    case 'uses':
      return ['stroke-width: 1'];
    case 'call':
      return [];
  }
}

function quoted(text: string): string {
  return `"${inner(text)}"`;
}

/** `$` begins a variable even within quotes. */
function inner(text: string): string {
  return plain(text).replace(/[\\"$]/g, (character) => `\\${character}`);
}
