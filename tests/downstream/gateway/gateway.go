// Package gateway embeds videos with embed v2 tasks: it polls with growing pauses until a context ends, and keeps one vector a clip.
package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Clip is a stretch of a video and its vector.
type Clip struct {
	Start, End float64
	Vector     []float32
}

// Error is an answer of the service that is no success.
type Error struct {
	Status     int
	Code       string `json:"code"`
	Message    string `json:"message"`
	RetryAfter time.Duration
}

func (e *Error) Error() string { return fmt.Sprintf("%d %s: %s", e.Status, e.Code, e.Message) }

// Gateway knows where the service is; Pause is the first pause between two polls.
type Gateway struct {
	BaseURL, Key string
	Pause        time.Duration
	HTTP         http.Client
}

type task struct {
	ID     string `json:"_id"`
	Status string `json:"status"`
	Data   []struct {
		Embedding []float32 `json:"embedding"`
		Option    string    `json:"embedding_option"`
		Scope     string    `json:"embedding_scope"`
		Start     float64   `json:"start_sec"`
		End       float64   `json:"end_sec"`
	} `json:"data"`
}

func (g *Gateway) once(ctx context.Context, method, path string, body []byte, into any) error {
	request, err := http.NewRequestWithContext(ctx, method, g.BaseURL+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("x-api-key", g.Key)
	request.Header.Set("content-type", "application/json")
	response, err := g.HTTP.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode < 300 {
		return json.NewDecoder(response.Body).Decode(into)
	}
	failure := &Error{Status: response.StatusCode}
	seconds, _ := strconv.Atoi(response.Header.Get("retry-after"))
	failure.RetryAfter = time.Duration(seconds) * time.Second
	if err := json.NewDecoder(response.Body).Decode(failure); err != nil {
		return err
	}
	return failure
}

func (g *Gateway) ask(ctx context.Context, method, path string, body []byte, into any) error {
	for {
		err := g.once(ctx, method, path, body, into)
		failure, ok := err.(*Error)
		if !ok || (failure.Status != http.StatusTooManyRequests && failure.Status != http.StatusServiceUnavailable) {
			return err
		}
		if err := sleep(ctx, failure.RetryAfter); err != nil {
			return err
		}
	}
}

func sleep(ctx context.Context, pause time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

// Embed returns what is seen in each clip of the video at a URL.
func (g *Gateway) Embed(ctx context.Context, url string) ([]Clip, error) {
	source := map[string]any{"media_source": map[string]string{"url": url}, "embedding_option": []string{"visual"}}
	body, err := json.Marshal(map[string]any{"input_type": "video", "model_name": "marengo3.0", "video": source})
	if err != nil {
		return nil, err
	}
	var job task
	if err := g.ask(ctx, "POST", "/embed-v2/tasks", body, &job); err != nil {
		return nil, err
	}
	for pause := g.Pause; job.Status == "processing"; pause += pause / 2 {
		if err := sleep(ctx, pause); err != nil {
			return nil, fmt.Errorf("task %s: %w", job.ID, err)
		}
		if err := g.ask(ctx, "GET", "/embed-v2/tasks/"+job.ID, nil, &job); err != nil {
			return nil, err
		}
	}
	if job.Status != "ready" {
		return nil, fmt.Errorf("task %s: %s", job.ID, job.Status)
	}
	var clips []Clip
	for _, entry := range job.Data {
		if entry.Scope == "clip" && entry.Option == "visual" {
			clips = append(clips, Clip{entry.Start, entry.End, entry.Embedding})
		}
	}
	return clips, nil
}
