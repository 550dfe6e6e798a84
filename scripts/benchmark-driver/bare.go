package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
)

// The bare client: as little between the bytes and the API server as there can be. HTTP/2 over one
// connection, 32 requests at a time, nothing read from what comes back but its code.

const parallel = 32

type server struct {
	address string
	token   string
	client  *http.Client
}

// newServer reads address, authority and token from the environment that the driver sets.
func newServer() (*server, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM([]byte(os.Getenv("BENCHMARK_CA"))) {
		return nil, fmt.Errorf("BENCHMARK_CA holds no certificate")
	}
	transport := &http.Transport{
		ForceAttemptHTTP2: true,
		TLSClientConfig:   &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12},
	}
	return &server{
		os.Getenv("BENCHMARK_SERVER"), os.Getenv("BENCHMARK_TOKEN"), &http.Client{Transport: transport},
	}, nil
}

func (s *server) send(method, path, contentType string, body []byte) error {
	request, err := http.NewRequest(method, s.address+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	request.Header.Set("Accept", "application/json")
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s: %.300s", method, path, answer.Status, text)
	}
	return nil
}

// bareApply applies every line of the file: a path, a tab, the object.
func bareApply(file string) error {
	s, err := newServer()
	if err != nil {
		return err
	}
	lines, err := readLines(file)
	if err != nil {
		return err
	}
	var wait sync.WaitGroup
	next := make(chan string)
	failures := make(chan error, len(lines))
	for range parallel {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for line := range next {
				path, body, _ := strings.Cut(line, "\t")
				query := "?fieldManager=bare&force=false"
				err := s.send("PATCH", path+query, "application/apply-patch+yaml", []byte(body))
				if err != nil {
					failures <- err
				}
			}
		}()
	}
	for _, line := range lines {
		next <- line
	}
	close(next)
	wait.Wait()
	close(failures)
	return <-failures
}

// bareList lists every collection, all of them side by side.
func bareList(paths []string) error {
	s, err := newServer()
	if err != nil {
		return err
	}
	failures := make(chan error, len(paths))
	for _, path := range paths {
		go func() { failures <- s.send("GET", path, "", nil) }()
	}
	for range paths {
		if err := <-failures; err != nil {
			return err
		}
	}
	return nil
}

func readLines(file string) ([]string, error) {
	opened, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	var lines []string
	scanner := bufio.NewScanner(opened)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines, scanner.Err()
}
