package discovery

import (
	"fmt"
	"net/netip"
	"regexp"
	"sort"
	"strings"
)

// Service is one that announces itself: URL is what rpccamera.Connect takes.
//
// Name is any text, for people. Host is its name in mDNS, Addresses its own, IPv4 first. ID stays with a service when its
// name or address changes. Version is the program's, API the contract's, RigHost its name in a rig: empty where it is not
// told, or has not the form that it should have.
type Service struct {
	Name      string
	URL       string
	Host      string
	Port      uint16
	Addresses []netip.Addr
	TLS       bool
	ID        string
	Version   string
	API       string
	RigHost   string
}

const longestName = 63

var (
	hostForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63}){0,7}$`)
	pathForm = regexp.MustCompile(`^(/[A-Za-z0-9._~-]{1,64}){1,8}$`)
	wordForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}$`)
	tlsForm  = regexp.MustCompile(`^[01]$`)
)

// service returns the service at these addresses; false where no URL can be made, for want of an address, a port, or of
// how to speak to it. Nothing is believed that has not the form it should have: anybody can have announced it.
func (a *announcement) service(addresses []netip.Addr) (Service, bool) {
	usable := usable(addresses)
	host := strings.TrimSuffix(a.host, ".")
	tls, path := a.word("tls", tlsForm), a.word("path", pathForm)
	if len(usable) == 0 || a.port == 0 || tls == "" || path == "" || !hostForm.MatchString(host) {
		return Service{}, false
	}
	scheme := map[string]string{"0": "ws", "1": "wss"}[tls]
	name := a.name
	if len(name) > longestName {
		name = name[:longestName]
	}
	return Service{
		Name:      strings.ToValidUTF8(name, "\uFFFD"),
		URL:       fmt.Sprintf("%s://%s%s", scheme, netip.AddrPortFrom(usable[0], a.port), path),
		Host:      host,
		Port:      a.port,
		Addresses: usable,
		TLS:       tls == "1",
		ID:        a.word("id", wordForm),
		Version:   a.word("version", wordForm),
		API:       a.word("api", wordForm),
		RigHost:   a.word("rig", wordForm),
	}, true
}

// word returns the first value of a key of the TXT (RFC 6763, 6.4), empty if it has not that form.
func (a *announcement) word(key string, form *regexp.Regexp) string {
	for _, pair := range a.text {
		if name, value, _ := strings.Cut(plain(pair), "="); strings.EqualFold(name, key) {
			if form.MatchString(value) {
				return value
			}
			return ""
		}
	}
	return ""
}

// usable returns the addresses that a connection can go to: one of a link means nothing without its interface.
func usable(addresses []netip.Addr) []netip.Addr {
	var found []netip.Addr
	for _, each := range addresses {
		isOne := each.Is4() && each != netip.AddrFrom4([4]byte{255, 255, 255, 255}) || each.Is6() && !each.IsLinkLocalUnicast()
		if isOne && !each.Is4In6() && !each.IsMulticast() && !each.IsUnspecified() {
			found = append(found, each)
		}
	}
	sort.SliceStable(found, func(one, other int) bool { return found[one].Less(found[other]) })
	return found
}
