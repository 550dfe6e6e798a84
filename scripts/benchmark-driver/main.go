// Command benchmark measures deployctl beside other tools on the same work. scripts/benchmark
// builds and runs it.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) > 1 && arguments[0] == "bare-apply" {
		return bareApply(arguments[1])
	}
	if len(arguments) > 1 && arguments[0] == "bare-list" {
		return bareList(arguments[1:])
	}
	flags := flag.NewFlagSet("benchmark", flag.ContinueOnError)
	services := flags.Int("services", 200, "how many services, of five objects each")
	rounds := flags.Int("rounds", 3, "how often everything is measured")
	only := flags.String("only", "", "tools to measure, separated by commas")
	write := flags.String("write", "", "the page to write")
	top := flags.String("top", "", "the repository's root")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	return measureAll(*top, *services, *rounds, *only, *write)
}

func measureAll(top string, services, rounds int, only, write string) error {
	b, err := prepare(top, services)
	if err != nil {
		return err
	}
	defer os.RemoveAll(b.scratch)
	fmt.Fprintln(os.Stderr, "==> bringing up a sandbox")
	b.sandbox, err = upSandbox(filepath.Join(top, "scripts", "deployctl"), b.kubectl)
	if err != nil {
		return err
	}
	defer b.sandbox.down()
	b.cleanUpWhenTold()
	tools := chosen(b.tools(), only)
	if err := b.warmUp(tools); err != nil {
		return err
	}
	for round := range rounds {
		for turn := range tools {
			one := tools[(turn+round)%len(tools)]
			if err := b.round(one, fmt.Sprintf("%s-%d", one.name, round+1)); err != nil {
				return err
			}
		}
	}
	return b.report(write, rounds)
}

// cleanUpWhenTold leaves nothing behind when somebody stops the benchmark.
func (b *bench) cleanUpWhenTold() {
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-told
		b.sandbox.down()
		os.RemoveAll(b.scratch)
		os.Exit(130)
	}()
}

func prepare(top string, services int) (*bench, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	b := &bench{top: top, self: self, services: services, results: newResults(), peers: map[string]string{}}
	if b.scratch, err = os.MkdirTemp("", "deployctl-benchmark-"); err != nil {
		return nil, err
	}
	if b.helm, err = exec.LookPath("helm"); err != nil {
		return nil, err
	}
	if b.kubectl, err = exec.LookPath("kubectl"); err != nil {
		return nil, err
	}
	for _, peer := range []string{"kapp", "helmfile", "kluctl"} {
		if found, err := exec.LookPath(peer); err == nil {
			b.peers[peer] = found
		}
	}
	return b, nil
}

func chosen(tools []tool, only string) []tool {
	if only == "" {
		return tools
	}
	var some []tool
	for _, one := range tools {
		for _, name := range strings.Split(only, ",") {
			if one.name == name {
				some = append(some, one)
			}
		}
	}
	return some
}

// warmUp lets every tool and the API server do all of it once, in the small; nothing of it counts.
func (b *bench) warmUp(tools []tool) error {
	counted, services := b.results, b.services
	b.results, b.services = newResults(), 20
	for _, one := range tools {
		if err := b.round(one, one.name+"-0"); err != nil {
			return err
		}
	}
	b.results, b.services = counted, services
	return nil
}

func (b *bench) round(one tool, namespace string) error {
	fmt.Fprintln(os.Stderr, "==>", namespace)
	directory, err := scratch(b.scratch, namespace)
	if err != nil {
		return err
	}
	if err := b.sandbox.namespace(b.kubectl, namespace); err != nil {
		return err
	}
	return one.run(b, namespace, directory)
}
