package rpccamera_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rpc-camera/rpccamera"
)

const patient = 30 * time.Second

var (
	greeting = regexp.MustCompile(` (http://[^ ]+)/openrpc\.json`)
	quick    = &rpccamera.Backoff{First: 10 * time.Millisecond, Most: 100 * time.Millisecond}
)

// service is a running one, with a virtual camera.
type service struct {
	token   string
	port    string
	folder  string
	process *os.Process
}

// shared returns the service that all tests have, if there is one, for those that do not harm it.
func shared(t *testing.T) *service {
	t.Helper()
	address := os.Getenv("SERVICE_URL")
	if address == "" {
		return startService(t)
	}
	return &service{token: os.Getenv("API_TOKEN"), port: portOf(address)}
}

// startService runs a service of the test's own until that ends. SIGTERM lets it end its camera as well.
func startService(t *testing.T) *service {
	t.Helper()
	s := &service{token: "a-token-of-these-tests", port: "0", folder: t.TempDir()}
	s.start(t)
	return s
}

func (s *service) start(t *testing.T) {
	t.Helper()
	command := exec.Command("python", "-m", "rpc_camera", "serve", "--port", s.port, "--virtual", "1",
		"--state-dir", filepath.Join(s.folder, "state"), "--save-dir", filepath.Join(s.folder, "saved"))
	command.Env = append(os.Environ(), "API_TOKEN="+s.token)
	log, err := os.OpenFile(filepath.Join(s.folder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	check(t, err)
	command.Stderr = log
	output, err := command.StdoutPipe()
	check(t, err)
	check(t, os.MkdirAll(filepath.Join(s.folder, "saved"), 0o755))
	check(t, command.Start())
	s.process = command.Process
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGCONT)
		_ = command.Process.Signal(syscall.SIGTERM)
		_ = command.Wait()
		_ = log.Close()
		if text, err := os.ReadFile(log.Name()); t.Failed() && err == nil {
			t.Logf("the service's log:\n%s", text)
		}
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if found := greeting.FindStringSubmatch(lines.Text()); found != nil {
			s.port = portOf(found[1])
			return
		}
	}
	t.Fatal("the service does not start")
}

func portOf(address string) string { return address[strings.LastIndex(address, ":")+1:] }

func (s *service) url() string { return fmt.Sprintf("ws://localhost:%s/rpc", s.port) }

// connect returns a session that is closed when the test ends.
func connect(t *testing.T, s *service, options rpccamera.Options) *rpccamera.Session {
	t.Helper()
	options.Token, options.Reconnect = s.token, quick
	session, err := rpccamera.Connect(within(t), s.url(), options)
	check(t, err)
	t.Cleanup(session.Close)
	return session
}

// within returns a context that no test outlives.
func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patient)
	t.Cleanup(cancel)
	return ctx
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// as returns the error as one of that type.
func as[Wanted error](t *testing.T, err error) Wanted {
	t.Helper()
	var wanted Wanted
	if !errors.As(err, &wanted) {
		t.Fatalf("a %T is wanted, not %T: %v", wanted, err, err)
	}
	return wanted
}

// next returns the next event of that type.
func next[Event rpccamera.Notification](t *testing.T, stream *rpccamera.EventStream) Event {
	t.Helper()
	for {
		event, err := stream.Next(within(t))
		check(t, err)
		if wanted, isWanted := event.(Event); isWanted {
			return wanted
		}
	}
}

func receive[Value any](t *testing.T, from <-chan Value) Value {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(patient):
		t.Fatal("nothing comes")
		panic("unreachable")
	}
}

// proxy passes on bytes between sessions and a service. Its links can be cut.
type proxy struct {
	service
	listener net.Listener
	to       string
	mu       sync.Mutex
	conns    []net.Conn
	isShut   bool
	cutAfter []int
}

func startProxy(t *testing.T, before *service) *proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	p := &proxy{listener: listener, to: net.JoinHostPort("localhost", before.port)}
	p.service = service{token: before.token, port: portOf(listener.Addr().String())}
	t.Cleanup(func() {
		_ = listener.Close()
		p.cut()
	})
	go p.serve()
	return p
}

// cut resets all connections.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range p.conns {
		_ = conn.Close()
	}
	p.conns = nil
}

func (p *proxy) shut(isShut bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.isShut = isShut
}

// cutAnswers has a link be cut before so many bytes of answers have passed, once for each number.
func (p *proxy) cutAnswers(after ...int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cutAfter = after
}

func (p *proxy) cutsLeft() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.cutAfter)
}

func (p *proxy) serve() {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			return
		}
		there, err := net.Dial("tcp", p.to)
		p.mu.Lock()
		if err != nil || p.isShut {
			_ = conn.Close()
			if err == nil {
				_ = there.Close()
			}
		} else {
			p.conns = append(p.conns, conn, there)
			go p.pass(conn, there, false)
			go p.pass(there, conn, true)
		}
		p.mu.Unlock()
	}
}

func (p *proxy) pass(from, to net.Conn, isAnswer bool) {
	defer func() { _, _ = from.Close(), to.Close() }()
	passed := 0
	for data := make([]byte, 16384); ; {
		count, err := from.Read(data)
		if err != nil {
			return
		}
		if passed += count; isAnswer && p.isToBeCut(passed) {
			return
		}
		if _, err := to.Write(data[:count]); err != nil {
			return
		}
	}
}

func (p *proxy) isToBeCut(passed int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.cutAfter) == 0 || passed < p.cutAfter[0] {
		return false
	}
	p.cutAfter = p.cutAfter[1:]
	return true
}
