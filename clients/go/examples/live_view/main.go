// Command live_view writes the newest frame into a file, again and again, for a viewer that reloads it, until it is
// interrupted: `live_view FILE.jpg`.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"

	"rpc-camera/rpccamera"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: live_view FILE.jpg")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := show(ctx, os.Args[1]); err != nil && ctx.Err() == nil {
		log.Fatal(err)
	}
}

func show(ctx context.Context, name string) error {
	session, err := rpccamera.Connect(ctx, os.Getenv("RPC_CAMERA_URL"), rpccamera.Options{
		Token: os.Getenv("RPC_CAMERA_TOKEN"),
	})
	if err != nil {
		return err
	}
	defer session.Close()
	view, err := session.LiveView(ctx, rpccamera.StartPreviewParams{MaxFPS: rpccamera.Ptr(10.0)})
	if err != nil {
		return err
	}
	defer view.Close()
	for {
		frame, err := view.Next(ctx)
		if err != nil {
			return err
		}
		if err := os.WriteFile(name+".new", frame.Image, 0o644); err != nil {
			return err
		}
		if err := os.Rename(name+".new", name); err != nil { // no viewer reads half a frame
			return err
		}
		fmt.Println("frame", frame.Sequence)
	}
}
