
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tip = document.getElementById('tip');

  // Controls are of use only where this script runs.
  for (const tools of all('.tools')) tools.hidden = false;

  // Which metric, and against which parameter.
  const choices = all('[data-choose]');
  const choose = () => {
    for (const choice of choices) {
      for (const part of all(`[data-${choice.dataset.choose}]`)) {
        part.hidden = choice.value !== '' && part.dataset[choice.dataset.choose] !== choice.value;
      }
    }
  };
  for (const choice of choices) choice.addEventListener('change', choose);
  choose();

  // Tables that can be sorted: a button in each heading.
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const number = text === '' ? NaN : Number(text);
    return { text, number, empty: text === '' };
  };
  const compare = (left, right) => {
    if (left.empty || right.empty) return Number(left.empty) - Number(right.empty);
    if (!Number.isNaN(left.number) && !Number.isNaN(right.number)) return left.number - right.number;
    return left.text.localeCompare(right.text, 'en', { numeric: true });
  };
  const sort = (table, head, column) => {
    const down = head.getAttribute('aria-sort') === 'ascending';
    for (const other of all('thead th', table)) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: keyOf(row, column) }));
    // What is empty stays last, whichever way.
    rows.sort((left, right) => compare(left.key, right.key) * (down && !left.key.empty && !right.key.empty ? -1 : 1));
    table.tBodies[0].append(...rows.map((entry) => entry.row));
  };
  for (const table of all('table.sortable')) {
    all('thead th', table).forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      button.addEventListener('click', () => sort(table, head, column));
      head.append(button);
    });
  }

  // Rows that hold a text.
  for (const input of all('[data-filter]')) {
    const rows = [...document.getElementById(input.dataset.filter).tBodies[0].rows];
    const told = document.querySelector(`[data-filtered="${input.dataset.filter}"]`);
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        if (!row.hidden) shown++;
      }
      told.textContent = wanted === '' ? '' : `${shown} of ${rows.length} rows`;
    });
  }

  // What a dot stands for: under the pointer, or by the arrow keys.
  const dotsOf = (path) => {
    const data = path.dataset.dots.split('|');
    return [...path.getAttribute('d').matchAll(/M([\d.-]+) ([\d.-]+)/g)].map((match, i) => ({
      x: Number(match[1]), y: Number(match[2]),
      text: `Point ${data[3 * i]}: ${path.dataset.x} ${data[3 * i + 1]}, ${path.dataset.y} ${data[3 * i + 2]}`,
    }));
  };
  const ring = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  ring.setAttribute('r', '7');
  ring.setAttribute('class', 'here');
  const hide = () => { tip.hidden = true; ring.remove(); };
  const show = (svg, dot) => {
    ring.setAttribute('cx', dot.x);
    ring.setAttribute('cy', dot.y);
    svg.append(ring);
    tip.textContent = dot.text;
    tip.hidden = false;
    const box = ring.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
    tip.style.top = `${(box.top > tip.offsetHeight + 12 ? box.top - tip.offsetHeight - 6 : box.bottom + 6) + window.scrollY}px`;
  };
  for (const path of all('path.dots')) {
    const svg = path.ownerSVGElement;
    let dots = null;
    let at = -1;
    const known = () => dots ??= dotsOf(path).sort((left, right) => left.x - right.x || right.y - left.y);
    // The drawing's title would hide what is told of its dots.
    const title = svg.querySelector('title');
    svg.setAttribute('aria-label', title.textContent);
    svg.setAttribute('aria-describedby', svg.querySelector('desc').id);
    svg.removeAttribute('aria-labelledby');
    title.remove();
    svg.tabIndex = 0;
    svg.addEventListener('pointermove', (event) => {
      const matrix = svg.getScreenCTM().inverse();
      const pointer = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
      let best = null;
      let least = 16 * 16;
      for (const dot of known()) {
        const far = (dot.x - pointer.x) ** 2 + (dot.y - pointer.y) ** 2;
        if (far < least) { least = far; best = dot; }
      }
      if (best) show(svg, best); else hide();
    });
    svg.addEventListener('pointerleave', hide);
    svg.addEventListener('blur', hide);
    svg.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key === 'Escape') hide();
      if (!step || known().length === 0) return;
      event.preventDefault();
      at = (at + step + known().length) % known().length;
      show(svg, known()[at]);
    });
  }
})();
