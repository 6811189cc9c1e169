package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/bench/generate"
)

// answerSums are the sums that a run wrote, by group, in order.
type answerSums []string

// readSums reads a result. Where a file has numbers for economies the library's
// codes take their place, so that all answers are in the same words.
func readSums(path string) (answerSums, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	codes := map[string]string{}
	for _, e := range generate.Economies() {
		codes[e.Number] = e.Code
	}
	var list answerSums
	s := bufio.NewScanner(f)
	for s.Scan() {
		fields := bytes.Split(bytes.ReplaceAll(s.Bytes(), []byte(`"`), nil), []byte(","))
		if len(fields) != 5 {
			return nil, fmt.Errorf("%s: the line %q has not five fields", path, s.Bytes())
		}
		line := make([]byte, 0, len(s.Bytes())+4)
		for i, field := range fields {
			text := string(field)
			if code, ok := codes[text]; ok && (i == 1 || i == 2) {
				text = code
			}
			line = append(append(line, text...), ',')
		}
		list = append(list, string(line))
	}
	if err := s.Err(); err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, errors.New("the answer has no sums")
	}
	slices.Sort(list)
	return list, nil
}

// differ says where two answers differ, if they do.
func (a answerSums) differ(b answerSums) error {
	if slices.Equal(a, b) {
		return nil
	}
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	first := func(s answerSums) string {
		if i < len(s) {
			return s[i]
		}
		return "nothing"
	}
	return fmt.Errorf("the sums differ: %d groups that come to %d, and %d that come to %d; the first difference is %q and %q", len(a), a.total(), len(b), b.total(), first(a), first(b))
}

func (a answerSums) total() (sum int64) {
	for _, line := range a {
		n, _ := strconv.ParseInt(line[strings.LastIndexByte(line[:len(line)-1], ',')+1:len(line)-1], 10, 64)
		sum += n
	}
	return sum
}
