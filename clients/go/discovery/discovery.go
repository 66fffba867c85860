// Package discovery finds the services of rpc-camera that announce themselves by mDNS (RFC 6762, RFC 6763).
//
// It is a module of its own, so that the client needs nothing of what it takes.
package discovery

import (
	"context"
	"errors"
	"net"
	"sort"
	"time"

	"github.com/miekg/dns"
	"golang.org/x/net/ipv4"
)

const (
	serviceType  = "_rpc-camera._tcp.local."
	again        = time.Second // a query or its answer may be lost
	longestBytes = 9000        // RFC 6762, 17
)

var everyone = &net.UDPAddr{IP: net.IPv4(224, 0, 0, 251), Port: 5353}

// Discover returns the services that answer by IPv4 within that time, by name; it takes that long, or until ctx is done.
//
// Anybody on the network can announce anything: a service that is found has not shown that it is the one of its name.
// The error says that no interface can be asked.
func Discover(ctx context.Context, within time.Duration) ([]Service, error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	query, err := question()
	if err != nil {
		return nil, err
	}
	sockets, err := open()
	if err != nil {
		return nil, err
	}
	packets := make(chan []byte)
	for _, socket := range sockets {
		defer socket.Close() // which ends its two goroutines
		go ask(ctx, socket, query)
		go receive(ctx, socket, packets)
	}
	heard := newRecords()
	for {
		select {
		case packet := <-packets:
			heard.add(packet)
		case <-ctx.Done():
			return sorted(heard.services()), nil
		}
	}
}

func sorted(services []Service) []Service {
	sort.Slice(services, func(one, other int) bool {
		return services[one].Name+" "+services[one].URL < services[other].Name+" "+services[other].URL
	})
	return services
}

// question returns the query for all services, of which the answers come to whoever asked (RFC 6762, 6.7).
func question() ([]byte, error) {
	query := new(dns.Msg).SetQuestion(serviceType, dns.TypePTR)
	query.RecursionDesired = false
	return query.Pack()
}

// open returns a socket for each interface that has an IPv4 address, loopback's included.
func open() ([]*net.UDPConn, error) {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var sockets []*net.UDPConn
	failure := errors.New("no interface is up that has an IPv4 address")
	for i := range interfaces {
		socket, err := openOn(&interfaces[i])
		if err != nil {
			failure = err
		} else if socket != nil {
			sockets = append(sockets, socket)
		}
	}
	if len(sockets) == 0 {
		return nil, failure
	}
	return sockets, nil
}

// openOn returns a socket that sends on an interface; nil if it is down or has no IPv4 address.
func openOn(through *net.Interface) (*net.UDPConn, error) {
	address := ipv4Of(through)
	if through.Flags&net.FlagUp == 0 || address == nil {
		return nil, nil
	}
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: address})
	if err != nil {
		return nil, err
	}
	if err := ipv4.NewPacketConn(socket).SetMulticastInterface(through); err != nil {
		socket.Close()
		return nil, err
	}
	return socket, nil
}

func ipv4Of(through *net.Interface) net.IP {
	addresses, _ := through.Addrs()
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && network.IP.To4() != nil {
			return network.IP.To4()
		}
	}
	return nil
}

// ask sends the query, and sends it again, until ctx is done.
func ask(ctx context.Context, socket *net.UDPConn, query []byte) {
	ticker := time.NewTicker(again)
	defer ticker.Stop()
	for {
		if _, err := socket.WriteToUDP(query, everyone); errors.Is(err, net.ErrClosed) {
			return
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// receive passes on what comes, until the socket is closed.
func receive(ctx context.Context, socket *net.UDPConn, packets chan<- []byte) {
	for {
		packet := make([]byte, longestBytes)
		count, _, err := socket.ReadFromUDP(packet)
		if err != nil {
			return
		}
		select {
		case packets <- packet[:count]:
		case <-ctx.Done():
			return
		}
	}
}
