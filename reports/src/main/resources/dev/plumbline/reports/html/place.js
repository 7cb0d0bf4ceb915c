// What is shown, as the fragment of the address: `#documents?task=chains&document=7`. A link can be sent, and back goes back.
// Whoever reads a value takes it only if it is one that can be chosen; all else counts as not said.

const SECTIONS = ['curves', 'comparison', 'documents', 'numbers', 'provenance'];

/** What is written soon after one another is one step for the button back. */
const STEP_MILLIS = 400;

class Place {
  constructor() {
    this.read();
    this.readers = [];
    addEventListener('hashchange', () => {
      clearTimeout(this.later);
      this.read();
      this.readers.forEach((reader) => reader());
      this.scroll();
    });
    // Links to a section keep what is shown.
    document.querySelectorAll('nav a, .skip').forEach((link) => link.addEventListener('click', (event) => {
      event.preventDefault();
      this.write(link.hash.slice(1), {});
      this.scroll();
      const section = byId(this.section);
      section.tabIndex = -1;
      section.focus({ preventScroll: true });
    }));
  }

  read() {
    const [section, values] = location.hash.slice(1).split(/\?(.*)/s);
    this.section = SECTIONS.includes(section) ? section : '';
    this.values = new URLSearchParams(values ?? '');
    this.written = location.hash;
    this.stepped = -Infinity;
  }

  /** Calls back when the reader went to another place. */
  follow(reader) {
    this.readers.push(reader);
  }

  /** The value of a name, if it is one of these texts, else undefined. */
  one(name, known) {
    const value = this.values.get(name);
    return value !== null && known.includes(value) ? value : undefined;
  }

  /** The values of a name that are among these texts. */
  some(name, known) {
    return distinct(this.values.getAll(name)).filter((value) => known.includes(value));
  }

  /** A text of the reader's own, at most so long; empty where there is none. */
  text(name, atMost) {
    return (this.values.get(name) ?? '').slice(0, atMost);
  }

  /** Changes values: a text, texts, or undefined for what is the default. */
  write(section, changed) {
    this.section = section;
    Object.entries(changed).forEach(([name, value]) => {
      this.values.delete(name);
      [value ?? []].flat().forEach((text) => this.values.append(name, text));
    });
    const values = this.values.toString();
    const hash = `#${section}${values ? `?${values}` : ''}`;
    if (hash === this.written) return;
    this.written = hash;
    const now = performance.now();
    clearTimeout(this.later);
    if (now - this.stepped > STEP_MILLIS) this.step('pushState');
    // Browsers refuse many steps at once, as of a key that is held.
    else this.later = setTimeout(() => this.step('replaceState'), STEP_MILLIS / 2);
    this.stepped = now;
  }

  step(how) {
    try {
      history[how](null, '', this.written);
    } catch {
      // A page inside another may not change its address; it works without.
    }
  }

  scroll() {
    if (this.section) byId(this.values.has('document') && this.section === 'documents' ? 'filters' : this.section).scrollIntoView();
  }
}
