package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// measure is what one command took.
type measure struct {
	wall   time.Duration
	cpu    time.Duration
	memory int64 // the most that was resident, in bytes
	out    []byte
}

// command is one thing to measure.
type command struct {
	directory   string
	environment []string
	arguments   []string
	codes       []int // besides 0, the codes with which it may end
}

// run runs the command and fails where it fails: a figure of something that did not work is none.
func (c command) run() (measure, error) {
	process := exec.Command(c.arguments[0], c.arguments[1:]...)
	process.Dir = c.directory
	process.Env = append(os.Environ(), c.environment...)
	var out, errors bytes.Buffer
	process.Stdout, process.Stderr = &out, &errors
	begun := time.Now()
	err := process.Run()
	wall := time.Since(begun)
	code := process.ProcessState.ExitCode()
	if err != nil && !contains(c.codes, code) {
		return measure{}, fmt.Errorf(
			"%s: %w\n%s", strings.Join(c.arguments, " "), err, tail(errors.String()+out.String()))
	}
	usage := process.ProcessState.SysUsage().(*syscall.Rusage)
	cpu := process.ProcessState.UserTime() + process.ProcessState.SystemTime()
	return measure{wall, cpu, usage.Maxrss * 1024, out.Bytes()}, nil
}

func contains(codes []int, code int) bool {
	for _, one := range codes {
		if one == code {
			return true
		}
	}
	return false
}

func tail(text string) string {
	const longest = 2000
	if len(text) > longest {
		return "…" + text[len(text)-longest:]
	}
	return text
}

// results keeps every measure of every round under a name.
type results struct {
	names  []string
	values map[string][]measure
}

func newResults() *results { return &results{values: map[string][]measure{}} }

func (r *results) add(name string, value measure) {
	if _, known := r.values[name]; !known {
		r.names = append(r.names, name)
	}
	r.values[name] = append(r.values[name], value)
	fmt.Fprintf(os.Stderr, "    %-44s %7.2f s  %6.2f s cpu  %4d MB\n",
		name, value.wall.Seconds(), value.cpu.Seconds(), value.memory>>20)
}

func (r *results) measure(name string, c command) (measure, error) {
	value, err := c.run()
	if err == nil {
		r.add(name, value)
	}
	return value, err
}

// scratch is a directory for one tool in one round.
func scratch(root string, parts ...string) (string, error) {
	directory := filepath.Join(append([]string{root}, parts...)...)
	return directory, os.MkdirAll(directory, 0o755)
}
