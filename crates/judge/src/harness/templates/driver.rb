require 'json'
# @if LIST_NODE

class ListNode
  attr_accessor :val, :next

  def initialize(val = {LIST_ZERO}, next_node = nil)
    @val = val
    @next = next_node
  end
end
# @end
# @if TREE_NODE

class TreeNode
  attr_accessor :val, :left, :right

  def initialize(val = {TREE_ZERO}, left = nil, right = nil)
    @val = val
    @left = left
    @right = right
  end
end
# @end

# Nothing of this is a name of the program, and what is needed later is put aside first: a learner may replace it.
lambda do
  answer = $stdout.dup
  generate = JSON.method(:generate)
  parse = JSON.method(:parse)
  leave = Process.method(:exit!)
  lines = $stdin.binmode.read.force_encoding('UTF-8').split("\n")

  argument = lambda do |of, value|
    next value.to_f if of == 'float'
    next value if of.is_a?(String)

    inner = of[-1]
    case of[0]
    when 'list'
      value.map { |item| argument.call(inner, item) }
    when 'map'
      value.to_h { |key, item| [of[1] == 'string' ? key : key.to_i, argument.call(inner, item)] }
    # @if LIST_NODE
    when 'linked_list'
      value.reverse.reduce(nil) { |rest, item| ListNode.new(argument.call(inner, item), rest) }
    # @end
    # @if TREE_NODE
    when 'tree'
      nodes = value.map { |item| item.nil? ? nil : TreeNode.new(argument.call(inner, item)) }
      at = 0
      nodes.each do |node|
        next if node.nil?

        node.left = nodes[at += 1]
        node.right = nodes[at += 1]
      end
      nodes[0]
    # @end
    end
  end

  # What is not of the type is shown as what it is.
  show = lambda do |of, value|
    inner = of[-1]
    case of[0]
    when 'list'
      if value.is_a?(Array)
        # Scalars all at once: a call for each of them would take longer than many a solution.
        next generate.call(value) if inner.is_a?(String)

        next '[' + value.map { |item| show.call(inner, item) }.join(',') + ']'
      end
    when 'map'
      if value.is_a?(Hash)
        pairs = value.map { |key, item| generate.call(key.to_s) + ':' + show.call(inner, item) }
        next '{' + pairs.join(',') + '}'
      end
    # @if LIST_NODE
    when 'linked_list'
      items = []
      node = value
      until node.nil? || items.length > {MAX_NODES}
        items << node.val
        node = node.next
      end
      next generate.call(node.nil? ? items : 'a linked list that never ends')
    # @end
    # @if TREE_NODE
    when 'tree'
      items = []
      queue = [value]
      queue.each do |node|
        break if queue.length > 2 * {MAX_NODES} + 1

        items << node&.val
        queue << node.left << node.right unless node.nil?
      end
      items.pop while items.any? && items.last.nil?
      next generate.call(queue.length > 2 * {MAX_NODES} + 1 ? 'a tree that never ends' : items)
    # @end
    end
    next 'null' if value.nil?

    generate.call(value.is_a?(Symbol) || !of.is_a?(String) ? value.inspect : value)
  end
  shown = lambda do |of, value|
    show.call(of, value)
  rescue StandardError, SystemStackError => e
    generate.call('a value that cannot be shown: ' + e.message)
  end

  begin
    load './solution.rb'
    # @if FUNCTION
    unless respond_to?(:{ENTRY}, true)
      warn 'solution.rb has no method `{ENTRY}`'
      leave.call(1)
    end
    values = {PARAMS}.zip(lines).map { |of, line| argument.call(of, parse.call(line)) }
    result = send(:{ENTRY}, *values)
    text = shown.call({ANSWER}, {CHANGED} < 0 ? result : values[{CHANGED}])
    # @end
    # @if CLASS
    unless Object.const_defined?(:{ENTRY})
      warn 'solution.rb has no class `{ENTRY}`'
      leave.call(1)
    end
    calls, values = lines.first(2).map { |line| parse.call(line) }
    methods = {METHODS}.to_h { |name, *rest| [name, rest] }
    object = {ENTRY}.new(*{PARAMS}.zip(values[0]).map { |of, value| argument.call(of, value) })
    results = calls.zip(values).drop(1).map do |call, given|
      name, params, returns = methods[call]
      result = object.public_send(name, *params.zip(given).map { |of, value| argument.call(of, value) })
      returns == 'void' ? 'null' : shown.call(returns, result)
    end
    text = '[' + ['null', *results].join(',') + ']'
    # @end
  rescue SystemExit
    raise
  rescue Exception => e
    own = (e.backtrace || []).select { |place| place.include?('solution.rb') }
    e.set_backtrace(own)
    $stderr.write(e.full_message(highlight: false, order: :top), "\n")
    leave.call(1)
  end
  begin
    $stdout.flush
  rescue StandardError
    nil
  end
  answer.write("{MARKER}" + text + "\n")
  answer.flush
  leave.call(0)
end.call
