// @if LIST_NODE
public class ListNode {
    public {LIST_VAL} val;
    public ListNode next;
    public ListNode({LIST_VAL} val = default({LIST_VAL}), ListNode next = null) {
        this.val = val;
        this.next = next;
    }
}
// @end
// @if TREE_NODE
public class TreeNode {
    public {TREE_VAL} val;
    public TreeNode left;
    public TreeNode right;
    public TreeNode({TREE_VAL} val = default({TREE_VAL}), TreeNode left = null, TreeNode right = null) {
        this.val = val;
        this.left = left;
        this.right = right;
    }
}
// @end
class CodeQuestDriver {
    private static readonly System.Globalization.CultureInfo plain = System.Globalization.CultureInfo.InvariantCulture;
    private static string input;
    private static int at;

    static void Main() {
        System.IO.Stream answer = System.Console.OpenStandardOutput();
        using (var all = new System.IO.MemoryStream()) {
            System.Console.OpenStandardInput().CopyTo(all);
            input = new System.Text.UTF8Encoding(false).GetString(all.ToArray());
        }
        var show = new System.Text.StringBuilder("{MARKER}");
        Call(show);
        System.Console.Out.Flush();
        byte[] data = new System.Text.UTF8Encoding(false).GetBytes(show.Append('\n').ToString());
        answer.Write(data, 0, data.Length);
        answer.Flush();
        System.Environment.Exit(0);
    }

    private static void Call(System.Text.StringBuilder show) {
{CALL}    }

    private static void Space() {
        while (at < input.Length && (input[at] <= ' ' || input[at] == ',')) at++;
    }

    // Passes a bracket or a colon.
    private static void Enter() {
        Space();
        at++;
    }

    private static bool Ends(char bracket) {
        Space();
        if (at < input.Length && input[at] != bracket) return false;
        at++;
        return true;
    }

    private static string Number() {
        Space();
        int start = at;
        while (at < input.Length && "+-.eE0123456789".IndexOf(input[at]) >= 0) at++;
        return input.Substring(start, at - start);
    }

    private static T Next<T>() {
        return (T) Next(typeof(T));
    }

    private static object Next(System.Type type) {
        Space();
        if (type == typeof(long)) return long.Parse(Number(), plain);
        if (type == typeof(double)) return double.Parse(Number(), plain);
        if (type == typeof(string)) return Text();
        if (type == typeof(bool)) {
            bool value = input[at] == 't';
            at += value ? 4 : 5;
            return value;
        }
        // @if LIST_NODE
        if (type == typeof(ListNode)) {
            var before = new ListNode();
            ListNode last = before;
            for (Enter(); !Ends(']');) last = last.next = new ListNode(Next<{LIST_VAL}>());
            return before.next;
        }
        // @end
        // @if TREE_NODE
        if (type == typeof(TreeNode)) {
            var before = new TreeNode();
            var parents = new System.Collections.Generic.Queue<TreeNode>();
            parents.Enqueue(before);
            bool left = false;
            for (Enter(); !Ends(']');) {
                TreeNode parent = left ? parents.Peek() : parents.Dequeue();
                TreeNode node = null;
                if (input[at] == 'n') {
                    at += 4;
                } else {
                    node = new TreeNode(Next<{TREE_VAL}>());
                    parents.Enqueue(node);
                }
                if (left) parent.left = node;
                else parent.right = node;
                left = !left;
            }
            return before.right;
        }
        // @end
        if (type.IsArray) {
            System.Type inner = type.GetElementType();
            var items = new System.Collections.ArrayList();
            for (Enter(); !Ends(']');) items.Add(Next(inner));
            return items.ToArray(inner);
        }
        System.Type[] parts = type.GetGenericArguments();
        var map = (System.Collections.IDictionary) System.Activator.CreateInstance(type);
        for (Enter(); !Ends('}');) {
            string name = Text();
            object key = parts[0] == typeof(string) ? name : (object) long.Parse(name, plain);
            Enter();
            map[key] = Next(parts[1]);
        }
        return map;
    }

    private static string Text() {
        var text = new System.Text.StringBuilder();
        at++;
        while (input[at] != '"') {
            char c = input[at++];
            if (c != '\\') {
                text.Append(c);
                continue;
            }
            c = input[at++];
            switch (c) {
                case 'n': text.Append('\n'); break;
                case 't': text.Append('\t'); break;
                case 'r': text.Append('\r'); break;
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                case 'u':
                    text.Append((char) System.Convert.ToInt32(input.Substring(at, 4), 16));
                    at += 4;
                    break;
                default: text.Append(c); break;
            }
        }
        at++;
        return text.ToString();
    }

    // `type` is what was asked for; what is not of it is shown as what it is.
    private static void Show(System.Text.StringBuilder show, System.Type type, object value) {
        // @if LIST_NODE
        if (type == typeof(ListNode) && (value == null || value is ListNode)) {
            ShowList(show, (ListNode) value);
            return;
        }
        // @end
        // @if TREE_NODE
        if (type == typeof(TreeNode) && (value == null || value is TreeNode)) {
            ShowTree(show, (TreeNode) value);
            return;
        }
        // @end
        if (value == null) {
            show.Append("null");
        } else if (value is bool) {
            show.Append((bool) value ? "true" : "false");
        } else if (value is string || value is char) {
            ShowText(show, value.ToString());
        } else if (value is double || value is float) {
            ShowReal(show, System.Convert.ToDouble(value, plain));
        } else if (value is System.Collections.IDictionary) {
            System.Type inner = type.IsGenericType ? type.GetGenericArguments()[1] : typeof(object);
            show.Append('{');
            bool first = true;
            foreach (System.Collections.DictionaryEntry entry in (System.Collections.IDictionary) value) {
                if (!first) show.Append(',');
                first = false;
                ShowText(show, System.Convert.ToString(entry.Key, plain));
                show.Append(':');
                Show(show, inner, entry.Value);
            }
            show.Append('}');
        } else if (value is System.Collections.IEnumerable) {
            System.Type inner = type.IsArray ? type.GetElementType() : typeof(object);
            show.Append('[');
            bool first = true;
            foreach (object item in (System.Collections.IEnumerable) value) {
                if (!first) show.Append(',');
                first = false;
                Show(show, inner, item);
            }
            show.Append(']');
        } else if (value.GetType().IsPrimitive || value is decimal) {
            show.Append(System.Convert.ToString(value, plain));
        } else {
            ShowText(show, value.ToString());
        }
    }

    // The shortest text that is read back as the same number.
    private static void ShowReal(System.Text.StringBuilder show, double value) {
        if (double.IsNaN(value) || double.IsInfinity(value)) {
            ShowText(show, value.ToString(plain));
            return;
        }
        string text = null;
        for (int digits = 15; digits <= 17; digits++) {
            text = value.ToString("G" + digits, plain);
            // The largest numbers round up to more than there is.
            double back;
            if (double.TryParse(text, System.Globalization.NumberStyles.Float, plain, out back) && back == value) break;
        }
        show.Append(text);
    }

    // @if LIST_NODE
    private static void ShowList(System.Text.StringBuilder show, ListNode node) {
        int start = show.Length;
        show.Append('[');
        for (int count = 0; node != null; node = node.next) {
            if (count++ == {MAX_NODES}) {
                show.Length = start;
                ShowText(show, "a linked list that never ends");
                return;
            }
            if (count > 1) show.Append(',');
            Show(show, typeof({LIST_VAL}), node.val);
        }
        show.Append(']');
    }

    // @end
    // @if TREE_NODE
    private static void ShowTree(System.Text.StringBuilder show, TreeNode root) {
        int start = show.Length;
        show.Append('[');
        int end = show.Length;
        var queue = new System.Collections.Generic.List<TreeNode> { root };
        for (int i = 0; i < queue.Count; i++) {
            TreeNode node = queue[i];
            if (i > 0) show.Append(',');
            if (node == null) {
                show.Append("null");
                continue;
            }
            if (queue.Count > 2 * {MAX_NODES}) {
                show.Length = start;
                ShowText(show, "a tree that never ends");
                return;
            }
            Show(show, typeof({TREE_VAL}), node.val);
            end = show.Length;
            queue.Add(node.left);
            queue.Add(node.right);
        }
        show.Length = end;
        show.Append(']');
    }

    // @end
    private static void ShowText(System.Text.StringBuilder show, string text) {
        show.Append('"');
        foreach (char c in text) {
            if (c == '"' || c == '\\') show.Append('\\').Append(c);
            else if (c < 32) show.Append("\\u").Append(((int) c).ToString("x4"));
            else show.Append(c);
        }
        show.Append('"');
    }
}
