package discovery

import (
	"context"
	"encoding/json"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"
)

const (
	within = "RPC_CAMERA_DISCOVERY_TEST"
	// Nothing is sent to the network of the machine.
	inANetwork = `
set -e
ip link set lo up
python -m rpc_camera serve --virtual=1 --port=0 --mdns="Stüdio 1" --state-dir="$1" >"$1/said" &
service=$!
until grep -q "is ready" "$1/said"; do kill -0 "$service"; sleep 0.1; done
sleep 3
"$2"
kill "$service"
wait "$service"
`
)

// TestMain is the program that looks for services, when a test runs it in its own network.
func TestMain(m *testing.M) {
	if os.Getenv(within) == "" {
		os.Exit(m.Run())
	}
	services, err := Discover(context.Background(), 2*time.Second)
	if err != nil {
		panic(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(services); err != nil {
		panic(err)
	}
}

func TestAServiceIsFoundByWhatItAnnounces(t *testing.T) {
	command := exec.Command("unshare", "--user", "--map-root-user", "--net", "sh", "-c", inANetwork, "sh", t.TempDir(), os.Args[0])
	command.Env = append(os.Environ(), within+"=1")
	command.Stderr = os.Stderr
	said, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var services []Service
	if err := json.Unmarshal(said, &services); err != nil || len(services) != 1 {
		t.Fatalf("%v: %s", err, said)
	}
	found := services[0]
	address := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), found.Port)
	if found.Name != "Stüdio 1" || found.URL != "ws://"+address.String()+"/rpc" || len(found.ID) != 16 || found.API != "1.0" || found.TLS {
		t.Fatalf("%+v", found)
	}
}

type change func(srv *dns.SRV, txt *dns.TXT, address *dns.A)

// packet returns an answer about the service "Studio ä", changed.
func packet(t *testing.T, change change) []byte {
	t.Helper()
	const full, host = `Studio\032\195\164.` + serviceType, "studio.local."
	header := func(name string, kind uint16) dns.RR_Header {
		return dns.RR_Header{Name: name, Rrtype: kind, Class: dns.ClassINET}
	}
	srv := &dns.SRV{Hdr: header(full, dns.TypeSRV), Port: 8765, Target: host}
	txt := &dns.TXT{Hdr: header(full, dns.TypeTXT), Txt: []string{"tls=1", "path=/rpc", "id=0123456789abcdef"}}
	address := &dns.A{Hdr: header(host, dns.TypeA), A: net.IPv4(192, 0, 2, 1)}
	change(srv, txt, address)
	message := dns.Msg{MsgHdr: dns.MsgHdr{Response: true}, Answer: []dns.RR{srv}, Extra: []dns.RR{txt, address}}
	packed, err := message.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return packed
}

func unchanged(*dns.SRV, *dns.TXT, *dns.A) {}

func TestAnAnnouncementBecomesAnAddress(t *testing.T) {
	heard := newRecords()
	heard.add(packet(t, unchanged))
	expected := []Service{{
		Name: "Studio ä", URL: "wss://192.0.2.1:8765/rpc", Host: "studio.local", Port: 8765, TLS: true, ID: "0123456789abcdef",
		Addresses: []netip.Addr{netip.MustParseAddr("192.0.2.1")},
	}}
	if found := heard.services(); !reflect.DeepEqual(found, expected) {
		t.Fatalf("%+v", found)
	}
}

func TestNothingIsBelievedThatHasNotItsForm(t *testing.T) {
	for name, change := range map[string]change{
		"no port":         func(srv *dns.SRV, _ *dns.TXT, _ *dns.A) { srv.Port = 0 },
		"a host of words": func(srv *dns.SRV, _ *dns.TXT, address *dns.A) { srv.Target, address.Hdr.Name = "a b.", "a b." },
		"another path":    func(_ *dns.SRV, txt *dns.TXT, _ *dns.A) { txt.Txt[1] = "path=@evil.example/rpc" },
		"a line more":     func(_ *dns.SRV, txt *dns.TXT, _ *dns.A) { txt.Txt[1] = `path=/rpc\010` },
		"no TLS said":     func(_ *dns.SRV, txt *dns.TXT, _ *dns.A) { txt.Txt[0] = "tls" },
		"a group":         func(_ *dns.SRV, _ *dns.TXT, address *dns.A) { address.A = net.IPv4(224, 0, 0, 1) },
		"no address":      func(_ *dns.SRV, _ *dns.TXT, address *dns.A) { address.A = net.IPv4zero },
		"another service": func(srv *dns.SRV, txt *dns.TXT, _ *dns.A) {
			srv.Hdr.Name, txt.Hdr.Name = "a._http._tcp.local.", "a._http._tcp.local."
		},
	} {
		heard := newRecords()
		heard.add(packet(t, change))
		if found := heard.services(); len(found) != 0 {
			t.Errorf("%s: %+v", name, found)
		}
	}
	heard := newRecords()
	heard.add(packet(t, func(_ *dns.SRV, txt *dns.TXT, _ *dns.A) {
		txt.Txt[2] = `id=\027[2J`
		txt.Txt = append(txt.Txt, "version="+strings.Repeat("9", 200))
	}))
	if found := heard.services(); len(found) != 1 || found[0].ID != "" || found[0].Version != "" {
		t.Fatalf("%+v", found)
	}
}

func TestACutPacketIsNoFault(t *testing.T) {
	whole := packet(t, unchanged)
	for length := range whole {
		newRecords().add(whole[:length])
	}
}
