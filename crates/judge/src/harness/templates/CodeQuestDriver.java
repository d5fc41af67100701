// @if LIST_NODE
class ListNode {
    {LIST_VAL} val;
    ListNode next;
    ListNode() {}
    ListNode({LIST_VAL} val) { this.val = val; }
    ListNode({LIST_VAL} val, ListNode next) { this.val = val; this.next = next; }
}
// @end
// @if TREE_NODE
class TreeNode {
    {TREE_VAL} val;
    TreeNode left;
    TreeNode right;
    TreeNode() {}
    TreeNode({TREE_VAL} val) { this.val = val; }
    TreeNode({TREE_VAL} val, TreeNode left, TreeNode right) { this.val = val; this.left = left; this.right = right; }
}
// @end
@java.lang.SuppressWarnings("unchecked")
class CodeQuestDriver {
    private static byte[] input;
    private static int at;

    public static void main(java.lang.String[] arguments) throws java.lang.Throwable {
        java.io.OutputStream answer = new java.io.FileOutputStream(java.io.FileDescriptor.out);
        input = java.lang.System.in.readAllBytes();
        java.lang.StringBuilder out = new java.lang.StringBuilder("{MARKER}");
        call(out);
        java.lang.System.out.flush();
        java.lang.System.err.flush();
        answer.write(out.append('\n').toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        answer.flush();
        java.lang.Runtime.getRuntime().halt(0);
    }

    private static void call(java.lang.StringBuilder out) throws java.lang.Throwable {
{CALL}    }

    private static void space() {
        while (at < input.length && (input[at] <= ' ' || input[at] == ',')) at++;
    }

    // Passes a bracket or a colon.
    private static void enter() {
        space();
        at++;
    }

    private static boolean ends(char bracket) {
        space();
        if (at < input.length && input[at] != bracket) return false;
        at++;
        return true;
    }

    // What stands between the brackets of a type: all of it, or only the last part of a map.
    private static java.lang.String inner(java.lang.String type) {
        int from = type.startsWith("map<") ? type.indexOf(", ") + 2 : type.indexOf('<') + 1;
        return type.substring(from, type.length() - 1);
    }

    private static java.lang.Class<?> classOf(java.lang.String type) {
        if (type.equals("int") || type.equals("long")) return long.class;
        if (type.equals("float")) return double.class;
        if (type.equals("bool")) return boolean.class;
        if (type.startsWith("list<")) return java.lang.reflect.Array.newInstance(classOf(inner(type)), 0).getClass();
        if (type.startsWith("map<")) return java.util.Map.class;
        // @if LIST_NODE
        if (type.startsWith("linked_list<")) return ListNode.class;
        // @end
        // @if TREE_NODE
        if (type.startsWith("tree<")) return TreeNode.class;
        // @end
        return java.lang.String.class;
    }

    private static java.lang.Object next(java.lang.String type) {
        space();
        switch (type) {
            case "int": case "long": return number();
            case "float": return real();
            case "bool": return truth();
            case "string": return text();
            case "list<int>": case "list<long>": return longs();
        }
        java.lang.String inner = inner(type);
        if (type.startsWith("map<")) {
            boolean texts = type.startsWith("map<string, ");
            java.util.Map<java.lang.Object, java.lang.Object> map = new java.util.HashMap<>();
            for (enter(); !ends('}');) {
                java.lang.String name = text();
                java.lang.Object key = texts ? name : (java.lang.Object) java.lang.Long.valueOf(name);
                enter();
                map.put(key, next(inner));
            }
            return map;
        }
        // @if LIST_NODE
        if (type.startsWith("linked_list<")) {
            ListNode before = new ListNode();
            ListNode last = before;
            for (enter(); !ends(']');) last = last.next = new ListNode(({LIST_BOX}) next(inner));
            return before.next;
        }
        // @end
        // @if TREE_NODE
        if (type.startsWith("tree<")) {
            TreeNode before = new TreeNode();
            java.util.ArrayDeque<TreeNode> parents = new java.util.ArrayDeque<>();
            parents.add(before);
            boolean left = false;
            for (enter(); !ends(']');) {
                TreeNode parent = left ? parents.peek() : parents.poll();
                TreeNode node = null;
                if (input[at] == 'n') {
                    at += 4;
                } else {
                    node = new TreeNode(({TREE_BOX}) next(inner));
                    parents.add(node);
                }
                if (left) parent.left = node;
                else parent.right = node;
                left = !left;
            }
            return before.right;
        }
        // @end
        java.util.ArrayList<java.lang.Object> items = new java.util.ArrayList<>();
        for (enter(); !ends(']');) items.add(next(inner));
        java.lang.Object array = java.lang.reflect.Array.newInstance(classOf(inner), items.size());
        for (int i = 0; i < items.size(); i++) java.lang.reflect.Array.set(array, i, items.get(i));
        return array;
    }

    private static boolean truth() {
        boolean value = input[at] == 't';
        at += value ? 4 : 5;
        return value;
    }

    private static double real() {
        int start = at;
        while (at < input.length && "+-.eE0123456789".indexOf(input[at]) >= 0) at++;
        return java.lang.Double.parseDouble(new java.lang.String(input, start, at - start));
    }

    private static long[] longs() {
        long[] values = new long[16];
        int count = 0;
        for (enter(); !ends(']');) {
            if (count == values.length) values = java.util.Arrays.copyOf(values, 2 * count);
            values[count++] = number();
        }
        return java.util.Arrays.copyOf(values, count);
    }

    private static long number() {
        boolean negative = input[at] == '-';
        if (negative) at++;
        long value = 0;
        while (at < input.length && input[at] >= '0' && input[at] <= '9') value = value * 10 - (input[at++] - '0');
        return negative ? value : -value;
    }

    private static java.lang.String text() {
        java.io.ByteArrayOutputStream plain = new java.io.ByteArrayOutputStream();
        java.lang.StringBuilder out = new java.lang.StringBuilder();
        at++;
        while (input[at] != '"') {
            if (input[at] != '\\') {
                plain.write(input[at++]);
                continue;
            }
            out.append(plain.toString(java.nio.charset.StandardCharsets.UTF_8));
            plain.reset();
            char c = (char) input[at + 1];
            at += 2;
            switch (c) {
                case 'n': out.append('\n'); break;
                case 't': out.append('\t'); break;
                case 'r': out.append('\r'); break;
                case 'b': out.append('\b'); break;
                case 'f': out.append('\f'); break;
                case 'u':
                    out.append((char) java.lang.Integer.parseInt(new java.lang.String(input, at, 4), 16));
                    at += 4;
                    break;
                default: out.append(c);
            }
        }
        at++;
        return out.append(plain.toString(java.nio.charset.StandardCharsets.UTF_8)).toString();
    }

    // What is not of the type is shown as what it is.
    private static void show(java.lang.StringBuilder out, java.lang.String type, java.lang.Object value) {
        java.lang.String inner = type.indexOf('<') > 0 ? inner(type) : type;
        // @if LIST_NODE
        if (type.startsWith("linked_list<") && (value == null || value instanceof ListNode)) {
            showLinkedList(out, inner, (ListNode) value);
            return;
        }
        // @end
        // @if TREE_NODE
        if (type.startsWith("tree<") && (value == null || value instanceof TreeNode)) {
            showTree(out, inner, (TreeNode) value);
            return;
        }
        // @end
        if (value == null || value instanceof java.lang.Boolean || value instanceof java.lang.Number) {
            out.append(value);
        } else if (type.startsWith("list<") && value.getClass().isArray()) {
            out.append('[');
            int length = java.lang.reflect.Array.getLength(value);
            for (int i = 0; i < length; i++) {
                if (i > 0) out.append(',');
                show(out, inner, java.lang.reflect.Array.get(value, i));
            }
            out.append(']');
        } else if (type.startsWith("list<") && value instanceof java.lang.Iterable) {
            out.append('[');
            boolean first = true;
            for (java.lang.Object item : (java.lang.Iterable<?>) value) {
                if (!first) out.append(',');
                first = false;
                show(out, inner, item);
            }
            out.append(']');
        } else if (type.startsWith("map<") && value instanceof java.util.Map) {
            out.append('{');
            boolean first = true;
            for (java.util.Map.Entry<?, ?> entry : ((java.util.Map<?, ?>) value).entrySet()) {
                if (!first) out.append(',');
                first = false;
                showText(out, java.lang.String.valueOf(entry.getKey()));
                out.append(':');
                show(out, inner, entry.getValue());
            }
            out.append('}');
        } else {
            showText(out, value.toString());
        }
    }

    // @if LIST_NODE
    private static void showLinkedList(java.lang.StringBuilder out, java.lang.String inner, ListNode node) {
        int start = out.length();
        out.append('[');
        for (int count = 0; node != null; node = node.next) {
            if (count++ == {MAX_NODES}) {
                out.setLength(start);
                showText(out, "a linked list that never ends");
                return;
            }
            if (count > 1) out.append(',');
            show(out, inner, node.val);
        }
        out.append(']');
    }

    // @end
    // @if TREE_NODE
    private static void showTree(java.lang.StringBuilder out, java.lang.String inner, TreeNode root) {
        int start = out.length();
        out.append('[');
        int end = out.length();
        java.util.ArrayList<TreeNode> queue = new java.util.ArrayList<>();
        queue.add(root);
        for (int i = 0; i < queue.size(); i++) {
            TreeNode node = queue.get(i);
            if (i > 0) out.append(',');
            if (node == null) {
                out.append("null");
                continue;
            }
            if (queue.size() > 2 * {MAX_NODES}) {
                out.setLength(start);
                showText(out, "a tree that never ends");
                return;
            }
            show(out, inner, node.val);
            end = out.length();
            queue.add(node.left);
            queue.add(node.right);
        }
        out.setLength(end);
        out.append(']');
    }

    // @end
    private static void showText(java.lang.StringBuilder out, java.lang.String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < 32) out.append(java.lang.String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }
}
