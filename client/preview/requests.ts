/** What the webview may ask for: requests of the language server that are handed on as they are, by name. */

/** Server requests that a webview may send; a mode that needs another one adds it here. */
export const forwarded: ReadonlySet<string> = new Set<string>([]);
