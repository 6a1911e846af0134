import openProgram from 'open';

/** Whether a browser opened here would be seen: there is a display, and nobody works from another machine. */
export function hasDisplay(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): boolean {
  if (platform === 'darwin' || platform === 'win32') return env['SSH_CONNECTION'] === undefined;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY'], env['WSL_DISTRO_NAME']].some((value) => value);
}

/** Opens an address in the browser of this machine; false when there is none that starts. */
export async function openBrowser(address: string): Promise<boolean> {
  try {
    const child = await openProgram(address);
    // A program that is not there says so a moment later.
    return await new Promise((resolve) => {
      child.once('error', () => resolve(false));
      child.once('exit', (status) => resolve(status === 0));
      setTimeout(() => resolve(true), 1000).unref();
    });
  } catch {
    return false;
  }
}
