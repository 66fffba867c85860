package discovery

import (
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/miekg/dns"
)

const (
	mostServices  = 256
	mostHosts     = 256
	mostAddresses = 16
)

// announcement is what is known of one service: where it is and what its TXT says.
type announcement struct {
	name string
	host string
	port uint16
	text []string
}

// records is what was heard, by names in lower case, which the DNS takes for the same.
type records struct {
	announced map[string]*announcement
	addresses map[string][]netip.Addr
}

func newRecords() *records {
	return &records{map[string]*announcement{}, map[string][]netip.Addr{}}
}

// add keeps what a packet says about services of this kind, if it is an answer that can be read.
func (r *records) add(packet []byte) {
	var message dns.Msg
	if message.Unpack(packet) != nil || !message.Response {
		return
	}
	for _, each := range append(message.Answer, message.Extra...) {
		name := each.Header().Name
		switch record := each.(type) {
		case *dns.SRV:
			if service := r.service(name); service != nil {
				service.host, service.port = record.Target, record.Port
			}
		case *dns.TXT:
			if service := r.service(name); service != nil {
				service.text = record.Txt
			}
		case *dns.A:
			r.keepAddress(name, record.A)
		case *dns.AAAA:
			r.keepAddress(name, record.AAAA)
		}
	}
}

// service returns what is known of the service of that name; nil if it is none of this kind, or one too many.
func (r *records) service(full string) *announcement {
	key := strings.ToLower(full)
	if !strings.HasSuffix(key, "."+serviceType) {
		return nil
	}
	if r.announced[key] == nil && len(r.announced) < mostServices {
		r.announced[key] = &announcement{name: plain(full[:len(full)-len(serviceType)-1])}
	}
	return r.announced[key]
}

func (r *records) keepAddress(host string, ip net.IP) {
	address, ok := netip.AddrFromSlice(ip)
	if !ok {
		return
	}
	if address.Is4In6() {
		address = address.Unmap() // as the package has those of an A record
	}
	key := strings.ToLower(host)
	known, isKnown := r.addresses[key]
	if len(known) >= mostAddresses || (!isKnown && len(r.addresses) >= mostHosts) {
		return
	}
	for _, each := range known {
		if each == address {
			return
		}
	}
	r.addresses[key] = append(known, address)
}

// services returns those of which an address can be made.
func (r *records) services() []Service {
	var found []Service
	for _, each := range r.announced {
		if service, ok := each.service(r.addresses[strings.ToLower(each.host)]); ok {
			found = append(found, service)
		}
	}
	return found
}

// plain returns the bytes of a name, of which the package writes some as \. or \195.
func plain(name string) string {
	var bytes []byte
	for at := 0; at < len(name); at++ {
		if name[at] != '\\' || at+1 == len(name) {
			bytes = append(bytes, name[at])
			continue
		}
		if code, err := strconv.ParseUint(name[at+1:min(at+4, len(name))], 10, 8); err == nil && at+3 < len(name) {
			bytes = append(bytes, byte(code))
			at += 3
		} else {
			at++
			bytes = append(bytes, name[at])
		}
	}
	return string(bytes)
}

func min(one, other int) int {
	if one < other {
		return one
	}
	return other
}
