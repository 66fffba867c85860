// Package rpccamera is a client for rpc-camera: a session that survives its connections, with a typed method for
// everything that the service can do.
//
//	session, err := rpccamera.Connect(ctx, "ws://localhost:8765/rpc", rpccamera.Options{Token: token})
//	if err != nil {
//		return err
//	}
//	defer session.Close()
//	picture, err := session.CaptureImage(ctx, rpccamera.CaptureImageParams{})
//
// Params that are left out are nil pointers: Ptr makes one of a value.
package rpccamera

// Ptr returns a pointer to a value, for params that may be left out.
func Ptr[T any](value T) *T { return &value }
