<?php
// @if LIST_NODE
class ListNode {
    public $val;
    public $next;
    public function __construct($val = {LIST_ZERO}, $next = null) {
        $this->val = $val;
        $this->next = $next;
    }
}
// @end
// @if TREE_NODE
class TreeNode {
    public $val;
    public $left;
    public $right;
    public function __construct($val = {TREE_ZERO}, $left = null, $right = null) {
        $this->val = $val;
        $this->left = $left;
        $this->right = $right;
    }
}
// @end
// Nothing of this is a name of the program.
(function () {
    $answer = fopen('php://fd/1', 'wb');
    $lines = explode("\n", stream_get_contents(STDIN));
    $read = fn($line) => json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    $text = fn($value) => json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);

    $argument = function ($of, $value) use (&$argument) {
        if ($of === 'float') return (float) $value;
        if (!is_array($of)) return $value;
        $inner = $of[count($of) - 1];
        if ($of[0] === 'list' || $of[0] === 'map') return array_map(fn($item) => $argument($inner, $item), $value);
        // @if LIST_NODE
        if ($of[0] === 'linked_list') {
            $head = null;
            foreach (array_reverse($value) as $item) $head = new ListNode($argument($inner, $item), $head);
            return $head;
        }
        // @end
        // @if TREE_NODE
        if ($of[0] === 'tree') {
            $nodes = array_map(fn($item) => $item === null ? null : new TreeNode($argument($inner, $item)), $value);
            $at = 1;
            foreach ($nodes as $node) {
                if ($node === null) continue;
                $node->left = $nodes[$at++] ?? null;
                $node->right = $nodes[$at++] ?? null;
            }
            return $nodes[0] ?? null;
        }
        // @end
    };
    $arguments = fn($of, $values) => array_map($argument, $of, $values);

    // What is not of the type is shown as what it is.
    $show = function ($of, $value) use (&$show, $text) {
        $inner = is_array($of) ? $of[count($of) - 1] : null;
        $kind = is_array($of) ? $of[0] : $of;
        if ($kind === 'list' && is_array($value) && array_is_list($value)) {
            return '[' . implode(',', array_map(fn($item) => $show($inner, $item), $value)) . ']';
        }
        if ($kind === 'map' && is_array($value)) {
            $pairs = [];
            foreach ($value as $key => $item) $pairs[] = $text((string) $key) . ':' . $show($inner, $item);
            return '{' . implode(',', $pairs) . '}';
        }
        // @if LIST_NODE
        if ($kind === 'linked_list') {
            $items = '';
            $count = 0;
            for ($node = $value; $node !== null; $node = $node->next) {
                if (!$node instanceof ListNode) return $text('not a ListNode: ' . $text($node));
                if ($count++ === {MAX_NODES}) return $text('a linked list that never ends');
                $items .= ',' . $show($inner, $node->val);
            }
            return '[' . substr($items, 1) . ']';
        }
        // @end
        // @if TREE_NODE
        if ($kind === 'tree') {
            $queue = new SplQueue();
            $queue->enqueue($value);
            $items = '';
            $count = 0;
            $end = 0;
            while (!$queue->isEmpty()) {
                $node = $queue->dequeue();
                if ($node === null) {
                    $items .= ',null';
                    continue;
                }
                if (!$node instanceof TreeNode) return $text('not a TreeNode: ' . $text($node));
                if ($count++ === {MAX_NODES}) return $text('a tree that never ends');
                $items .= ',' . $show($inner, $node->val);
                $end = strlen($items);
                $queue->enqueue($node->left);
                $queue->enqueue($node->right);
            }
            return '[' . substr($items, 1, max(0, $end - 1)) . ']';
        }
        // @end
        if (is_float($value) && !is_finite($value)) return $text((string) $value);
        return $text($value);
    };

    require 'solution.php';
    // @if FUNCTION
    if (!method_exists('Solution', '{ENTRY}')) {
        fwrite(STDERR, "solution.php has no class `Solution` with a method `{ENTRY}`\n");
        exit(1);
    }
    $values = $arguments({PARAMS}, array_map($read, array_slice($lines, 0, count({PARAMS}))));
    $result = (new Solution())->{ENTRY}(...$values);
    $result = $show({ANSWER}, {CHANGED} < 0 ? $result : $values[max(0, {CHANGED})]);
    // @end
    // @if CLASS
    if (!class_exists('{ENTRY}')) {
        fwrite(STDERR, "solution.php has no class `{ENTRY}`\n");
        exit(1);
    }
    [$calls, $values] = [$read($lines[0]), $read($lines[1])];
    $methods = [];
    foreach ({METHODS} as [$call, $name, $params, $returns]) $methods[$call] = [$name, $params, $returns];
    $object = new {ENTRY}(...$arguments({PARAMS}, $values[0]));
    $results = ['null'];
    for ($at = 1; $at < count($calls); $at++) {
        [$name, $params, $returns] = $methods[$calls[$at]];
        $given = $arguments($params, $values[$at]);
        $result = $object->$name(...$given);
        $results[] = $returns === 'void' ? 'null' : $show($returns, $result);
    }
    $result = '[' . implode(',', $results) . ']';
    // @end
    while (ob_get_level() > 0) ob_end_flush();
    fwrite($answer, "\n\u{1e}result:" . $result . "\n");
    exit(0);
})();
