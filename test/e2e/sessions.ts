/**
 * What the tests of a run share: one browser, the package installed once, and a server of each kind. Starting and stopping them for each file took longer than the
 * tests. A test has its own folder and page, and with them its own window, extension host and language server.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { vsixPath } from '../../scripts/package.ts';
import { browserArguments, installExtension, installedBrowser, type RunningServer, startServer } from '../../scripts/vscode.ts';
import { patience } from './waiting.ts';

/** A server and the browser's windows on it. What it has loaded once it keeps, so that the second window opens in half the time of the first. */
export interface Session {
  readonly server: RunningServer;
  readonly context: BrowserContext;
}

interface Shared {
  readonly extensions: string;
  readonly browser: Browser;
}

let shared: Promise<Shared> | undefined;
const sessions = new Map<boolean, Promise<Session>>();

/**
 * The session for a test, started by the first one that asks.
 * @param asksForTrust whether workspaces are restricted until somebody trusts them
 * @throws when the package does not install or VS Code does not start
 */
export function sessionOf(asksForTrust: boolean): Promise<Session> {
  shared ??= startShared();
  const session = sessions.get(asksForTrust) ?? startSession(shared, asksForTrust);
  sessions.set(asksForTrust, session);
  return session;
}

async function startShared(): Promise<Shared> {
  const extensions = await mkdtemp(join(tmpdir(), 'archlint-extensions-'));
  if ((await installExtension(vsixPath, extensions)) !== 0) throw new Error('The package does not install.');
  return {
    extensions,
    browser: await chromium.launch({ executablePath: installedBrowser(), args: [...browserArguments], timeout: patience }),
  };
}

async function startSession(parts: Promise<Shared>, asksForTrust: boolean): Promise<Session> {
  const { extensions, browser } = await parts;
  const server = await startServer({ extensions, asksForTrust });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(patience);
  return { server, context };
}

/** Ends all that was started. */
export async function endSessions(): Promise<void> {
  const started = await Promise.allSettled(sessions.values());
  sessions.clear();
  for (const session of started) if (session.status === 'fulfilled') await session.value.server.stop();
  const [parts] = await Promise.allSettled([shared]);
  shared = undefined;
  if (parts.status !== 'fulfilled' || parts.value === undefined) return;
  await parts.value.browser.close();
  await rm(parts.value.extensions, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
