// The page of an answer that is waited for: shows the words as they come, and loads the page anew when they are all
// there. Written for the oldest browsers that people have inside WeChat: no modules, no streams, nothing after ES2015.
(() => {
  var words = document.getElementById('words');
  var after = '';
  var failures = 0;

  function show(parts) {
    for (const part of parts) {
      if (part.type === 'data-reset') words.textContent = '';
      if (part.type === 'text-delta') words.textContent += part.delta;
    }
  }

  function next() {
    var request = new XMLHttpRequest();
    request.open('GET', `${location.pathname}/parts${after ? `?after=${encodeURIComponent(after)}` : ''}`);
    request.timeout = 40000;
    request.onload = () => {
      if (request.status !== 200) return again();
      var taken = JSON.parse(request.responseText);
      failures = 0;
      show(taken.parts);
      after = taken.next || after;
      if (taken.isDone) location.reload();
      else next();
    };
    request.onerror = again;
    request.ontimeout = again;
    request.send();
  }

  function again() {
    failures += 1;
    setTimeout(next, Math.min(15000, 500 * 2 ** failures));
  }

  if (words) next();
})();
