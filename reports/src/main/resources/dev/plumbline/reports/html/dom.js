// Elements and foreign text. Nothing in these scripts makes markup out of text.

/** An element; attributes that are false or absent are left out, `on…` are listeners. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return made;
}

const byId = (id) => document.getElementById(id);

/** A button of a group of which one is pressed, or that is pressed on its own. */
function toggle(label, pressed, onclick) {
  return element('button', { type: 'button', 'aria-pressed': String(pressed), onclick }, label);
}

/** A button that is on or off. */
function onOff(label, on, set) {
  const button = toggle(label, on, () => {
    const now = button.getAttribute('aria-pressed') === 'false';
    button.setAttribute('aria-pressed', String(now));
    set(now);
  });
  return button;
}

/** A labelled group of buttons of which one is chosen. */
function choice(label, options, chosen, choose) {
  const buttons = options.map(([value, text, disabled]) => {
    const button = toggle(text, value === chosen, () => {
      buttons.forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
      choose(value);
    });
    if (disabled) {
      button.disabled = true;
      button.title = disabled;
    }
    return button;
  });
  return element('div', { class: 'choice', role: 'group', 'aria-label': label },
    element('span', { class: 'label', 'aria-hidden': 'true' }, label),
    element('span', { class: 'joined' }, buttons));
}

/** A labelled drop-down list; nothing where there is but one option. */
function select(label, options, chosen, choose) {
  const list = element('select', { onchange: () => choose(list.value) },
    options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)));
  return element('label', { class: 'select', hidden: options.length < 2 },
    element('span', { class: 'label' }, label), list);
}

// Controls, marks that turn or hide text, and halves of surrogate pairs. Joiners are left alone:
// emoji and several scripts need them.
const INVISIBLE = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f'
  + '\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]'
  + '|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]', 'g');

/** Text in which nothing hides: invisible characters are shown by their numbers. */
function visible(text) {
  const parts = document.createDocumentFragment();
  let last = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    parts.append(text.slice(last, match.index), element('span', { class: 'invisible' }, `U+${code}`));
    last = match.index + 1;
  }
  parts.append(text.slice(last));
  return parts;
}

/** A short foreign text on one line: a task's name, an answer. Its direction stays inside. */
function foreign(text, atMost = 200) {
  const shown = text.length > atMost ? `${text.slice(0, atMost)}…` : text;
  return element('bdi', { class: 'foreign' }, visible(shown));
}

const FIRST_CHARACTERS = 3000;
const MORE_CHARACTERS = 100000;

/** A foreign text of any length, as it was written; a long one continues on demand. */
function passage(text, label) {
  const box = element('pre', { class: 'passage', dir: 'auto', tabindex: '0', role: 'group', 'aria-label': label });
  if (text === '') {
    box.append(element('em', {}, 'nothing'));
    return box;
  }
  let shown = 0;
  const more = element('button', { type: 'button', class: 'more' });
  const extend = (characters) => {
    box.insertBefore(visible(text.slice(shown, shown + characters)), more);
    shown = Math.min(text.length, shown + characters);
    const left = text.length - shown;
    if (left === 0) more.remove();
    more.textContent = `Show ${count(Math.min(left, MORE_CHARACTERS))} more of ${count(text.length)} characters`;
  };
  more.addEventListener('click', () => extend(MORE_CHARACTERS));
  box.append(more);
  extend(FIRST_CHARACTERS);
  return box;
}

/** A file that the browser saves. */
function save(name, href) {
  element('a', { download: name, href }).click();
}

function saveText(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  save(name, url);
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
