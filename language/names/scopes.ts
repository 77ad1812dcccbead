/** The names of the language as langium's services want them. */
import type {
  AstNode,
  AstNodeDescription,
  AstNodeDescriptionProvider,
  CstNode,
  LangiumCoreServices,
  LocalSymbols,
  ReferenceInfo,
  Scope,
  ScopeComputation,
  ScopeProvider,
  Stream,
} from 'langium';
import { AstUtils, DefaultNameProvider, EMPTY_STREAM, GrammarUtils, stream } from 'langium';
import { isDeadLetters } from '../generated/ast.ts';
import type { NameTables } from './project-names.ts';
import type { Target } from './resolve.ts';
import { resolve, visible } from './resolve.ts';
import { nameOf } from './symbols.ts';

const noSymbols: LocalSymbols = { has: () => false, getStream: () => EMPTY_STREAM };

/** Nothing is exported and nothing local is listed: names are looked up in the tables of the project, which cost less on every change. */
export class ArchScopeComputation implements ScopeComputation {
  collectExportedSymbols(): Promise<AstNodeDescription[]> {
    return Promise.resolve([]);
  }

  collectLocalSymbols(): Promise<LocalSymbols> {
    return Promise.resolve(noSymbols);
  }
}

/** Resolves names by `resolve.ts` in the tables of the reference's project. */
export class ArchScopeProvider implements ScopeProvider {
  readonly #tables: NameTables;
  readonly #descriptions: AstNodeDescriptionProvider;
  readonly #described = new WeakMap<AstNode, AstNodeDescription>();

  constructor(services: LangiumCoreServices, tables: NameTables) {
    this.#tables = tables;
    this.#descriptions = services.workspace.AstNodeDescriptionProvider;
  }

  getScope({ container, property }: ReferenceInfo): Scope {
    const names = this.#tables.at(AstUtils.getDocument(container).uri);
    const find = (text: string): AstNodeDescription | undefined => {
      const target = resolve(names, container, property, text);
      return target === undefined ? undefined : this.#describe(target);
    };
    return {
      getElement: find,
      getElements: (text) => asStream(find(text)),
      getAllElements: () => stream(visible(names, container, property)).map((target) => this.#describe(target)),
    };
  }

  #describe(target: Target): AstNodeDescription {
    let description = this.#described.get(target);
    if (description === undefined) {
      description = this.#descriptions.createDescription(target, nameOf(target) ?? '');
      this.#described.set(target, description);
    }
    return description;
  }
}

function asStream(description: AstNodeDescription | undefined): Stream<AstNodeDescription> {
  return description === undefined ? EMPTY_STREAM : stream([description]);
}

/** `Intake.dead-letters` is called by its keyword. */
export class ArchNameProvider extends DefaultNameProvider {
  override getName(node: AstNode): string | undefined {
    return isDeadLetters(node) ? node.word : super.getName(node);
  }

  override getNameNode(node: AstNode): CstNode | undefined {
    return isDeadLetters(node) ? GrammarUtils.findNodeForProperty(node.$cstNode, 'word') : super.getNameNode(node);
  }
}
