/** A binary heap: the smallest key comes first. */
export class Heap {
  #items = [];

  push(key, value) {
    const items = this.#items;
    let at = items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent].key <= key) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = { key, value };
  }

  pop() {
    const items = this.#items;
    const [top] = items;
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && items[child + 1].key < items[child].key) child++;
      if (items[child].key >= last.key) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return top;
  }
}
