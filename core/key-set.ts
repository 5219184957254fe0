/** A 64-bit key as two unsigned halves. */
export type Key = readonly [number, number];

/** A set of 64-bit keys in typed memory, about 16 bytes each: open addressing, grown at half load. */
export class KeySet {
  #slots = new Uint32Array(2 * SMALLEST);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(key: Key): boolean {
    return isTaken(this.#slots, slotOf(this.#slots, key));
  }

  /** Adds a key; false when it was there already. The key 0 is never there: no content has it. */
  add(key: Key): boolean {
    if (this.#size * 4 >= this.#slots.length) this.#grow();
    const slot = slotOf(this.#slots, key);
    if (isTaken(this.#slots, slot)) return false;
    put(this.#slots, slot, key);
    this.#size++;
    return true;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    for (const [, key] of takenSlots(this.#slots)) put(slots, slotOf(slots, key), key);
    this.#slots = slots;
  }
}

/** A number for each of some 64-bit keys, in typed memory, about 32 bytes each; otherwise as `KeySet`. */
export class KeyMap {
  #slots = new Uint32Array(2 * SMALLEST);
  #values = new Float64Array(SMALLEST);
  #size = 0;

  get(key: Key): number | undefined {
    const slot = slotOf(this.#slots, key);
    return isTaken(this.#slots, slot) ? this.#values[slot] : undefined;
  }

  set(key: Key, value: number): void {
    if (this.#size * 2 >= this.#values.length) this.#grow();
    const slot = slotOf(this.#slots, key);
    if (!isTaken(this.#slots, slot)) this.#size++;
    put(this.#slots, slot, key);
    this.#values[slot] = value;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const values = new Float64Array(this.#values.length * 2);
    for (const [from, key] of takenSlots(this.#slots)) {
      const slot = slotOf(slots, key);
      put(slots, slot, key);
      values[slot] = this.#values[from]!;
    }
    this.#slots = slots;
    this.#values = values;
  }
}

const SMALLEST = 1024;

/** Where a key is, or where it would be put. */
function slotOf(slots: Uint32Array, [high, low]: Key): number {
  const mask = slots.length / 2 - 1;
  let slot = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> 0) & mask;
  while (isTaken(slots, slot) && (slots[2 * slot] !== high || slots[2 * slot + 1] !== low)) slot = (slot + 1) & mask;
  return slot;
}

function isTaken(slots: Uint32Array, slot: number): boolean {
  return slots[2 * slot] !== 0 || slots[2 * slot + 1] !== 0;
}

function put(slots: Uint32Array, slot: number, [high, low]: Key): void {
  slots[2 * slot] = high;
  slots[2 * slot + 1] = low;
}

function* takenSlots(slots: Uint32Array): Generator<[slot: number, key: Key]> {
  for (let slot = 0; slot < slots.length / 2; slot++)
    if (isTaken(slots, slot)) yield [slot, [slots[2 * slot]!, slots[2 * slot + 1]!]];
}

/** The first 64 bits of a text in hexadecimal digits. */
export function keyOfHex(hex: string): Key {
  return [parseInt(hex.slice(0, 8), 16), parseInt(hex.slice(8, 16), 16)];
}
