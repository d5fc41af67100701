def start():
    import json, os, sys
    # A learner may replace any of these.
    answer, write, leave, dumps, loads = os.dup(1), os.write, os._exit, json.dumps, json.loads
    lines = sys.stdin.buffer.read().decode("utf-8").split("\n")
    # @if LIST_NODE

    class ListNode:
        def __init__(self, val=0, next=None):
            self.val = val
            self.next = next
    # @end
    # @if TREE_NODE

    class TreeNode:
        def __init__(self, val=0, left=None, right=None):
            self.val = val
            self.left = left
            self.right = right
    # @end

    # What makes an argument of a JSON value; None where it is one already. JSON does not part `1` from `1.0`.
    def reader(of):
        if of == "float":
            return float
        if type(of) is str:
            return None
        inner = reader(of[-1])
        if of[0] == "list":
            return inner and (lambda value: [inner(item) for item in value])
        item_of = inner or (lambda item: item)
        if of[0] == "map":
            key_of = str if of[1] == "string" else int
            return lambda value: {key_of(key): item_of(item) for key, item in value.items()}
        # @if LIST_NODE

        def linked_list(value):
            head = None
            for item in reversed(value):
                head = ListNode(item_of(item), head)
            return head

        if of[0] == "linked_list":
            return linked_list
        # @end
        # @if TREE_NODE

        def tree(value):
            nodes = [None if item is None else TreeNode(item_of(item)) for item in value]
            rest = iter(nodes)
            root = next(rest, None)
            for node in nodes:
                if node is not None:
                    node.left = next(rest, None)
                    node.right = next(rest, None)
            return root

        if of[0] == "tree":
            return tree
        # @end

    # What makes a JSON value of a result; None where it is one already.
    def shower(of):
        if type(of) is str:
            return None
        inner = shower(of[-1])
        if of[0] == "list":
            return inner and (lambda value: [inner(item) for item in value] if isinstance(value, (list, tuple)) else value)
        if of[0] == "map":
            return inner and (lambda value: {key: inner(item) for key, item in value.items()} if isinstance(value, dict) else value)
        # @if LIST_NODE

        def linked_list(node):
            out = []
            while node is not None:
                if len(out) == {MAX_NODES}:
                    return "a linked list that never ends"
                try:
                    out.append(node.val)
                    node = node.next
                except AttributeError:
                    return "not a ListNode: " + repr(node)
            return out

        if of[0] == "linked_list":
            return linked_list
        # @end
        # @if TREE_NODE

        def tree(root):
            out, queue = [], [root]
            for node in queue:
                if node is None:
                    out.append(None)
                    continue
                if len(queue) > 2 * {MAX_NODES}:
                    return "a tree that never ends"
                try:
                    out.append(node.val)
                    queue += node.left, node.right
                except AttributeError:
                    return "not a TreeNode: " + repr(node)
            while out and out[-1] is None:
                out.pop()
            return out

        if of[0] == "tree":
            return tree
        # @end

    def shown(of, value):
        show = shower(of)
        try:
            return dumps(show(value) if show else value, ensure_ascii=False, default=repr)
        except (TypeError, ValueError, RecursionError) as error:
            return dumps("a value that cannot be shown: " + str(error))

    def arguments(of, values):
        readers = [reader(one) for one in of]
        return [read(value) if read else value for read, value in zip(readers, values)]

    def finish(code):
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:
            pass
        leave(code)

    try:
        module = type(sys)("solution")
        module.__file__ = "solution.py"
        # @if LIST_NODE
        module.ListNode = ListNode
        # @end
        # @if TREE_NODE
        module.TreeNode = TreeNode
        # @end
        sys.modules["solution"] = module
        with open("solution.py", "rb") as file:
            code = compile(file.read(), "solution.py", "exec")
        # @if FUNCTION
        values = arguments({PARAMS}, [loads(line) for line in lines[:len({PARAMS})]])
        # @end
        # @if CLASS
        calls, values = loads(lines[0]), loads(lines[1])
        methods = {name: rest for name, *rest in {METHODS}}
        # @end
        exec(code, module.__dict__)
        entry = module.__dict__.get("{ENTRY}")
        if not callable(entry):
            # @if FUNCTION
            sys.stderr.write("solution.py has no function `{ENTRY}`\n")
            # @end
            # @if CLASS
            sys.stderr.write("solution.py has no class `{ENTRY}`\n")
            # @end
            finish(1)
        # @if FUNCTION
        result = entry(*values)
        changed = {CHANGED}
        text = shown({ANSWER}, result if changed < 0 else values[changed])
        # @end
        # @if CLASS
        thing = entry(*arguments({PARAMS}, values[0]))
        results = ["null"]
        for call, value in zip(calls[1:], values[1:]):
            name, params, returns = methods[call]
            result = getattr(thing, name)(*arguments(params, value))
            results.append("null" if returns == "void" else shown(returns, result))
        text = "[" + ",".join(results) + "]"
        # @end
    except SystemExit:
        raise
    except BaseException as error:
        import traceback
        place = error.__traceback__
        while place is not None and place.tb_frame.f_code.co_filename != "solution.py":
            place = place.tb_next
        traceback.print_exception(type(error), error, place)
        finish(1)
    try:
        sys.stdout.flush()
    except BaseException:
        pass
    data = ("{MARKER}" + text + "\n").encode("utf-8", "replace")
    while data:
        data = data[write(answer, data):]
    finish(0)


start()
