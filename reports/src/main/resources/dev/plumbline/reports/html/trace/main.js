// Reads the trace and draws the page from top to bottom.

async function start() {
  const trace = await readTrace();
  const view = new View(trace);
  header(trace);
  reader(trace, view);
  const redraws = [paths(trace, view), map(trace, view)];
  lensTable(trace, view);
  redraws.push(distributions(trace, view));
  watchTheme(() => redraws.forEach((redraw) => redraw()));
  // Figures draw in the frame that follows.
  requestAnimationFrame(() => setTimeout(() => {
    performance.mark('all');
    document.documentElement.dataset.drawn = 'all';
  }));
}

function fail(error) {
  const problem = byId('problem');
  problem.hidden = false;
  problem.textContent = typeof DecompressionStream === 'undefined'
    ? 'This browser is too old for the page; browsers of 2024 and later can show it.'
    : `The trace cannot be shown: ${error.message}`;
}

start().catch(fail);
