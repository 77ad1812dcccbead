/**
 * The contract: the example designs parse, every name in them resolves, and their `//~` markers hold. A file is exact for the rules that its
 * `// checks:` line names, or for `all`: they report what is marked and nothing else.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../analysis/finding.ts';
import { lint, testRoot } from './support/design.ts';
import { marked, without } from './support/markers.ts';

/** `corpus/` are the examples of the contract; `designs/` are whole systems more, of which no other test makes pictures. */
const folders = ['corpus', 'designs'].map((name) => fileURLToPath(new URL(`${name}/`, import.meta.url)));

/** Folders of designs that are a file each; any other folder is one project. */
const collections = ['systems', 'real', 'flows'];

/** The files by project. */
function projects(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const byProject = new Map<string, Record<string, string>>();
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.arch'));
    for (const name of names.map((path) => path.replaceAll('\\', '/')).sort()) {
      const [first = '', ...rest] = name.split('/');
      const project = rest.length > 0 && !collections.includes(first) ? first : name;
      byProject.set(project, { ...byProject.get(project), [name]: readFileSync(`${folder}${name}`, 'utf8') });
    }
  }
  return byProject;
}

function exactRules(text: string): readonly string[] {
  const line = /^\/\/ checks:\s*(.*?)\s*$/m.exec(text)?.[1] ?? '';
  return line.split(/[\s,]+/).filter((id) => id !== '');
}

function found(finding: Finding): string {
  return `${finding.source.uri.slice(testRoot.length + 1)}:${finding.source.range.start.line + 1} ${finding.rule}`;
}

describe('the example designs', () => {
  for (const [project, files] of projects()) {
    it(project, async () => {
      const findings = await lint(files);
      const broken = findings.filter(({ rule }) => ['syntax-error', 'unknown-name', 'duplicate-name'].includes(rule));
      assert.deepEqual(
        broken.map((finding) => `${found(finding)}: ${finding.message}`),
        [],
      );
      const missing: string[] = [];
      const surplus: string[] = [];
      for (const [name, text] of Object.entries(files)) {
        const exact = new Set(exactRules(text));
        const here = findings.filter(({ source }) => source.uri === `${testRoot}/${name}`);
        const markers = marked(name, text);
        missing.push(...without(markers, here.map(found)));
        surplus.push(...without(here.filter(({ rule }) => exact.has(rule) || exact.has('all')).map(found), markers));
      }
      assert.deepEqual({ missing, surplus }, { missing: [], surplus: [] });
    });
  }
});
