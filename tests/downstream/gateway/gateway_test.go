package gateway

import (
	"context"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

const video = "https://example.com/dog.mp4"

// control steers the fake; every test begins with an empty account.
func control(t *testing.T, name, body string) {
	t.Helper()
	root := strings.TrimSuffix(os.Getenv("TWELVELABS_BASE_URL"), "/v1.3")
	response, err := http.Post(root+"/__fakeembed__/"+name, "application/json", strings.NewReader(body))
	if err != nil || response.StatusCode >= 300 {
		t.Fatalf("%s: %v %v", name, response, err)
	}
	response.Body.Close()
}

func started(t *testing.T, media string) *Gateway {
	control(t, "reset", "{}")
	control(t, "media", media)
	return &Gateway{BaseURL: os.Getenv("TWELVELABS_BASE_URL"), Key: "any", Pause: 10 * time.Millisecond}
}

func TestEachClipHasAVector(t *testing.T) {
	gateway := started(t, `{"match": "dog.mp4", "duration": 12, "processing_seconds": 0.05}`)
	clips, err := gateway.Embed(context.Background(), video)
	if err != nil || len(clips) == 0 {
		t.Fatal(clips, err)
	}
	if first, last := clips[0], clips[len(clips)-1]; first.Start != 0 || last.End != 12 || len(first.Vector) != 512 {
		t.Fatal(first.Start, last.End, len(first.Vector))
	}
}

func TestAVideoThatFailsIsAnError(t *testing.T) {
	gateway := started(t, `{"match": "dog.mp4", "fails": "no frames", "processing_seconds": 0}`)
	if clips, err := gateway.Embed(context.Background(), video); err == nil || !strings.HasSuffix(err.Error(), ": failed") {
		t.Fatal(clips, err)
	}
}

func TestABusyServiceIsAskedAgain(t *testing.T) {
	gateway := started(t, `{"match": "dog.mp4", "processing_seconds": 0}`)
	control(t, "faults", `{"rate_limit": {"retry_after": 0}}`)
	control(t, "faults", `{"status": 503, "path": "/embed-v2/tasks/*"}`)
	if clips, err := gateway.Embed(context.Background(), video); err != nil || len(clips) == 0 {
		t.Fatal(clips, err)
	}
}

func TestARefusalIsAnErrorWithItsCode(t *testing.T) {
	gateway := started(t, `{"match": "dog.mp4", "duration": 2}`)
	var refused *Error
	if _, err := gateway.Embed(context.Background(), video); !errors.As(err, &refused) || refused.Status != 400 || refused.Code == "" {
		t.Fatal(err)
	}
}

func TestTheDeadlineOfAContextEndsTheWait(t *testing.T) {
	gateway := started(t, `{"match": "dog.mp4", "processing_seconds": 3600}`)
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := gateway.Embed(ctx, video); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
}
