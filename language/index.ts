/** The door of the language: what a text means. */

export { format, formatEdits } from './format/index.ts';
export * from './generated/ast.ts';
export { type ArchDocument, buildDesign, type ProjectSources } from './model/build.ts';
export { DesignBuilder, partition, World } from './model/designs.ts';
export { builtinText, builtinUri, loadCatalogue } from './names/catalogue.ts';
export { describe, type Expectation, expected, type Kind, kindOf } from './names/expected.ts';
export { fileNames, NameTables, type ProjectNames } from './names/project-names.ts';
export { builtinScheme, isBuiltin, type Projects, singleProject } from './names/projects.ts';
export { memberOf, pathOwner, resolve, type Target, visible } from './names/resolve.ts';
export { entryOf, type RouteUser, routeName, routeOf, routesOf } from './names/routes.ts';
export {
  type ElementMember,
  elementMembers,
  enclosingElement,
  enclosingSystem,
  type FileNames,
  type Names,
  nameOf,
  type SystemMember,
  type SystemNames,
  stepsOf,
} from './names/symbols.ts';
export { problemsOf } from './problems/index.ts';
export { valueWords } from './problems/values.ts';
export {
  type ArchAddedSharedServices,
  ArchModule,
  type ArchServices,
  ArchSharedModule,
  type ArchSharedServices,
  createArchServices,
} from './services.ts';
