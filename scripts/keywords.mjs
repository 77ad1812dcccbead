import { readFileSync, writeFileSync } from 'node:fs';

const file = 'language/arch.langium';
let g = readFileSync(file, 'utf8');
const body = g
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\/\/.*$/gm, '')
  .replace(/terminal [A-Z_]+:.*$/gm, '')
  .replace(/\n\/\/.*\n/g, '');
const rules = body.split(/NotMemory returns string:/)[0];
const kws = [...new Set([...rules.matchAll(/'([a-z-]+)'/g)].map((m) => m[1]))].filter((k) => k !== 'memory').sort();
const lines = [];
let line = '    |';
for (const k of kws) {
  const s = ` '${k}' |`;
  if ((line + s).length > 150) {
    lines.push(line.replace(/ \|$/, ''));
    line = '    |';
  }
  line += s;
}
lines.push(line.replace(/ \|$/, ''));
g = g.replace(/(NotMemory returns string: ID\n)[\s\S]*?\n\s*;/, `$1${lines.join('\n')}\n    ;`);
writeFileSync(file, g);
console.log(kws.length);
