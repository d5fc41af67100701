'use strict';
{
  // What is needed later is put aside first: a learner may replace any of it.
  const fs = require('fs');
  const vm = require('vm');
  const stdout = process.stdout;
  const write = stdout.write.bind(stdout);
  const exit = process.exit.bind(process);
  const { parse, stringify } = JSON;
  const { isArray, from } = Array;
  const { fromEntries, entries } = Object;
  const lines = fs.readFileSync(0, 'utf8').split('\n');
  // @if LIST_NODE
  const ListNode = class ListNode {
    constructor(val, next) {
      this.val = val === undefined ? {LIST_ZERO} : val;
      this.next = next === undefined ? null : next;
    }
  };
  globalThis.ListNode = ListNode;
  // @end
  // @if TREE_NODE
  const TreeNode = class TreeNode {
    constructor(val, left, right) {
      this.val = val === undefined ? {TREE_ZERO} : val;
      this.left = left === undefined ? null : left;
      this.right = right === undefined ? null : right;
    }
  };
  globalThis.TreeNode = TreeNode;
  // @end
  // Numbers would lose digits beyond 2^53, so all numbers of a line with a BigInt in it are read from their text.
  const texts = {HAS_LONG};
  const number = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const read = (line) => parse(texts ? line.replace(number, (part) => (part[0] === '"' ? part : '"' + part + '"')) : line);
  const argument = (of, value) => {
    if (of === 'long') return BigInt(value);
    if (of === 'int' || of === 'float') return Number(value);
    if (!isArray(of)) return value;
    const inner = of[of.length - 1];
    if (of[0] === 'list') return value.map((item) => argument(inner, item));
    if (of[0] === 'map') {
      const map = new Map();
      for (const [key, item] of entries(value)) map.set(argument(of[1], key), argument(inner, item));
      return map;
    }
    // @if LIST_NODE
    if (of[0] === 'linked_list') {
      return value.reduceRight((next, item) => new ListNode(argument(inner, item), next), null);
    }
    // @end
    // @if TREE_NODE
    if (of[0] === 'tree') {
      const nodes = value.map((item) => (item === null ? null : new TreeNode(argument(inner, item))));
      let at = 1;
      for (const node of nodes) {
        if (node === null) continue;
        node.left = nodes[at++] ?? null;
        node.right = nodes[at++] ?? null;
      }
      return nodes[0] ?? null;
    }
    // @end
    return value;
  };
  const given = (of, values) => of.map((one, at) => argument(one, values[at]));
  const all = (value, one) => {
    const out = [];
    for (const item of value) out.push(one(item));
    return out.join(',');
  };
  // What is not of the type is shown as what it is.
  const show = (of, value) => {
    const inner = of[of.length - 1];
    // @if LIST_NODE
    if (of[0] === 'linked_list') {
      const items = [];
      for (let node = value ?? null; node !== null; node = node.next ?? null) {
        if (typeof node !== 'object' || !('val' in node)) return stringify('not a ListNode: ' + stringify(node));
        if (items.length === {MAX_NODES}) return '"a linked list that never ends"';
        items.push(show(inner, node.val));
      }
      return '[' + items.join(',') + ']';
    }
    // @end
    // @if TREE_NODE
    if (of[0] === 'tree') {
      const items = [];
      let end = 0;
      const queue = [value ?? null];
      for (const node of queue) {
        if (node === null) {
          items.push('null');
          continue;
        }
        if (typeof node !== 'object' || !('val' in node)) return stringify('not a TreeNode: ' + stringify(node));
        if (queue.length > 2 * {MAX_NODES}) return '"a tree that never ends"';
        end = items.push(show(inner, node.val));
        queue.push(node.left ?? null, node.right ?? null);
      }
      return '[' + items.slice(0, end).join(',') + ']';
    }
    // @end
    if (typeof value === 'bigint' || typeof value === 'number') return String(value);
    if (isArray(value) || ArrayBuffer.isView(value)) {
      return '[' + all(value, (item) => show(of[0] === 'list' ? inner : of, item)) + ']';
    }
    if (of[0] === 'map' && value !== null && typeof value === 'object') {
      const pairs = value instanceof Map ? value : entries(value);
      return '{' + all(pairs, ([key, item]) => stringify(String(key)) + ':' + show(inner, item)) + '}';
    }
    return stringify(value) ?? 'null';
  };
  const shown = (of, value) => {
    try {
      return show(of, value);
    } catch (error) {
      return stringify('a value that cannot be shown: ' + error);
    }
  };
  const finish = (text) => write('{MARKER}' + text + '\n', () => exit(0));
  const fail = (error) => {
    process.stderr.write((error && error.stack ? String(error.stack) : 'thrown: ' + String(error)) + '\n', () => exit(1));
  };
  const own = { exports: {} };
  globalThis.require = require;
  globalThis.module = own;
  globalThis.exports = own.exports;
{LOAD}
  // @if FUNCTION
  const call = () => {
    const values = given({PARAMS}, lines.slice(0, {PARAMS}.length).map(read));
    const answer = (result) => shown({ANSWER}, {CHANGED} < 0 ? result : values[{CHANGED}]);
    const result = entry(...values);
    return result && typeof result.then === 'function' ? result.then(answer) : answer(result);
  };
  // @end
  // @if CLASS
  const call = () => {
    const [calls, values] = [parse(lines[0]), read(lines[1])];
    const methods = fromEntries({METHODS}.map(([name, ...rest]) => [name, rest]));
    const object = new entry(...given({PARAMS}, values[0]));
    const results = ['null'];
    for (let at = 1; at < calls.length; at++) {
      const [name, params, returns] = methods[calls[at]];
      const result = object[name](...given(params, values[at]));
      results.push(returns === 'void' ? 'null' : shown(returns, result));
    }
    return '[' + results.join(',') + ']';
  };
  // @end
  if (typeof entry !== 'function') {
    // @if FUNCTION
    process.stderr.write('solution.js has no function `{ENTRY}`\n', () => exit(1));
    // @end
    // @if CLASS
    process.stderr.write('solution.js has no class `{ENTRY}`\n', () => exit(1));
    // @end
  } else {
    const text = call();
    if (typeof text === 'string') finish(text);
    else text.then(finish, fail);
  }
}
