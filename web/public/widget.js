// Puts the desk into the corner of another site's page:
//   <script src="https://desk.example/widget.js" async data-language="zh-Hans" data-colour="#10393c" data-side="right"></script>
// The site's origin must be among LUODI_WIDGET_ORIGINS. Nothing of the site's page is read.
(() => {
  var script = document.currentScript;
  if (!script || document.getElementById('luodi-widget')) return;
  var home = new URL(script.src).origin;
  var given = script.dataset;
  var english = (given.language || document.documentElement.lang || '').indexOf('en') === 0;
  var traditional = /Hant|TW|HK|MO/i.test(given.language || document.documentElement.lang || '');
  var words = english
    ? { open: 'Ask the park', close: 'Close' }
    : traditional
      ? { open: '招商問答', close: '關閉' }
      : { open: '招商问答', close: '关闭' };
  var colour = /^#[0-9a-f]{3,8}$/i.test(given.colour || '') ? given.colour : '#10393c';
  var side = given.side === 'left' ? 'left' : 'right';

  // In a shadow, so that the site's styles and ours leave each other alone.
  var host = document.createElement('div');
  host.id = 'luodi-widget';
  var root = host.attachShadow({ mode: 'open' });
  var style = document.createElement('style');
  style.textContent =
    'button{position:fixed;bottom:20px;' +
    side +
    ':20px;z-index:2147483000;min-height:48px;padding:0 20px;border:0;' +
    'border-radius:24px;background:' +
    colour +
    ';color:#fff;font:600 16px/1.4 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;' +
    'box-shadow:0 4px 18px #0004;cursor:pointer}button:focus-visible{outline:3px solid #fff;outline-offset:-6px}' +
    'iframe{position:fixed;bottom:80px;' +
    side +
    ':20px;z-index:2147483000;width:400px;height:min(640px,calc(100vh - 100px));' +
    'border:0;border-radius:16px;background:#f6f1e6;box-shadow:0 8px 40px #0005}[hidden]{display:none}' +
    '@media (max-width:480px){iframe{inset:0 0 76px 0;width:100%;height:calc(100% - 76px);border-radius:0}}@media print{:host{display:none}}';
  var button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  button.textContent = words.open;
  var frame;

  function toggle(open) {
    if (open && !frame) {
      frame = document.createElement('iframe');
      frame.title = words.open;
      frame.allow = 'clipboard-write; web-share';
      frame.src = `${home}/embed${given.language ? `?language=${encodeURIComponent(given.language)}` : ''}`;
      root.appendChild(frame);
    }
    if (frame) frame.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    button.textContent = open ? words.close : words.open;
    if (open) frame.focus();
    else button.focus();
  }

  function isOpen() {
    return button.getAttribute('aria-expanded') === 'true';
  }

  button.addEventListener('click', () => {
    toggle(!isOpen());
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen()) toggle(false);
  });
  // The desk in the frame tells when Escape is pressed there; nothing else is listened to.
  window.addEventListener('message', (event) => {
    if (
      event.origin === home &&
      frame &&
      event.source === frame.contentWindow &&
      event.data === 'luodi:close'
    )
      toggle(false);
  });
  root.appendChild(style);
  root.appendChild(button);
  (document.body || document.documentElement).appendChild(host);
})();
