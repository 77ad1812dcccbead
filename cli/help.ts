/** What `--help` says. */

/** The commands and what each is for. */
export const commands = ['check', 'diff', 'format', 'rules', 'explain', 'diagram', 'explore', 'lsp'] as const;

export type Command = (typeof commands)[number];

const usage: Readonly<Record<Command, string>> = {
  check: `archlint check [paths] [options]

Finds what is wrong with designs. Paths are .arch files, folders or globs; without any, the current folder. The folder of the nearest
archlint.json bounds a project; where there is none, a folder is a project, and so are the files of one folder that are named together.

What is reported
  --format FORMAT        text (the default), compact (one line each), json, sarif, github, gitlab, junit, checkstyle or markdown
  -o, --output FILE      write the report to a file, and one line that sums it up here
  --quiet                leave out all but errors; --max-warnings still counts warnings
  --max-warnings N       fail when there are more than N warnings
  --stats                tell how long each rule took
  --no-color, --color    without colours or with them, wherever the report goes (as NO_COLOR and FORCE_COLOR)
  --config FILE          use this archlint.json in place of the nearest one

What is known
  --baseline FILE        report only what is not in this file
  --write-baseline       write all findings to that file (archlint-baseline.json unless --baseline says otherwise)

Mending
  --fix                  mend what is safe to mend, and report the rest
  --fix-suggested        take the first suggestion of each finding too; look at what it wrote

Where designs come from
  --watch                check again whenever a file changes, until Ctrl+C
  --stdin                check the standard input, in the project of the file that --stdin-filename names
  --stdin-filename FILE  that file; it need not exist

Exit status: 0 no errors, 1 errors (or too many warnings), 2 wrong use, unreadable input or a configuration that is not understood.
`,
  diff: `archlint diff BASE [HEAD] [options]

Says what a change does to a design, in the design's words: what is for the worse, for the better or only different, and which findings are new or resolved.
BASE and HEAD are files or folders, or else revisions of the git repository at hand; without HEAD it is the working tree.

  --in PATH                    the file or folder to look at in a revision and in the working tree (what a revision is compared
                               with, or else the current folder)
  --format text|markdown|json  how it is written (text); markdown is made for a comment on a pull request
  -o, --output FILE            write it to a file
  --config FILE                use this archlint.json for both
  --exit-code                  end with 1 when something is for the worse or a finding of severity error is new

Exit status: 0, or 1 with --exit-code as said there, 2 wrong use or unreadable input.
`,
  format: `archlint format [paths] [options]

Lays designs out in the one way that Archlint has. Without paths: the current folder.

  --check                write nothing; fail when a file is laid out otherwise
  --stdin                lay out the standard input, and write it to the standard output
  --stdin-filename FILE  whose text that is; it need not exist, and one that archlint.json ignores is left as it is

Exit status: 0, 1 with --check when something is laid out otherwise, 2 wrong use or unreadable input.
`,
  rules: `archlint rules [--format text|json]

Lists all rules with their categories and severities.
`,
  explain: `archlint explain RULE

Tells what a rule (by its name or code) is about: why it matters, examples, options, sources.
`,
  diagram: `archlint diagram PATH [options]

Draws the architecture of a design (a file or a folder), or the state machine of one of its workflows.

  -o, --output FILE      where to; its ending says the format: svg, png, mmd (Mermaid), d2, dot (Graphviz) or json
  --format FORMAT        the format on the standard output, when there is no --output (svg)
  --scale N              pixels of a PNG for each pixel of the picture (1)
  --view NAME            a \`view\` of the design, a system or a group
  --focus ELEMENT        an element and what is around it
  --within N             how far around it (1)
  --states ORCHESTRATOR  the state machine of a workflow: its steps, retries and undos
  --expand GROUP,…|all   open groups that are closed: above 150 elements all are
  --collapse GROUP,…|all close groups: each is one node, with one line for all that leads to another
  --no-bundle            a line for each message and operation, none of which share a port
  --direction right|down|left|up
                         which way calls and messages run, unless the view says so
  --theme light|dark|hc  the colours (light); hc is high contrast
`,
  explore: `archlint explore PATH [options]

Runs a design (a file or a folder) under faults: redeliveries, crashes, lost answers, outages. Shows each promise that breaks, with the
shortest run that breaks it.

  --flow NAME            one flow only, by its name
  --faults N             how many faults may strike in one run: 0, 1 or 2 (1)
  --format text|json|mermaid|svg
                         how runs are written (text); mermaid and svg draw one run as a sequence diagram
  --run N|happy          which run is drawn (1); \`happy\` is the first flow's without a fault
  --theme light|dark|hc  the colours of the SVG (light); hc is high contrast
  --animated             an SVG that tells its run step by step
  -o, --output FILE      where to; the standard output when it is not given

Exit status: 0 every promise holds, 1 a promise is broken, 2 wrong use or unreadable input.
`,
  lsp: `archlint lsp --stdio

Runs the language server for an editor, over the standard input and output.
`,
};

/** @returns the help of a command. */
export function helpOf(command: Command): string {
  return `Usage: ${usage[command]}`;
}

export const overview = `Archlint models and lints event-driven architectures, written in .arch files.

Usage: archlint COMMAND [arguments]

  check [paths]        find what is wrong with designs
  diff BASE [HEAD]     say what a change does to a design
  format [paths]       lay designs out
  rules                list all rules
  explain RULE         tell what a rule is about
  diagram PATH         draw a design
  explore PATH         run a design under faults, and show how it fails
  lsp --stdio          run the language server

archlint COMMAND --help tells more of one. archlint --version prints the version. --no-color and --color are understood by all.
`;
