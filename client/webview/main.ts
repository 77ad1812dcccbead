/** The preview's page: carries events to the state, and the state to the page. It holds no logic of its own. */
import type { FromWebview, SavedState, ToWebview } from '../preview/messages.ts';
import { listen } from './input/gestures.ts';
import { type KeyCommands, press } from './input/keys.ts';
import { modes } from './modes/index.ts';
import { ModeRunner } from './modes/runner.ts';
import { Requests } from './requests.ts';
import { reduce } from './state/reduce.ts';
import { initialState, type PreviewAction, savedState } from './state/state.ts';
import { createCanvas } from './view/canvas.ts';
import { createCard } from './view/card.ts';
import { createDivider } from './view/divider.ts';
import { createExportMenu } from './view/export-menu.ts';
import { createFilterMenu } from './view/filter-menu.ts';
import { createHelp } from './view/help.ts';
import { createLegend } from './view/legend.ts';
import { createMinimap } from './view/minimap.ts';
import { createPage } from './view/page.ts';
import { createSearchBox } from './view/search-box.ts';
import { createToolbar } from './view/toolbar.ts';
import { createTree } from './view/tree.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  getState(): SavedState | undefined;
  setState(state: SavedState): void;
};

const editor = acquireVsCodeApi();
const saved = editor.getState();
let state = initialState(saved);
const requests = new Requests((message) => editor.postMessage(message));
const page = createPage(document.body);
const canvas = createCanvas(page.stage);
const commands = {
  state: () => state,
  dispatch,
  reveal: (id: string) => editor.postMessage({ type: 'reveal', id }),
  showLegend(shown: boolean) {
    dispatch({ type: 'legend', shown });
    editor.postMessage({ type: 'legend', shown });
  },
  pin: (pinned: boolean) => editor.postMessage({ type: 'pin', pinned }),
  details: (id: string) => card.open(id),
  openFilters: () => filters.toggle(),
  openExport: () => exporting.toggle(),
  help: () => help.open(),
} satisfies KeyCommands & Parameters<typeof createToolbar>[2];
const toolbar = createToolbar(page.toolbar, modes, commands);
const filters = createFilterMenu(toolbar.filter, commands);
const exporting = createExportMenu(toolbar.exporting, { requests, tell: page.tell });
const card = createCard({ ...commands, stage: page.stage, requests, part: canvas.part, tell: page.tell });
const minimap = createMinimap(page.stage, commands);
const search = createSearchBox(page.stage, commands);
const legend = createLegend(page.legend, commands);
const divider = createDivider(page.middle, page.side, {
  ...commands,
  keepSplit: () => editor.postMessage({ type: 'split', split: state.split }),
});
const tree = createTree(page.stage, {
  ...commands,
  label: (id) => canvas.part(id)?.getAttribute('aria-label') ?? id,
  announce: page.announce,
});
const runner = new ModeRunner(modes, saved?.modes ?? {}, {
  tools: toolbar.tools,
  side: page.side,
  foot: page.foot,
  canvas,
  requests,
  state: () => state,
  dispatch,
  reveal: (location) => editor.postMessage({ type: 'reveal-location', location }),
  announce: page.announce,
  changed: save,
});
const help = createHelp(document.body, () => runner.help);

const views = [page, toolbar, canvas, legend, search, minimap, card, tree, runner, divider];

function dispatch(action: PreviewAction): void {
  const before = state;
  state = reduce(state, action);
  if (state === before) return;
  // A picture of another document ends what was wished of the one before, here and there.
  if (state.wish !== before.wish && action.type !== 'picture') editor.postMessage({ type: 'wish', wish: state.wish });
  if (state.stage !== before.stage) editor.postMessage({ type: 'room', room: state.stage });
  for (const part of views) part.show(state);
  save();
}

function save(): void {
  const kept = savedState(state, runner.saved);
  if (kept !== undefined) editor.setState(kept);
}

function receive(message: ToWebview): void {
  if (message.type === 'answer' || message.type === 'refusal') requests.settle(message);
  else if (message.type === 'show') {
    dispatch({ type: 'mode', mode: message.mode });
    runner.receive(message.argument);
  } else dispatch(message);
}

/** A text field keeps its keys, and a button its Enter and Space. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLButtonElement && (key === 'Enter' || key === ' ');
}

listen(page.stage, commands);
document.addEventListener('keydown', (event) => {
  if (isTyping(event) || event.defaultPrevented) return;
  if (runner.key(event) || press(event, commands)) event.preventDefault();
});
window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => receive(data));
for (const part of views) part.show(state);
editor.postMessage({
  type: 'ready',
  wish: state.wish,
  room: { width: page.stage.clientWidth, height: page.stage.clientHeight },
  isNew: saved?.legend === undefined,
});
