// Light, dark and print. Colours are the style sheet's; the charts ask for them by name.

const probe = element('span', { hidden: true });

/** What a variable of the style sheet is right now, as a colour that a canvas understands. */
function colour(name, light = false) {
  if (!probe.isConnected) document.body.append(probe);
  probe.style.colorScheme = light ? 'light' : '';
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

// Okabe and Ito (2008), brightened for the dark; told apart with any colour vision.
const SERIES_COLOURS = 7;
const seriesColour = (index) => colour(`series-${index % SERIES_COLOURS}`);

const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
};

/** Calls back whenever colours or the medium have changed. */
function watchTheme(changed) {
  const button = byId('theme');
  const update = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Change to ${isDark() ? 'light' : 'dark'} colours`);
    changed();
  };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    update();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', update);
  matchMedia('print').addEventListener('change', update);
  update();
}
