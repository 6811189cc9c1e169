package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"
)

// browser is a headless Chromium that is spoken to over two pipes, in the DevTools
// protocol: JSON messages that end in a zero byte.
type browser struct {
	t       *testing.T
	out     io.Writer
	in      chan message
	session string
	next    int
	// What happened on the page meanwhile.
	requests, complaints []string
}

type message struct {
	ID        int             `json:"id,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    json.RawMessage `json:"params,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// open starts a browser on a page, or skips the test where there is none.
func open(t *testing.T, url string, width, height int) *browser {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed (Debian: apt-get install chromium): the page is not tried in a browser")
	}
	toRead, toUs, err1 := os.Pipe()
	fromUs, toWrite, err2 := os.Pipe()
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--disable-background-networking",
		"--user-data-dir="+t.TempDir(), "--remote-debugging-pipe", fmt.Sprintf("--window-size=%d,%d", width, height), "about:blank")
	cmd.ExtraFiles = []*os.File{fromUs, toUs}
	if err := cmd.Start(); err != nil {
		t.Skipf("Chromium does not start: %v", err)
	}
	toUs.Close()
	fromUs.Close()
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait(); toWrite.Close(); toRead.Close() })
	b := &browser{t: t, out: toWrite, in: make(chan message, 64)}
	go func() {
		defer close(b.in)
		r := bufio.NewReader(toRead)
		for {
			text, err := r.ReadBytes(0)
			if err != nil {
				return
			}
			var m message
			if json.Unmarshal(text[:len(text)-1], &m) == nil {
				b.in <- m
			}
		}
	}()
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}, nil)
	for _, domain := range []string{"Page", "Runtime", "Network", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	b.call("Page.navigate", map[string]any{"url": url}, nil)
	b.wait("Page.loadEventFired")
	return b
}

// call sends a command and waits for its answer.
func (b *browser) call(method string, params, result any) {
	b.t.Helper()
	b.next++
	raw, _ := json.Marshal(params)
	if params == nil {
		raw = []byte("{}")
	}
	text, _ := json.Marshal(message{ID: b.next, Method: method, Params: raw, SessionID: b.session})
	if _, err := b.out.Write(append(text, 0)); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	id := b.next
	m := b.until(method, func(m message) bool { return m.ID == id })
	if m.Error != nil {
		b.t.Fatalf("%s: %s", method, m.Error.Message)
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			b.t.Fatalf("%s: %v in %s", method, err, m.Result)
		}
	}
}

func (b *browser) wait(event string) {
	b.t.Helper()
	b.until(event, func(m message) bool { return m.Method == event })
}

// until reads messages up to the one that is waited for, and keeps what happens on
// the page meanwhile.
func (b *browser) until(what string, is func(message) bool) message {
	b.t.Helper()
	patience := time.After(60 * time.Second)
	for {
		select {
		case m, open := <-b.in:
			if !open {
				b.t.Fatalf("%s: the browser has gone", what)
			}
			b.note(m)
			if is(m) {
				return m
			}
		case <-patience:
			b.t.Fatalf("%s: no answer", what)
		}
	}
}

func (b *browser) note(m message) {
	switch m.Method {
	case "Network.requestWillBeSent":
		var p struct{ Request struct{ URL string } }
		json.Unmarshal(m.Params, &p)
		b.requests = append(b.requests, p.Request.URL)
	case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled":
		b.complaints = append(b.complaints, string(m.Params))
	}
}

// eval runs an expression on the page and returns what it comes to.
func (b *browser) eval(expression string) any {
	b.t.Helper()
	var r struct {
		Result           struct{ Value any }
		ExceptionDetails *struct{ Text string }
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &r)
	if r.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", expression, r.ExceptionDetails.Text)
	}
	return r.Result.Value
}

// key presses and releases a key.
func (b *browser) key(name string, code int) {
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": code}, nil)
	}
}

// TestInABrowser opens a page as a reader does: the pointer and the keys show exact
// numbers, nothing is loaded from anywhere, and the console stays silent.
func TestInABrowser(t *testing.T) {
	dir := t.TempDir()
	if err := example(t).Save(dir); err != nil {
		t.Fatal(err)
	}
	url := "file://" + dir + "/index.html"
	b := open(t, url, 1200, 900)

	shown := func() string { return fmt.Sprint(b.eval(`tip.hidden ? "" : tip.textContent`)) }
	if b.eval(`document.querySelectorAll(".wide .targets rect").length > 3`) != true {
		t.Fatal("the figure has no marks with numbers")
	}
	b.eval(`document.querySelector(".wide").scrollIntoView()`)
	middle := func(side, length string) float64 {
		return b.eval(fmt.Sprintf(`(box => box.%s + box.%s / 2)(document.querySelector(".wide .targets rect").getBoundingClientRect())`, side, length)).(float64)
	}
	b.call("Input.dispatchMouseEvent", map[string]any{"type": "mouseMoved", "x": middle("left", "width"), "y": middle("top", "height")}, nil)
	if shown() == "" {
		t.Error("the pointer over a mark shows nothing")
	}
	b.call("Input.dispatchMouseEvent", map[string]any{"type": "mouseMoved", "x": 2, "y": 2}, nil)
	if got := shown(); got != "" {
		t.Errorf("away from the figure, %q stays", got)
	}

	b.eval(`document.querySelector("summary").blur()`)
	for range 20 {
		b.key("Tab", 9)
		if b.eval(`document.activeElement.classList.contains("wide")`) == true {
			break
		}
	}
	b.key("ArrowRight", 39)
	first := shown()
	b.key("ArrowRight", 39)
	if second := shown(); first == "" || second == "" || first == second {
		t.Errorf("the arrow keys show %q, then %q", first, second)
	}
	b.key("Escape", 27)
	if got := shown(); got != "" {
		t.Errorf("after Escape, %q stays", got)
	}

	if b.eval(`document.documentElement.scrollWidth <= innerWidth`) != true {
		t.Error("the page is wider than the window")
	}
	if b.eval(`new Set([...document.querySelectorAll("[id]")].map(e => e.id)).size === document.querySelectorAll("[id]").length`) != true {
		t.Error("two elements have one id")
	}
	for _, r := range b.requests {
		if r != url {
			t.Errorf("the page asks for %s", r)
		}
	}
	for _, c := range b.complaints {
		t.Errorf("the console says %s", c)
	}
}

// TestOnAPhone: at the width of a phone the figures for phones are shown, and
// nothing is wider than the screen.
func TestOnAPhone(t *testing.T) {
	dir := t.TempDir()
	if err := example(t).Save(dir); err != nil {
		t.Fatal(err)
	}
	b := open(t, "file://"+dir+"/index.html", 390, 844)
	if b.eval(`getComputedStyle(document.querySelector(".wide")).display + getComputedStyle(document.querySelector(".phone")).display`) != "noneblock" {
		t.Error("a phone is shown the wide figure")
	}
	if b.eval(`document.documentElement.scrollWidth <= innerWidth`) != true {
		t.Error("the page is wider than the phone")
	}
}
