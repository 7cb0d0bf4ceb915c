// A list of any length of which only the visible rows are elements. Rows are equally high, so that
// all it takes is a division; a library would bring measuring and caching that nothing here needs.

const ROW_HEIGHT = 44;

class VirtualList {
  /** `fill(element, item)` puts an item into an empty row; `choose(item)` is told of the choice. */
  constructor(box, label, fill, choose) {
    this.fill = fill;
    this.choose = choose;
    this.items = [];
    this.active = -1;
    this.space = element('div', { class: 'space', role: 'presentation' });
    this.box = box;
    box.className = 'list';
    for (const [name, value] of Object.entries({ role: 'listbox', tabindex: '0', 'aria-label': label })) {
      box.setAttribute(name, value);
    }
    box.replaceChildren(this.space);
    box.addEventListener('scroll', () => this.draw());
    box.addEventListener('keydown', (event) => this.onKey(event));
    this.space.addEventListener('click', (event) => {
      const row = event.target.closest('[role=option]');
      if (row) this.activate(Number(row.dataset.index));
    });
    new ResizeObserver(() => this.draw()).observe(box);
  }

  show(items) {
    this.items = items;
    this.active = -1;
    this.box.scrollTop = 0;
    this.space.style.height = `${items.length * ROW_HEIGHT}px`;
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW_HEIGHT) - 4);
    const last = Math.min(this.items.length, first + Math.ceil(this.box.clientHeight / ROW_HEIGHT) + 8);
    const rows = [];
    for (let index = first; index < last; index++) rows.push(this.row(index));
    this.space.replaceChildren(...rows);
    const shown = this.active >= first && this.active < last;
    if (shown) this.box.setAttribute('aria-activedescendant', `${this.box.id}-${this.active}`);
    else this.box.removeAttribute('aria-activedescendant');
  }

  row(index) {
    const row = element('div', {
      role: 'option', class: 'row', id: `${this.box.id}-${index}`, 'data-index': index,
      'aria-selected': String(index === this.active), 'aria-posinset': index + 1, 'aria-setsize': this.items.length,
    });
    row.style.top = `${index * ROW_HEIGHT}px`;
    this.fill(row, this.items[index]);
    return row;
  }

  activate(index) {
    if (index < 0 || index >= this.items.length) return;
    this.mark(index);
    this.choose(this.items[index]);
  }

  /** Shows that an item is the chosen one, and tells nobody. */
  mark(index) {
    this.active = index;
    const top = index * ROW_HEIGHT;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    const bottom = top + ROW_HEIGHT - this.box.clientHeight;
    if (bottom > this.box.scrollTop) this.box.scrollTop = bottom;
    this.draw();
  }

  onKey(event) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW_HEIGHT) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.items.length, End: this.items.length };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.activate(Math.max(0, Math.min(this.items.length - 1, this.active + steps[event.key])));
  }
}
