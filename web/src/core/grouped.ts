// Map.groupBy, which not all browsers have that the page works in.

/** Return `items` by what `keyOf` says of each, in their order. */
export function grouped<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const found = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    group === undefined ? found.set(key, [item]) : group.push(item);
  }
  return found;
}
