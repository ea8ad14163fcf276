/** One HTML file that needs nothing else, runs nothing and asks nothing of a network. */
import { createHash } from 'node:crypto';
import { type Content, type Markup, markup, Markup as Source } from '../markup';
import { STYLE } from './style';

/** Nothing may be loaded or run; the one stylesheet is known by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

export function htmlPage(title: Content, body: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Source(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`.source;
}
