/** Names that mean nothing, or the wrong thing, where they stand. */
import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import type { Element, MemberBody, Path } from '../generated/ast.ts';
import { isCall, isElement, isOrchestrator, isPath } from '../generated/ast.ts';
import type { Fix, Problem } from '../model/source.ts';
import { describe, type Expectation, expected, type Kind, kindOf } from '../names/expected.ts';
import type { ProjectNames } from '../names/project-names.ts';
import { pathOwner, type Target, visible } from '../names/resolve.ts';
import { elementMembers, enclosingSystem, nameOf } from '../names/symbols.ts';
import { type Site, treeOf } from '../names/tree.ts';
import { cutShort } from './cut.ts';
import { nearestTechnologies } from './near-technologies.ts';
import { isNear, nearest } from './nearest.ts';
import { capital, fix, listed, problem, propertyCst, Text, withArticle } from './problem.ts';

/**
 * Finds the names that nothing declares, and those that name a thing of a kind that makes no sense there.
 *
 * @param text a document that is linked
 * @param names what its project declares
 */
export function unknownNames(text: Text, names: ProjectNames): Problem[] {
  const problems: Problem[] = [];
  for (const site of treeOf(text.document.parseResult.value).sites) {
    if (site.reference.$refNode === undefined) continue;
    const target = site.reference.ref as Target | undefined;
    const found = target === undefined ? unresolved(text, names, site) : wrongKind(text, site, target);
    if (found !== undefined) problems.push(found);
  }
  return problems;
}

function unresolved(text: Text, names: ProjectNames, site: Site): Problem | undefined {
  const { container, reference, property } = site;
  // Of `Stok.reserve` only `Stok` is unknown.
  if (isPath(container) && container.qualifier !== undefined && container.qualifier.target?.ref === undefined) return undefined;
  const expectation = expected(container, property);
  if (expectation.kinds.has('technology')) return unknownTechnology(text, names, site);
  const cut = reference.$refNode === undefined ? undefined : cutShort(text, reference.$refNode);
  if (cut !== undefined) {
    const message = `\`${cut.statement}\` ends before its name: it lacks ${expectation.words}. As it stands, \`${reference.$refText}\` of the next line is taken for it.`;
    return problem('unknown-name', text.span(cut.offset, cut.end), message);
  }
  const near = [...wordsInstead(site), ...nearestNames(names, site, expectation)];
  return problem('unknown-name', text.source(reference.$refNode), unknownMessage(site, expectation, near), {
    fixes: [...near.map((name) => replaceName(text, site, name)), ...creations(text, site, expectation)],
  });
}

function unknownMessage({ container, reference, property }: Site, expectation: Expectation, near: readonly string[]): string {
  const name = reference.$refText;
  const hint = near.length === 0 ? '' : ` Did you mean ${listed(near.map((word) => `\`${word}\``))}?`;
  if (isPath(container) && container.qualifier !== undefined) {
    const qualifier = container.qualifier.target.ref as Target;
    return `${capital(describe(qualifier))} has no \`${name}\`.${hint}`;
  }
  if (property === 'onFailure') return `The workflow has no step \`${name}\`.${hint}`;
  const system = enclosingSystem(container);
  const where = system.$type === 'System' ? `in the system \`${system.name}\`` : 'in this file';
  return `There is no \`${name}\` ${where}; ${expectation.words} is expected.${hint === '' ? ' Declare it, or correct the name.' : hint}`;
}

/** A keyword that may stand in place of the name: `in memory`. */
function wordsInstead({ container, reference: { $refText } }: Site): readonly string[] {
  return isPath(container) &&
    container.$container.$type === 'Keeps' &&
    container.$containerProperty === 'store' &&
    isNear($refText, 'memory')
    ? ['memory']
    : [];
}

/** Names of the likely kinds first: a message is never proposed where a store is wanted. */
function nearestNames(names: ProjectNames, { container, property, reference }: Site, { kinds, likely }: Expectation): readonly string[] {
  const candidates = visible(names, container, property);
  const near = (fitting: (target: Target) => boolean): readonly string[] =>
    nearest(
      reference.$refText,
      candidates.filter(fitting).map((target) => nameOf(target) ?? ''),
    );
  if (isPath(container) && isPath(container.$container)) return near(() => true);
  const likeliest = near((target) => likely.has(kindOf(target)));
  return likeliest.length > 0 ? likeliest : near((target) => kinds.has(kindOf(target)));
}

function replaceName(text: Text, { reference }: Site, name: string): Fix {
  const { offset, end } = text.source(reference.$refNode);
  return fix(`Change to \`${name}\``, [text.edit(offset, end, name)]);
}

// ---------------------------------------------------------------- wrong kinds

function wrongKind(text: Text, { container, property, reference }: Site, target: Target): Problem | undefined {
  if (!isPath(container) || isPath(container.$container)) return undefined;
  const expectation = expected(container, property);
  if (expectation.kinds.has(kindOf(target))) return undefined;
  const name = reference.$refText;
  const message = `\`${name}\` is ${withArticle(kindOf(target))}, but ${expectation.words} is expected here.${betterVerb(container, target, name)}`;
  return problem('unknown-name', text.source(reference.$refNode), message, {
    related: [relatedTo(target, `${capital(describe(target))} is declared here.`)],
  });
}

/** What is done with a thing of this kind instead, where the verb does not fit it: ` A store is read and written: \`reads Orders\`.` */
function betterVerb(path: Path, target: Target, name: string): string {
  const verb = path.$container.$type;
  if (verb !== 'Call' && verb !== 'Read' && verb !== 'Write' && verb !== 'Publish' && verb !== 'Send') return '';
  switch (kindOf(target)) {
    case 'store':
    case 'cache':
      return ` A ${kindOf(target)} is read and written: \`reads ${name}\`, \`puts ${name}\`.`;
    case 'queue':
      return ` A queue is sent messages: \`sends … to ${name}\`; what is in it is handled \`on …\`.`;
    case 'topic':
    case 'bus':
    case 'stream':
      return ` A ${kindOf(target)} is published to: \`publishes … to ${name}\`; what comes from it is handled \`on …\`.`;
    default:
      return '';
  }
}

function relatedTo(target: Target, message: string): { readonly message: string; readonly source: ReturnType<Text['source']> } {
  const other = new Text(AstUtils.getDocument(target));
  return { message, source: other.source(propertyCst(target, target.$type === 'DeadLetters' ? 'word' : 'name') ?? target.$cstNode) };
}

// ---------------------------------------------------------------- technologies

function unknownTechnology(text: Text, names: ProjectNames, site: Site): Problem {
  const name = site.reference.$refText;
  const near = nearestTechnologies(name, [...names.technologies.keys(), ...names.catalogue.keys()]);
  const hint = near.length === 0 ? '' : ` Did you mean ${listed(near.map((word) => `\`${word}\``))}?`;
  const message = `The technology \`${name}\` is not known, so nothing is known of its delivery, retries and limits.${hint} Declare it to say what it does.`;
  const kind = site.container.$type === 'Element' || site.container.$type === 'Orchestrator' ? (site.container as Element).kind : undefined;
  const declare = kind === undefined ? [] : [declareTechnology(text, name, kind)];
  return problem('unknown-technology', text.source(site.reference.$refNode), message, {
    fixes: [...near.map((word) => replaceName(text, site, word)), ...declare],
  });
}

function declareTechnology(text: Text, name: string, kind: string): Fix {
  const end = text.endBefore(text.text.length);
  const line = text.lineBreak;
  return fix(`Declare the technology \`${name}\``, [
    text.edit(end, text.text.length, `${line}${line}technology ${name} is ${kind}${line}`),
  ]);
}

// ---------------------------------------------------------------- creating what is missing

function creations(text: Text, site: Site, expectation: Expectation): Fix[] {
  const { container, reference } = site;
  if (!isPath(container)) return [];
  const name = reference.$refText;
  if (container.qualifier !== undefined) return createOperation(container, expectation, name);
  // Of `Stock.reserve` the element is missing: one that serves what is called.
  const outer = isPath(container.$container) ? container.$container : undefined;
  const operation = outer?.target?.$refText;
  const kind = outer === undefined ? createdBy(container, expectation) : expectation.kinds.has('operation') ? 'service' : undefined;
  if (kind === undefined || (outer !== undefined && isPath(outer.$container))) return [];
  const body = operation === undefined ? '' : ` { serves ${operation} }`;
  const place = placeFor(text, container, kind);
  const declaration = `${kind} ${name}${usualTechnology(container, kind)}${body}`;
  return [fix(`Declare the ${kind} \`${name}\``, [text.edit(place.offset, place.offset, place.write(declaration))])];
}

/** The technology of the file's other elements of a kind, where two or more have it and none has another one. */
function usualTechnology(path: Path, kind: Kind): string {
  const root = AstUtils.findRootNode(path);
  const known = treeOf(root).nodes.filter((node) => (isElement(node) || isOrchestrator(node)) && node.kind === kind);
  const [usual, ...others] = known.map((node) => (node as Element).technology?.$refText);
  return usual !== undefined && others.length > 0 && others.every((other) => other === usual) ? ` : ${usual}` : '';
}

/** What is called by a route is a front door: a service has no routes. */
function createdBy(path: Path, { create }: Expectation): Kind | undefined {
  const owner = pathOwner(path);
  return isCall(owner) && owner.route !== undefined ? 'gateway' : create;
}

interface Place {
  readonly offset: number;
  readonly write: (declaration: string) => string;
}

/** Messages go after the last message of the same list, else before all; elements after the one that names them. */
function placeFor(text: Text, path: Path, kind: Kind): Place {
  const { list, member } = listOf(path);
  const isMessage = kind === 'event' || kind === 'command';
  const after = (isMessage ? list.members.findLast((other) => other.$type === 'Message') : member)?.$cstNode;
  if (after !== undefined) {
    if (!text.startsLine(after.offset))
      return { offset: Math.min(after.end, text.text.length), write: (declaration) => `  ${declaration}` };
    const apart = !isMessage && standApart(text, list.members, member) ? text.lineBreak : '';
    const start = `${text.lineBreak}${apart}${text.indentation(after.offset)}`;
    return { offset: endOfLine(text, after.end), write: (declaration) => start + declaration };
  }
  const first = startWithComments(text, list.members[0]?.$cstNode?.offset ?? 0);
  const separator = text.startsLine(first) ? `${text.lineBreak}${text.indentation(first)}` : '  ';
  return { offset: first, write: (declaration) => declaration + separator };
}

/** Whether an empty line belongs between a declaration and what is put below it: it is long itself, or its neighbours have one. */
function standApart(text: Text, members: MemberBody['members'], member: List['member']): boolean {
  const own = member.$cstNode;
  if (own === undefined) return false;
  if (text.text.slice(own.offset, own.end).includes('\n')) return true;
  const at = members.indexOf(member);
  const [before, next] = [members[at - 1]?.$cstNode, members[at + 1]?.$cstNode];
  const gap = next ? text.text.slice(own.end, next.offset) : before ? text.text.slice(before.end, own.offset) : '';
  return /\n[ \t]*\r?\n/.test(gap);
}

/** The end of a trailing comment on the line of an offset, or the offset itself if anything else follows. */
function endOfLine(text: Text, offset: number): number {
  const rest = /^[ \t]*\/\/[^\r\n]*/.exec(text.text.slice(offset));
  // What recovery made up at the end of a text cut short ends behind it.
  return Math.min(offset + (rest?.[0].length ?? 0), text.text.length);
}

/** How far back comments are looked for. */
const longestComment = 4096;

/** The start of the comments that stand before what begins at an offset. */
function startWithComments(text: Text, offset: number): number {
  const far = Math.max(0, offset - longestComment);
  const comments = /(?:(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/)\s*)+$/.exec(text.text.slice(far, offset));
  return comments !== null && text.startsLine(far + comments.index) ? far + comments.index : offset;
}

interface List {
  readonly list: { readonly members: MemberBody['members'] };
  readonly member: MemberBody['members'][number];
}

/** The list of declarations that a node stands in, and the one of them that holds it. */
function listOf(node: AstNode): List {
  let member: AstNode = node;
  while (member.$container !== undefined && member.$container.$type !== 'MemberBody' && member.$container.$type !== 'Document')
    member = member.$container;
  return { list: member.$container as MemberBody, member: member as List['member'] };
}

function createOperation(path: Path, { kinds }: Expectation, name: string): Fix[] {
  const element = path.qualifier?.target.ref;
  if (!kinds.has('operation') || element === undefined || !isElement(element)) return [];
  if (element.kind !== 'service' && element.kind !== 'external') return [];
  const other = new Text(AstUtils.getDocument(element));
  const title = `Declare the operation \`${name}\` of \`${element.name}\``;
  const body = element.body?.$cstNode;
  if (body === undefined) {
    const end = element.$cstNode?.end;
    return end === undefined ? [] : [fix(title, [other.edit(end, end, ` { serves ${name} }`)])];
  }
  if (element.body?.close === undefined) return [];
  const last = element.body.statements.at(-1)?.$cstNode;
  const end = last?.end ?? body.offset + 1;
  const oneLine = !other.text.slice(body.offset, body.end).includes('\n');
  const indentation = last === undefined ? `${other.indentation(body.offset)}  ` : other.indentation(last.offset);
  const separator = oneLine ? (elementMembers(element).size === 0 && last === undefined ? ' ' : '  ') : `${other.lineBreak}${indentation}`;
  return [fix(title, [other.edit(end, end, `${separator}serves ${name}`)])];
}
