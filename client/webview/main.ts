/** The preview's page: carries events to the state, and the state to the page. */
import type { FromWebview, SavedState, ToWebview } from '../preview/messages.ts';
import { listen } from './gestures.ts';
import { createPage } from './page.ts';
import { initialState, type PreviewAction, reduce } from './state.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  getState(): SavedState | undefined;
  setState(state: SavedState): void;
};

const editor = acquireVsCodeApi();
let state = initialState(editor.getState()?.viewport ?? null);
const page = createPage(document.body);

function dispatch(action: PreviewAction): void {
  const before = state;
  state = reduce(state, action);
  if (state === before) return;
  page.show(state);
  if (state.diagram !== null) editor.setState({ uri: state.diagram.uri, viewport: state.fitted ? null : state.viewport });
}

listen(page, { dispatch, selected: () => state.selected, reveal: (id) => editor.postMessage({ type: 'reveal', id }) });
window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => dispatch(data));
page.show(state);
editor.postMessage({ type: 'ready' });
