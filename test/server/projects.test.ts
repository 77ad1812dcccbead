/** Which folder a file belongs to, and which files a search goes past. */
import assert from 'node:assert/strict';
import { URI } from 'langium';
import { defaultConfig } from '../../analysis/config.ts';
import { FileProjects } from '../../server/projects.ts';

const address = (path: string): string => `file:///${path}`;

function projectsOf(folders: readonly string[], configurations: readonly string[]): FileProjects {
  const projects = new FileProjects();
  projects.setFolders(folders.map((folder) => URI.parse(address(folder))));
  for (const folder of configurations) projects.setConfig(URI.parse(address(folder)), defaultConfig(address(folder)));
  return projects;
}

interface Row {
  readonly says: string;
  readonly folders?: readonly string[];
  readonly configurations?: readonly string[];
  readonly file: string;
  readonly project: string;
  readonly searchedFrom?: string;
  readonly isPassedOver?: boolean;
}

const rows: readonly Row[] = [
  { says: 'a file of no folder is a project of its own', file: 'a/x.arch', project: 'a/x.arch' },
  { says: 'a workspace folder is a project', folders: ['ws'], file: 'ws/a/x.arch', project: 'ws', searchedFrom: 'ws' },
  {
    says: 'so is the inner one of two',
    folders: ['ws', 'ws/in'],
    file: 'ws/in/x.arch',
    project: 'ws/in',
    searchedFrom: 'ws/in',
  },
  {
    says: 'a configuration bounds a project, within a workspace folder',
    folders: ['ws'],
    configurations: ['ws/in'],
    file: 'ws/in/a/x.arch',
    project: 'ws/in',
    searchedFrom: 'ws/in',
  },
  {
    says: 'and above it, where the search begins at the workspace folder all the same',
    folders: ['home/.work'],
    configurations: ['home'],
    file: 'home/.work/x.arch',
    project: 'home',
    searchedFrom: 'home/.work',
  },
  {
    says: 'hidden folders are passed over',
    folders: ['ws'],
    file: 'ws/.history/x.arch',
    project: 'ws',
    searchedFrom: 'ws',
    isPassedOver: true,
  },
  { says: 'packages too', folders: ['ws'], file: 'ws/a/node_modules/b/x.arch', project: 'ws', searchedFrom: 'ws', isPassedOver: true },
  { says: 'a name that only begins alike does not count', folders: ['ws'], file: 'ws-other/x.arch', project: 'ws-other/x.arch' },
];

describe('the projects of files', () => {
  for (const { says, folders = [], configurations = [], file, project, searchedFrom, isPassedOver = false } of rows) {
    it(says, () => {
      const projects = projectsOf(folders, configurations);
      const uri = URI.parse(address(file));
      assert.equal(projects.projectOf(uri), address(project));
      assert.equal(projects.searchedFrom(uri), searchedFrom && address(searchedFrom));
      assert.equal(projects.isPassedOver(uri), isPassedOver);
      assert.equal(projects.isInFolder(uri), searchedFrom !== undefined);
    });
  }
});
