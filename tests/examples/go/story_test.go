// The story in Go, with nothing but the standard library:
//
//	fakeembed serve &
//	FAKEEMBED_URL=http://127.0.0.1:8765 go test ./...
package story

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"os"
	"testing"
)

type segment struct {
	Start float64   `json:"start_offset_sec"`
	End   float64   `json:"end_offset_sec"`
	Float []float32 `json:"float"`
}

type task struct {
	ID             string `json:"_id"`
	Status         string `json:"status"`
	VideoEmbedding struct {
		Segments []segment `json:"segments"`
	} `json:"video_embedding"`
}

func ask(t *testing.T, method, url, contentType string, body []byte, answer any) int {
	t.Helper()
	request, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("x-api-key", "any")
	request.Header.Set("content-type", contentType)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if answer != nil {
		if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
			t.Fatal(err)
		}
	}
	return response.StatusCode
}

func TestAVideoIsEmbedded(t *testing.T) {
	root := os.Getenv("FAKEEMBED_URL")
	if root == "" {
		t.Skip("FAKEEMBED_URL is not set; start `fakeembed serve` and set it to the address that it prints")
	}

	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	for name, value := range map[string]string{"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"} {
		if err := writer.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	writer.Close()

	var created task
	ask(t, "POST", root+"/v1.3/embed/tasks", writer.FormDataContentType(), form.Bytes(), &created)
	ask(t, "POST", root+"/__fakeembed__/clock", "application/json", []byte(`{"advance": 10}`), nil)

	var done task
	status := ask(t, "GET", root+"/v1.3/embed/tasks/"+created.ID+"?embedding_option=visual", "application/json", nil, &done)

	if status != http.StatusOK || done.Status != "ready" {
		t.Fatalf("got %d %q, want 200 ready", status, done.Status)
	}
	for _, clip := range done.VideoEmbedding.Segments {
		if len(clip.Float) != 512 {
			t.Fatalf("a vector of %d numbers, want 512", len(clip.Float))
		}
	}
}
