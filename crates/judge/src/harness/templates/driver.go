package main

import (
	codequestErrors "errors"
	codequestIO "io"
	codequestMath "math"
	codequestOS "os"
	codequestReflect "reflect"
	codequestStrconv "strconv"
	codequestSyscall "syscall"
	codequestUTF8 "unicode/utf8"
)

// @if LIST_NODE
type ListNode struct {
	Val  {LIST_VAL}
	Next *ListNode
}

// @end
// @if TREE_NODE
type TreeNode struct {
	Val   {TREE_VAL}
	Left  *TreeNode
	Right *TreeNode
}

// @end
// Files are initialised in the order of their names: before anything of the learner's.
var codequestAnswer, _ = codequestSyscall.Dup(1)

var codequestInput []byte
var codequestAt int

func main() {
	codequestInput, _ = codequestIO.ReadAll(codequestOS.Stdin)
	codequestText := codequestCall()
	codequestData := []byte("{MARKER}" + codequestText + "\n")
	for len(codequestData) > 0 {
		codequestCount, codequestError := codequestSyscall.Write(codequestAnswer, codequestData)
		if codequestError != nil && !codequestErrors.Is(codequestError, codequestSyscall.EINTR) {
			break
		}
		if codequestCount > 0 {
			codequestData = codequestData[codequestCount:]
		}
	}
	codequestOS.Exit(0)
}

func codequestCall() string {
{CALL}}

func codequestSpace() {
	for codequestAt < len(codequestInput) {
		switch codequestInput[codequestAt] {
		case ' ', '\t', '\r', '\n', ',':
			codequestAt++
		default:
			return
		}
	}
}

// Passes a bracket or a colon.
func codequestEnter() {
	codequestSpace()
	codequestAt++
}

func codequestEnds(bracket byte) bool {
	codequestSpace()
	if codequestAt < len(codequestInput) && codequestInput[codequestAt] != bracket {
		return false
	}
	codequestAt++
	return true
}

// Reads a value of the type that `to` points to.
func codequestRead(to interface{}) {
	codequestReadInto(codequestReflect.ValueOf(to).Elem())
}

func codequestReadInto(to codequestReflect.Value) {
	codequestSpace()
	switch target := to.Addr().Interface().(type) {
	case *[]int:
		codequestEnter()
		*target = []int{}
		for !codequestEnds(']') {
			number, _ := codequestStrconv.Atoi(codequestNumber())
			*target = append(*target, number)
		}
		return
	// @if LIST_NODE
	case **ListNode:
		codequestEnter()
		*target = nil
		for !codequestEnds(']') {
			*target = &ListNode{}
			codequestRead(&(*target).Val)
			target = &(*target).Next
		}
		return
	// @end
	// @if TREE_NODE
	case **TreeNode:
		codequestEnter()
		*target = nil
		places := []**TreeNode{target}
		for !codequestEnds(']') {
			place := places[0]
			places = places[1:]
			if codequestInput[codequestAt] == 'n' {
				codequestAt += 4
				continue
			}
			*place = &TreeNode{}
			codequestRead(&(*place).Val)
			places = append(places, &(*place).Left, &(*place).Right)
		}
		return
	// @end
	}
	switch to.Kind() {
	case codequestReflect.Int, codequestReflect.Int64:
		number, _ := codequestStrconv.ParseInt(codequestNumber(), 10, 64)
		to.SetInt(number)
	case codequestReflect.Float64:
		number, _ := codequestStrconv.ParseFloat(codequestNumber(), 64)
		to.SetFloat(number)
	case codequestReflect.Bool:
		to.SetBool(codequestInput[codequestAt] == 't')
		if to.Bool() {
			codequestAt += 4
		} else {
			codequestAt += 5
		}
	case codequestReflect.String:
		to.SetString(codequestString())
	case codequestReflect.Slice:
		codequestEnter()
		to.Set(codequestReflect.MakeSlice(to.Type(), 0, 0))
		for !codequestEnds(']') {
			item := codequestReflect.New(to.Type().Elem()).Elem()
			codequestReadInto(item)
			to.Set(codequestReflect.Append(to, item))
		}
	case codequestReflect.Map:
		codequestEnter()
		to.Set(codequestReflect.MakeMap(to.Type()))
		for !codequestEnds('}') {
			name := codequestString()
			key := codequestReflect.New(to.Type().Key()).Elem()
			if key.Kind() == codequestReflect.String {
				key.SetString(name)
			} else {
				number, _ := codequestStrconv.ParseInt(name, 10, 64)
				key.SetInt(number)
			}
			codequestEnter()
			item := codequestReflect.New(to.Type().Elem()).Elem()
			codequestReadInto(item)
			to.SetMapIndex(key, item)
		}
	}
}

func codequestNumber() string {
	start := codequestAt
	for codequestAt < len(codequestInput) {
		c := codequestInput[codequestAt]
		if (c < '0' || c > '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E' {
			break
		}
		codequestAt++
	}
	return string(codequestInput[start:codequestAt])
}

func codequestUnit() rune {
	unit, _ := codequestStrconv.ParseUint(string(codequestInput[codequestAt:codequestAt+4]), 16, 32)
	codequestAt += 4
	return rune(unit)
}

func codequestString() string {
	out := []byte{}
	codequestAt++
	for codequestInput[codequestAt] != '"' {
		c := codequestInput[codequestAt]
		codequestAt++
		if c != '\\' {
			out = append(out, c)
			continue
		}
		c = codequestInput[codequestAt]
		codequestAt++
		switch c {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'u':
			code := codequestUnit()
			if code >= 0xD800 && code < 0xDC00 {
				codequestAt += 2
				code = 0x10000 + (code-0xD800)<<10 + codequestUnit() - 0xDC00
			}
			out = codequestUTF8.AppendRune(out, code)
		default:
			out = append(out, c)
		}
	}
	codequestAt++
	return string(out)
}

// What is no value of any type is shown as nothing.
func codequestShow(value interface{}) string {
	return string(codequestAppend(nil, codequestReflect.ValueOf(value)))
}

func codequestAppend(out []byte, value codequestReflect.Value) []byte {
	if !value.IsValid() {
		return append(out, "null"...)
	}
	switch value := value.Interface().(type) {
	// @if LIST_NODE
	case *ListNode:
		return codequestAppendList(out, value)
	// @end
	// @if TREE_NODE
	case *TreeNode:
		return codequestAppendTree(out, value)
	// @end
	case int:
		return codequestStrconv.AppendInt(out, int64(value), 10)
	}
	switch value.Kind() {
	case codequestReflect.Int, codequestReflect.Int8, codequestReflect.Int16, codequestReflect.Int32, codequestReflect.Int64:
		return codequestStrconv.AppendInt(out, value.Int(), 10)
	case codequestReflect.Uint, codequestReflect.Uint8, codequestReflect.Uint16, codequestReflect.Uint32, codequestReflect.Uint64:
		return codequestStrconv.AppendUint(out, value.Uint(), 10)
	case codequestReflect.Float32, codequestReflect.Float64:
		if codequestMath.IsNaN(value.Float()) || codequestMath.IsInf(value.Float(), 0) {
			return codequestAppendString(out, codequestStrconv.FormatFloat(value.Float(), 'g', -1, 64))
		}
		return codequestStrconv.AppendFloat(out, value.Float(), 'g', -1, 64)
	case codequestReflect.Bool:
		return codequestStrconv.AppendBool(out, value.Bool())
	case codequestReflect.String:
		return codequestAppendString(out, value.String())
	case codequestReflect.Slice, codequestReflect.Array:
		out = append(out, '[')
		for i := 0; i < value.Len(); i++ {
			if i > 0 {
				out = append(out, ',')
			}
			out = codequestAppend(out, value.Index(i))
		}
		return append(out, ']')
	case codequestReflect.Map:
		out = append(out, '{')
		for i, key := range value.MapKeys() {
			if i > 0 {
				out = append(out, ',')
			}
			if key.Kind() == codequestReflect.String {
				out = codequestAppend(out, key)
			} else {
				out = codequestAppendString(out, string(codequestAppend(nil, key)))
			}
			out = append(out, ':')
			out = codequestAppend(out, value.MapIndex(key))
		}
		return append(out, '}')
	case codequestReflect.Interface:
		return codequestAppend(out, value.Elem())
	}
	return append(out, "null"...)
}

// @if LIST_NODE
func codequestAppendList(out []byte, head *ListNode) []byte {
	start := len(out)
	out = append(out, '[')
	count := 0
	for node := head; node != nil; node = node.Next {
		if count == {MAX_NODES} {
			return codequestAppendString(out[:start], "a linked list that never ends")
		}
		if count > 0 {
			out = append(out, ',')
		}
		count++
		out = codequestAppend(out, codequestReflect.ValueOf(node.Val))
	}
	return append(out, ']')
}

// @end
// @if TREE_NODE
func codequestAppendTree(out []byte, root *TreeNode) []byte {
	start := len(out)
	out = append(out, '[')
	end := len(out)
	queue := []*TreeNode{root}
	for i := 0; i < len(queue); i++ {
		node := queue[i]
		if i > 0 {
			out = append(out, ',')
		}
		if node == nil {
			out = append(out, "null"...)
			continue
		}
		if len(queue) > 2*{MAX_NODES} {
			return codequestAppendString(out[:start], "a tree that never ends")
		}
		out = codequestAppend(out, codequestReflect.ValueOf(node.Val))
		end = len(out)
		queue = append(queue, node.Left, node.Right)
	}
	return append(out[:end], ']')
}

// @end
func codequestAppendString(out []byte, text string) []byte {
	const digits = "0123456789abcdef"
	out = append(out, '"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			out = append(out, '\\', byte(c))
		case c < 32:
			out = append(out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		default:
			out = codequestUTF8.AppendRune(out, c)
		}
	}
	return append(out, '"')
}
