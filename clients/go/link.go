package rpccamera

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const goodbye = 3 * time.Second

// target is where the service is, and how to get there.
type target struct {
	url       string
	tls       *tls.Config
	header    http.Header
	keepalive time.Duration
	connect   time.Duration
}

// httpBase is what stands before /cameras/ in the addresses of files: the address by HTTP, without its /rpc.
func (t target) httpBase() string {
	base := strings.TrimSuffix(strings.TrimSuffix(t.url, "/"), "/rpc")
	return "http" + strings.TrimPrefix(base, "ws")
}

// link is an open WebSocket. One that is silent for the keepalive's time is pinged, and lost if nothing comes in half
// of that.
type link struct {
	socket   *websocket.Conn
	lastByte *int64 // when the last came, in ns
	outgoing chan []byte
	closing  chan struct{} // asks the writer for a closing handshake
	done     chan struct{} // closed once nothing more will come
	loss     *ConnectionLost
}

// noticing is a connection that notes when it has brought something: large messages may be slow.
type noticing struct {
	net.Conn
	lastByte *int64
}

func (n noticing) Read(data []byte) (int, error) {
	count, err := n.Conn.Read(data)
	if count > 0 {
		atomic.StoreInt64(n.lastByte, time.Now().UnixNano())
	}
	return count, err
}

// openLink connects; the reader is still to be started.
func openLink(ctx context.Context, to target) (*link, error) {
	lastByte := time.Now().UnixNano()
	dialer := websocket.Dialer{
		Proxy:           http.ProxyFromEnvironment,
		TLSClientConfig: to.tls,
		NetDialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return noticing{conn, &lastByte}, nil
		},
	}
	ctx, cancel := context.WithTimeout(ctx, to.connect)
	defer cancel()
	socket, response, err := dialer.DialContext(ctx, to.url, to.header)
	if errors.Is(err, websocket.ErrBadHandshake) && response != nil {
		return nil, refusedHandshake(to.url, response)
	}
	if err != nil {
		return nil, &ConnectFailed{URL: to.url, Err: err}
	}
	l := &link{
		socket:   socket,
		lastByte: &lastByte,
		outgoing: make(chan []byte),
		closing:  make(chan struct{}, 1),
		done:     make(chan struct{}),
	}
	go l.write()
	go l.keepAlive(to.keepalive)
	return l, nil
}

func refusedHandshake(url string, response *http.Response) error {
	after, err := strconv.Atoi(response.Header.Get("Retry-After"))
	if err != nil || after < 0 {
		after = 0
	}
	return &HandshakeRefused{URL: url, Status: response.StatusCode, RetryAfter: time.Duration(after) * time.Second}
}

// read passes on each message until the connection ends, and then calls ended before anybody else learns of it.
func (l *link) read(receive func(data []byte, isBinary bool), ended func(*ConnectionLost)) {
	for {
		kind, data, err := l.socket.ReadMessage()
		if err == nil {
			receive(data, kind == websocket.BinaryMessage)
			continue
		}
		l.loss = lossFor(err)
		_ = l.socket.Close()
		ended(l.loss)
		close(l.done)
		return
	}
}

func lossFor(err error) *ConnectionLost {
	var closed *websocket.CloseError
	if errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure {
		return &ConnectionLost{Code: closed.Code, Reason: closed.Text}
	}
	return &ConnectionLost{Code: abnormalClosure}
}

// send hands a text message to the writer. It says false when ctx or the connection ended before that.
func (l *link) send(ctx context.Context, text []byte) bool {
	select {
	case l.outgoing <- text:
		return true
	case <-ctx.Done():
	case <-l.done:
	}
	return false
}

func (l *link) write() {
	for {
		select {
		case text := <-l.outgoing:
			if err := l.socket.WriteMessage(websocket.TextMessage, text); err != nil {
				_ = l.socket.Close() // which ends the reader
				return
			}
		case <-l.closing:
			words := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
			_ = l.socket.WriteControl(websocket.CloseMessage, words, time.Now().Add(goodbye))
			return
		case <-l.done:
			return
		}
	}
}

func (l *link) keepAlive(silence time.Duration) {
	ticks := time.NewTicker(silence / 8)
	defer ticks.Stop()
	hasPinged := false
	for {
		select {
		case <-l.done:
			return
		case <-ticks.C:
		}
		quiet := time.Since(time.Unix(0, atomic.LoadInt64(l.lastByte)))
		switch {
		case quiet >= silence+silence/2:
			_ = l.socket.Close()
			return
		case quiet < silence:
			hasPinged = false
		case !hasPinged:
			_ = l.socket.WriteControl(websocket.PingMessage, nil, time.Now().Add(silence/8))
			hasPinged = true
		}
	}
}

// close ends the connection with the closing handshake, or without it when that is slow.
func (l *link) close() {
	select {
	case l.closing <- struct{}{}:
	default:
	}
	select {
	case <-l.done:
	case <-time.After(goodbye):
		_ = l.socket.Close()
		<-l.done
	}
}
