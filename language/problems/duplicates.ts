/** Names declared twice. */
import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import type { Flow, Technology, View } from '../generated/ast.ts';
import { isDocument, isElement, isOrchestrator } from '../generated/ast.ts';
import type { Problem, Related, Source } from '../model/source.ts';
import { fileNames, type ProjectNames } from '../names/project-names.ts';
import { type ElementMember, elementMembers, type Names, type SystemMember, type SystemNames } from '../names/symbols.ts';
import { problem, propertyCst, Text, withArticle } from './problem.ts';

/** How many of the other places a problem mentions. */
const mostRelated = 5;

type Named = SystemMember | ElementMember | Flow | View | Technology;

/**
 * Finds the declarations of a file whose name is declared elsewhere too, in this file or another of the project.
 * Each place is reported in its own file.
 */
export function duplicateNames(text: Text, names: ProjectNames): Problem[] {
  const root = text.document.parseResult.value;
  if (!isDocument(root)) return [];
  const own = fileNames(root);
  const problems: Problem[] = [];
  const check = (mine: Names<Named>, all: Names<Named>, where: string): void => {
    for (const [name, declarations] of mine) {
      const everywhere = all.get(name) ?? declarations;
      if (everywhere.length < 2) continue;
      for (const declaration of declarations) problems.push(duplicate(text, declaration, everywhere, where));
    }
  };
  const checkSystem = (mine: SystemNames, all: SystemNames, where: string): void => {
    check(mine.members, all.members, where);
    check(mine.flows, all.flows, where);
    check(mine.views, all.views, where);
    for (const declarations of mine.members.values()) {
      for (const element of declarations) {
        if (!isElement(element) && !isOrchestrator(element)) continue;
        const members = elementMembers(element);
        check(members, members, `\`${element.name}\``);
      }
    }
  };
  checkSystem(own.unnamed, own.unnamed, 'this file');
  for (const [name, system] of own.systems) checkSystem(system, names.systems.get(name) ?? system, `the system \`${name}\``);
  check(own.technologies, names.technologies, 'this project');
  return problems;
}

function duplicate(text: Text, declaration: Named, all: readonly Named[], where: string): Problem {
  const related: Related[] = all
    .slice(0, mostRelated + 1)
    .filter((other) => other !== declaration)
    .slice(0, mostRelated)
    .map((other) => ({ message: `Declared here too, as ${words(other)}.`, source: nameSource(other) }));
  const message = `\`${declaration.name}\` is declared ${times(all.length)} in ${where}. Rename one of them, or remove it.`;
  return problem('duplicate-name', text.source(propertyCst(declaration, 'name')), message, { related });
}

function nameSource(declaration: AstNode): Source {
  return new Text(AstUtils.getDocument(declaration)).source(propertyCst(declaration, 'name') ?? declaration.$cstNode);
}

function times(count: number): string {
  return count === 2 ? 'twice' : `${count} times`;
}

function words(declaration: Named): string {
  switch (declaration.$type) {
    case 'Element':
    case 'Orchestrator':
    case 'Message':
      return withArticle(declaration.kind);
    case 'Keeps':
      return 'a state';
    default:
      return withArticle(declaration.$type.toLowerCase());
  }
}
