module rpc-camera/rpccamera/discovery

go 1.19

require (
	github.com/miekg/dns v1.1.50
	golang.org/x/net v0.7.0
)
