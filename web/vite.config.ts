import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const inFolder = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  plugins: [preact()],
  build: {
    // What WeChat's own browsers are made of at the oldest, see docs/channels/web.md.
    target: ['chrome80', 'safari13'],
    // All but the first are templates, which the server fills.
    rolldownOptions: { input: ['index.html', 'source.html', 'answer.html'].map(inFolder) },
    // Fonts and pictures stay files: the page's policy admits no inline code and little inline data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8787', '^/(?:source|a|s)/': 'http://127.0.0.1:8787' } },
});
